package io.camelwamp.transport.netty;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the headers that a configuration adds to the opening request (RFC 9110, section 5). */
final class RequestHeaders {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /**
     * Visible characters of ISO 8859-1, blanks and tabs: no line breaks, which would start another
     * header.
     */
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\xa0-\\xff]*");

    /** What the handshake itself says. */
    private static final Set<String> TAKEN = Set.of("upgrade", "connection", "content-length", "transfer-encoding");

    private RequestHeaders() {}

    /**
     * Accepts or refuses.
     *
     * @throws IllegalArgumentException if one cannot be sent; values, which may be credentials, are
     *     not repeated
     */
    static void check(Map<String, String> headers) {
        headers.forEach((name, value) -> {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (!TOKEN.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "'" + ConnectionFailure.quote(name) + "' is no name of an HTTP header");
            }
            if (TAKEN.contains(lowerCase) || lowerCase.startsWith("sec-websocket-")) {
                throw new IllegalArgumentException("The header " + name + " belongs to the WebSocket handshake itself");
            }
            if (!VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException("The value of the header "
                        + name
                        + " has characters that cannot be sent: only ISO 8859-1 without line breaks can");
            }
        });
    }
}
