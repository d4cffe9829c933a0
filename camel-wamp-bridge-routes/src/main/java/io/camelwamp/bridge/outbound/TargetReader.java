package io.camelwamp.bridge.outbound;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads URLs the strict way: what readers of URLs do not agree about is refused, because the next one behind us could take
 * it for another host or another path.
 */
final class TargetReader {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+)(?::(\\d{1,5}))?");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?");
    private static final int MAX_PORT = 65_535;

    private TargetReader() {}

    /**
     * Resolves a reference (RFC 3986, section 5.2).
     *
     * @param base null if the reference must be an absolute URL
     * @param reference absolute or relative; null or empty is the base itself
     */
    static Target resolve(Target base, String reference) {
        String text = withoutFragment(reference == null ? "" : reference);
        checkCharacters(text);
        Matcher absolute = SCHEME.matcher(text);
        if (absolute.matches()) {
            String scheme = absolute.group(1).toLowerCase(Locale.ROOT);
            if (!absolute.group(2).startsWith("//")) {
                // What stands before the colon need not be a scheme: it may be a user, before a password.
                throw OutboundException.refused(
                        "the url has no scheme with // behind it: it must begin with http:// or https://");
            }
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw OutboundException.refused("the scheme of the url is '" + scheme + "': it must be http or https");
            }
            return withAuthority(scheme, absolute.group(2));
        }
        if (base == null) {
            throw OutboundException.refused("the url must be absolute, such as http://example.com/path");
        }
        return text.startsWith("//") ? withAuthority(base.scheme(), text) : relative(base, text);
    }

    private static String withoutFragment(String text) {
        int fragment = text.indexOf('#');
        return fragment < 0 ? text : text.substring(0, fragment);
    }

    private static void checkCharacters(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw OutboundException.refused("the url has control characters in it, such as a line break");
        }
        if (text.indexOf('\\') >= 0) {
            throw OutboundException.refused("the url has a backslash in it: write / or %5C");
        }
        if (!text.equals(text.strip())) {
            throw OutboundException.refused("the url has white space around it");
        }
    }

    private static Target withAuthority(String scheme, String text) {
        int end = 2;
        while (end < text.length() && text.charAt(end) != '/' && text.charAt(end) != '?') {
            end++;
        }
        String authority = text.substring(2, end);
        if (authority.indexOf('@') >= 0) {
            throw OutboundException.refused(
                    "the url has user info in it (an @ before the path): send a header instead");
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            throw OutboundException.refused("the url has no valid host and port behind //");
        }
        int port = parts.group(2) == null ? Target.defaultPort(scheme) : Integer.parseInt(parts.group(2));
        if (port < 1 || port > MAX_PORT) {
            throw OutboundException.refused("the port of the url is " + port + ": it must be from 1 to " + MAX_PORT);
        }
        Target root = new Target(scheme, host(parts.group(1)), port, "/", null);
        return relative(root, text.substring(end));
    }

    /** A host in its one spelling. */
    static String host(String text) {
        if (text.startsWith("[")) {
            return text.toLowerCase(Locale.ROOT);
        }
        String name = asciiName(text).toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw OutboundException.refused("the host of the url is not a valid name");
        }
        return name;
    }

    private static String asciiName(String text) {
        try {
            return text.chars().allMatch(c -> c < 0x80) ? text : IDN.toASCII(text);
        } catch (IllegalArgumentException e) {
            throw new OutboundException(
                    OutboundException.Kind.REFUSED, "the host of the url is not a valid international name", e);
        }
    }

    private static Target relative(Target base, String text) {
        int mark = text.indexOf('?');
        String path = mark < 0 ? text : text.substring(0, mark);
        String query = mark < 0 ? null : UrlEncoding.tolerant(text.substring(mark + 1), UrlEncoding.IN_QUERY);
        if (path.isEmpty()) {
            return base.with(base.path(), mark < 0 ? base.query() : query);
        }
        String encoded = UrlEncoding.tolerant(path, UrlEncoding.IN_PATH);
        String whole = encoded.startsWith("/") ? encoded : base.folder() + encoded;
        return base.with(TargetPaths.normalized(whole), query);
    }
}
