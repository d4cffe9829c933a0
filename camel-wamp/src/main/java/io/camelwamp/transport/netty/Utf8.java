package io.camelwamp.transport.netty;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks text without decoding it (RFC 3629). */
final class Utf8 {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8() {}

    static boolean isValid(byte[] octets, int offset, int length) {
        int end = offset + length;
        int i = skipAscii(octets, offset, end);
        while (i < end) {
            int size = sequenceLength(octets, i, end);
            if (size == 0) {
                return false;
            }
            i = skipAscii(octets, i + size, end);
        }
        return true;
    }

    private static int skipAscii(byte[] octets, int from, int end) {
        int i = from;
        while (i <= end - Long.BYTES && ((long) LONGS.get(octets, i) & HIGH_BITS) == 0) {
            i += Long.BYTES;
        }
        while (i < end && octets[i] >= 0) {
            i++;
        }
        return i;
    }

    /** The length of the sequence of two to four octets that starts here, or 0 if it is none. */
    private static int sequenceLength(byte[] octets, int i, int end) {
        int lead = octets[i] & 0xff;
        if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        int size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (end - i < size) {
            return 0;
        }
        // The second octet rules out longer forms than needed, surrogates, and what lies beyond U+10FFFF.
        int second = octets[i + 1] & 0xff;
        int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int k = 2; k < size; k++) {
            if ((octets[i + k] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return size;
    }
}
