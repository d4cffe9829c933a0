package io.camelwamp.transport.netty;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/**
 * A {@code ws:} or {@code wss:} URL (RFC 6455, section 3), or one of a Unix domain socket, as it is
 * usual with Node.js: {@code ws+unix:/SOCKET:/PATH}.
 *
 * @param destination where to connect
 * @param hostHeader the value of the Host header
 * @param resource path and query, as they are requested
 * @param authorization the value of the Authorization header that the URL's user info stands for,
 *     or null
 */
record WebSocketUrl(Destination destination, String hostHeader, String resource, String authorization) {
    static final Set<String> SCHEMES = Set.of("ws", "wss", "ws+unix");

    private static final String UNIX = "ws+unix";
    private static final int WS_PORT = 80;
    private static final int WSS_PORT = 443;

    /**
     * Takes a URL apart.
     *
     * @throws IllegalArgumentException if it is none for WebSocket; the text says what is wrong,
     *     without credentials
     */
    static WebSocketUrl of(URI given) {
        URI uri = URI.create(given.toASCIIString());
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new IllegalArgumentException(
                    "A WebSocket URL starts with ws://, wss:// or ws+unix:, not with '" + scheme + "'");
        }
        if (scheme.equals(UNIX)) {
            return unix(uri);
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("The "
                    + scheme
                    + " URL has no host: it must look like "
                    + scheme
                    + "://HOST:PORT/PATH, with letters, digits, '-' and '.' in HOST");
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "A WebSocket URL has no fragment: write '#' in " + scheme + "://" + uri.getHost() + " as %23");
        }
        boolean tls = scheme.equals("wss");
        int standardPort = tls ? WSS_PORT : WS_PORT;
        int port = uri.getPort() == -1 ? standardPort : uri.getPort();
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("The port must be 1 to 65535, but is " + port);
        }
        String hostHeader = port == standardPort ? uri.getHost() : uri.getHost() + ":" + port;
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String name = scheme + "://" + uri.getHost() + ":" + port + path;
        return new WebSocketUrl(
                Destination.tcp(withoutBrackets(uri.getHost()), port, tls, name),
                hostHeader,
                path + query,
                basic(uri.getUserInfo()));
    }

    private static WebSocketUrl unix(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        int colon = path.indexOf(':');
        String socket = colon < 0 ? path : path.substring(0, colon);
        String resource = colon < 0 ? "/" : path.substring(colon + 1);
        boolean absolute = socket.startsWith("/") && !socket.startsWith("//") && resource.startsWith("/");
        if (!absolute || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "The URL of a Unix domain socket must look like ws+unix:/run/router.sock:/ws");
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new WebSocketUrl(
                Destination.unix(RawSocketUrl.path(URI.create(socket).getPath()), UNIX + ":" + path),
                "localhost",
                resource + query,
                null);
    }

    /** Whom cookies belong to: a host with its port, or the file of a Unix domain socket. */
    String authority() {
        return destination.socket() != null
                ? String.valueOf(destination.socket())
                : destination.host().toLowerCase(Locale.ROOT) + ":" + destination.port();
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String basic(String userInfo) {
        if (userInfo == null) {
            return null;
        }
        byte[] octets = userInfo.getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(octets);
    }

    /** Without what may be credentials. */
    @Override
    public String toString() {
        return destination.name();
    }
}
