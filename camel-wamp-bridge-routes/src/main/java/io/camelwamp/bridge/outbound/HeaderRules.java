package io.camelwamp.bridge.outbound;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which methods and headers a request may have: what frames or routes it is the client's own affair. */
public final class HeaderRules {
    /** Of one hop (RFC 9110, section 7.6.1), of the framing, and the host, which would lead elsewhere behind a proxy. */
    private static final Set<String> RESERVED = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authentication-info",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final int LAST_LATIN_1 = 0xff;

    private HeaderRules() {}

    /**
     * Checks a header.
     *
     * @throws OutboundException of the kind {@code REFUSED}; the text has the name, never the value
     */
    static void check(String name, String value) {
        if (!TOKEN.matcher(name).matches()) {
            throw OutboundException.refused("there is a header whose name is none (RFC 9110, section 5.1)");
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw OutboundException.refused("the header " + name + " belongs to the connection and cannot be set");
        }
        if (value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f || c > LAST_LATIN_1)) {
            throw OutboundException.refused("the header " + name
                    + " has characters that a header cannot have, such as a line break or one outside of Latin-1");
        }
    }

    /**
     * A request's method in its usual spelling.
     *
     * @throws OutboundException of the kind {@code REFUSED} if it is none, or one that must not be sent
     */
    public static String method(String method) {
        String upper = method.toUpperCase(Locale.ROOT);
        if (!TOKEN.matcher(upper).matches()) {
            throw OutboundException.refused("the method is no HTTP method, such as GET");
        }
        if (upper.equals("CONNECT") || upper.equals("TRACE")) {
            throw OutboundException.refused("the method " + upper + " is not allowed");
        }
        return upper;
    }
}
