package io.camelwamp.bridge.outbound;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;

/** Percent-encoding (RFC 3986, section 2.1), of UTF-8. */
public final class UrlEncoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /** What a path may have unencoded, with the slashes between its segments. */
    static final BitSet IN_PATH = set(UNRESERVED + "!$&'()*+,;=:@/");

    /** What a query may have unencoded, with all that separates its parts. */
    static final BitSet IN_QUERY = set(UNRESERVED + "!$&'()*+,;=:@/?");

    private static final BitSet PLAIN = set(UNRESERVED);

    private UrlEncoding() {}

    private static BitSet set(String characters) {
        BitSet set = new BitSet();
        characters.chars().forEach(set::set);
        return set;
    }

    /** Encodes a value for any place of a URL; nothing in it can be taken for a separator or an escape. */
    public static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length() + 16);
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            append(encoded, octet, PLAIN);
        }
        return encoded.toString();
    }

    /**
     * Encodes what must not stand in a URL and leaves the escapes that are there.
     *
     * @throws OutboundException if there is a percent sign without two hexadecimal digits
     */
    static String tolerant(String text, BitSet allowed) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(octets.length + 16);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '%') {
                if (!isEscape(octets, i)) {
                    throw OutboundException.refused(
                            "the url has a % without two hexadecimal digits behind it: write %25 for the sign itself");
                }
                encoded.append('%');
            } else {
                append(encoded, octets[i], allowed);
            }
        }
        return encoded.toString();
    }

    private static void append(StringBuilder encoded, byte octet, BitSet allowed) {
        if (octet > 0 && allowed.get(octet)) {
            encoded.append((char) octet);
        } else {
            encoded.append('%');
            HEX.toHexDigits(encoded, octet);
        }
    }

    private static boolean isEscape(byte[] octets, int at) {
        return at + 2 < octets.length && HexFormat.isHexDigit(octets[at + 1]) && HexFormat.isHexDigit(octets[at + 2]);
    }

    /** Takes one layer of encoding away; malformed UTF-8 becomes the replacement character. */
    static String decodedOnce(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(octets.length);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '%' && isEscape(octets, i)) {
                decoded.put((byte) HexFormat.fromHexDigits(text(octets, i + 1), 0, 2));
                i += 2;
            } else {
                decoded.put(octets[i]);
            }
        }
        return StandardCharsets.UTF_8.decode(decoded.flip()).toString();
    }

    private static String text(byte[] octets, int at) {
        return new String(octets, at, 2, StandardCharsets.US_ASCII);
    }
}
