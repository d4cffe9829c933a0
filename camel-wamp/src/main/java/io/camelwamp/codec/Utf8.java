package io.camelwamp.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Strict UTF-8: no overlong forms, no surrogates, nothing beyond U+10FFFF (RFC 3629).
 *
 * <p>The JDK's lenient decoding would replace what is malformed, and octets that a router hands on
 * unread would then be refused by their receivers, at the expense of these.
 */
public final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final int ASCII_END = 0x80;
    private static final int MAX_TWO = 0x7ff;
    private static final int MAX_THREE = 0xffff;

    private Utf8() {}

    /** The index of the first octet from 0x80 on, or the end. */
    static int endOfAscii(byte[] bytes, int from, int end) {
        int i = from;
        while (end - i >= Long.BYTES && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
            i += Long.BYTES;
        }
        while (i < end && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /**
     * The index of the first octet that makes the range malformed, or the end.
     *
     * @param bytes holds the range; not kept
     * @param from the index of its first octet
     * @param end the index behind its last octet
     */
    public static int endOfValid(byte[] bytes, int from, int end) {
        int i = endOfAscii(bytes, from, end);
        while (i < end) {
            int length = sequenceLength(bytes, i, end);
            if (length == 0) {
                return i;
            }
            i = endOfAscii(bytes, i + length, end);
        }
        return end;
    }

    /** Decodes a range that {@link #endOfValid} has accepted. */
    static String decode(byte[] bytes, int from, int end) {
        boolean ascii = endOfAscii(bytes, from, end) == end;
        return new String(bytes, from, end - from, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /** Tells whether an octet occurs in a range. */
    static boolean contains(byte[] bytes, int from, int end, byte wanted) {
        long pattern = (wanted & 0xff) * LOW_BITS;
        int i = from;
        for (; end - i >= Long.BYTES; i += Long.BYTES) {
            long difference = (long) LONGS.get(bytes, i) ^ pattern;
            if ((difference - LOW_BITS & ~difference & HIGH_BITS) != 0) {
                return true;
            }
        }
        for (; i < end; i++) {
            if (bytes[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Writes the ASCII characters with which a text begins, and returns how many they are. */
    static int encodeAscii(String text, byte[] target, int at) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= ASCII_END) {
                return i;
            }
            target[at + i] = (byte) c;
        }
        return length;
    }

    /**
     * Encodes a text.
     *
     * @throws io.camelwamp.protocol.WampException.InvalidPayload if it holds half of a surrogate
     *     pair
     */
    static byte[] encode(String text) {
        if (!isUnicode(text)) {
            throw ElementWriter.notUnicode();
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes a code point beyond ASCII and returns the index after it; at most four octets. */
    static int encode(int codePoint, byte[] target, int at) {
        if (codePoint <= MAX_TWO) {
            target[at] = (byte) (0xc0 | codePoint >> 6);
            target[at + 1] = continuation(codePoint);
            return at + 2;
        }
        if (codePoint <= MAX_THREE) {
            if (Character.isSurrogate((char) codePoint)) {
                throw ElementWriter.notUnicode();
            }
            target[at] = (byte) (0xe0 | codePoint >> 12);
            target[at + 1] = continuation(codePoint >> 6);
            target[at + 2] = continuation(codePoint);
            return at + 3;
        }
        target[at] = (byte) (0xf0 | codePoint >> 18);
        target[at + 1] = continuation(codePoint >> 12);
        target[at + 2] = continuation(codePoint >> 6);
        target[at + 3] = continuation(codePoint);
        return at + 4;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | bits & 0x3f);
    }

    /** Tells whether a text can be written as UTF-8: whether every surrogate is one of a pair. */
    static boolean isUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The length of the well-formed sequence of two to four octets at an index, or 0. */
    private static int sequenceLength(byte[] bytes, int i, int end) {
        int lead = bytes[i] & 0xff;
        int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
        if (length == 0 || end - i < length) {
            return 0;
        }
        int codePoint = lead & (0x7f >> length);
        for (int k = 1; k < length; k++) {
            if ((bytes[i + k] & 0xc0) != 0x80) {
                return 0;
            }
            codePoint = codePoint << 6 | bytes[i + k] & 0x3f;
        }
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        boolean overlong = length == 3 && codePoint <= MAX_TWO || length == 4 && codePoint <= MAX_THREE;
        return surrogate || overlong || codePoint > Character.MAX_CODE_POINT ? 0 : length;
    }
}
