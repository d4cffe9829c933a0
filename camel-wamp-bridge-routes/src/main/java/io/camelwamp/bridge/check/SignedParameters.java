package io.camelwamp.bridge.check;

import io.camelwamp.bridge.http.RefusedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The query parameters that belong to a signature, decoded; null where absent. Of a parameter given
 * twice the first counts.
 */
record SignedParameters(String key, String timestamp, String seq, String nonce, String signature) {
    private static final SignedParameters NONE = new SignedParameters(null, null, null, null, null);

    /**
     * Reads them from a query string.
     *
     * @param query the query as it was sent, null if there was none
     * @throws RefusedException if one of them is not made of printable ASCII
     */
    static SignedParameters parse(String query) throws RefusedException {
        if (query == null || query.isEmpty()) {
            return NONE;
        }
        return new SignedParameters(
                find(query, "key"),
                find(query, "timestamp"),
                find(query, "seq"),
                find(query, "nonce"),
                find(query, "signature"));
    }

    private static String find(String query, String name) throws RefusedException {
        int start = 0;
        while (start <= query.length()) {
            int end = query.indexOf('&', start);
            end = end < 0 ? query.length() : end;
            int equals = query.indexOf('=', start);
            int nameEnd = equals < 0 || equals > end ? end : equals;
            if (nameEnd - start == name.length() && query.startsWith(name, start)) {
                return decode(query.substring(Math.min(nameEnd + 1, end), end), name);
            }
            start = end + 1;
        }
        return null;
    }

    /**
     * Undoes the percent-encoding; all five parameters are ASCII, so that a character is an octet.
     */
    private static String decode(String text, String name) throws RefusedException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int octet = c == '+' ? ' ' : c;
            if (c == '%') {
                octet = i + 2 < text.length() ? hex(text.charAt(i + 1)) * 16 + hex(text.charAt(i + 2)) : -1;
                i += 2;
            }
            if (octet < ' ' || octet > '~') {
                throw new RefusedException(
                        400, "the query parameter '" + name + "' must consist of printable ASCII characters");
            }
            octets.write(octet);
        }
        return octets.toString(StandardCharsets.US_ASCII);
    }

    /**
     * The value of a hexadecimal digit, or a negative number so large that no octet can come of it.
     */
    private static int hex(char digit) {
        int value = digit < 0x80 ? Character.digit(digit, 16) : -1;
        return value < 0 ? -1000 : value;
    }
}
