package io.camelwamp.bridge.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Well-formedness of UTF-8 as the Unicode standard defines it (table 3-7): no overlong forms, no
 * surrogates, nothing above U+10FFFF, no truncated sequences.
 *
 * <p>Jackson's reader is more lenient than that, and {@link String} replaces what is malformed
 * without telling.
 */
public final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /**
     * Finds the first octet that does not belong to a well-formed sequence.
     *
     * @return its index, or -1 if all octets are well-formed
     */
    public static int firstMalformed(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            i = skipAscii(bytes, i);
            if (i < bytes.length) {
                int length = sequenceLength(bytes, i);
                if (length == 0) {
                    return i;
                }
                i += length;
            }
        }
        return -1;
    }

    private static int skipAscii(byte[] bytes, int from) {
        int i = from;
        while (i <= bytes.length - Long.BYTES && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
            i += Long.BYTES;
        }
        while (i < bytes.length && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /** The length of the multi-octet sequence that begins here, or 0 if it is malformed. */
    private static int sequenceLength(byte[] bytes, int at) {
        int lead = bytes[at] & 0xff;
        if (lead >= 0xc2 && lead <= 0xdf) {
            return continues(bytes, at + 1, 0x80, 0xbf) ? 2 : 0;
        }
        if (lead >= 0xe0 && lead <= 0xef) {
            int lowest = lead == 0xe0 ? 0xa0 : 0x80;
            int highest = lead == 0xed ? 0x9f : 0xbf;
            return continues(bytes, at + 1, lowest, highest) && continues(bytes, at + 2, 0x80, 0xbf) ? 3 : 0;
        }
        if (lead >= 0xf0 && lead <= 0xf4) {
            int lowest = lead == 0xf0 ? 0x90 : 0x80;
            int highest = lead == 0xf4 ? 0x8f : 0xbf;
            boolean valid = continues(bytes, at + 1, lowest, highest)
                    && continues(bytes, at + 2, 0x80, 0xbf)
                    && continues(bytes, at + 3, 0x80, 0xbf);
            return valid ? 4 : 0;
        }
        return 0;
    }

    private static boolean continues(byte[] bytes, int at, int lowest, int highest) {
        return at < bytes.length && (bytes[at] & 0xff) >= lowest && (bytes[at] & 0xff) <= highest;
    }

    /**
     * Tells whether a text has a surrogate without its other half, so that UTF-8 cannot express it.
     */
    public static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
