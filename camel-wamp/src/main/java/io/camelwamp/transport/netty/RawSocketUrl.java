package io.camelwamp.transport.netty;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * A URL of a raw socket: {@code rs://HOST:PORT}, {@code rss://HOST:PORT} with TLS, and for Unix
 * domain sockets {@code rs+unix:/PATH}, {@code unix:/PATH} or, as Autobahn writes it, {@code
 * rs://unix:/PATH}.
 */
final class RawSocketUrl {
    static final Set<String> SCHEMES = Set.of("rs", "rss", "rs+unix", "unix");

    /** Autobahn's host of all Unix domain sockets; the port is missing behind the colon. */
    private static final String UNIX_HOST = "unix:";

    private RawSocketUrl() {}

    /**
     * Where a URL leads to.
     *
     * @throws IllegalArgumentException if it is none for raw socket; the text says what is wrong
     */
    static Destination destination(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "rs", "rss" -> UNIX_HOST.equals(uri.getRawAuthority()) ? autobahn(uri, scheme) : tcp(uri, scheme);
            case "rs+unix", "unix" -> unix(uri, scheme + ":");
            default ->
                throw new IllegalArgumentException(
                        "A raw socket URL starts with rs://, rss:// or rs+unix:, not with '" + scheme + "'");
        };
    }

    private static Destination tcp(URI uri, String scheme) {
        String example = scheme + "://HOST:PORT";
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("The " + scheme + " URL has no host: it must look like " + example
                    + ", with letters, digits, '-' and '.' in HOST");
        }
        if (uri.getPort() == -1) {
            throw new IllegalArgumentException("The " + scheme
                    + " URL has no port, and raw socket has no usual one: it must look like " + example);
        }
        if (uri.getPort() < 1 || uri.getPort() > 65535) {
            throw new IllegalArgumentException("The port must be 1 to 65535, but is " + uri.getPort());
        }
        boolean bare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
        if (!bare || uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("A raw socket URL is just " + example
                    + ": a path, a query or a user has no place in its handshake");
        }
        String host = uri.getHost();
        String name = scheme + "://" + host + ":" + uri.getPort();
        boolean bracketed = host.startsWith("[");
        return Destination.tcp(
                bracketed ? host.substring(1, host.length() - 1) : host, uri.getPort(), scheme.equals("rss"), name);
    }

    private static Destination autobahn(URI uri, String scheme) {
        if (scheme.equals("rss")) {
            throw new IllegalArgumentException("A Unix domain socket needs no TLS: write rs+unix:" + uri.getRawPath());
        }
        return unix(uri, "rs://unix:");
    }

    private static Destination unix(URI uri, String start) {
        boolean file = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getPath() != null;
        if (!file || !uri.getPath().startsWith("/")) {
            throw new IllegalArgumentException(
                    "The URL of a Unix domain socket must look like " + start + "/run/router.sock");
        }
        return Destination.unix(path(uri.getPath()), start + uri.getRawPath());
    }

    /** A file's path, on any system. */
    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' is no path of a file here: " + e.getReason());
        }
    }
}
