package io.camelwamp.transport.netty;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/** The masks of the frames that a WebSocket client sends (RFC 6455, section 5.3). */
final class Masking {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Masking() {}

    /** Masks octets, or unmasks them, which is the same. */
    static void apply(byte[] octets, int offset, int length, int key) {
        long wide = wide(key);
        int end = offset + length;
        int i = offset;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            LONGS.set(octets, i, (long) LONGS.get(octets, i) ^ wide);
        }
        for (int shift = 24; i < end; i++, shift = (shift - 8) & 31) {
            octets[i] ^= (byte) (key >>> shift);
        }
    }

    /** Appends masked octets and leaves the source as it is. */
    static void append(ByteBuf out, byte[] octets, int length, int key) {
        long wide = wide(key);
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            out.writeLong((long) LONGS.get(octets, i) ^ wide);
        }
        for (int shift = 24; i < length; i++, shift = (shift - 8) & 31) {
            out.writeByte(octets[i] ^ (key >>> shift));
        }
    }

    private static long wide(int key) {
        return ((long) key << 32) | (key & 0xffff_ffffL);
    }

    /** Keys that a peer cannot foresee, drawn many at a time because each draw is costly. */
    static final class Keys {
        private static final int DRAWN = 256 * Integer.BYTES;
        private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

        private final SecureRandom random = new SecureRandom();
        private final byte[] drawn = new byte[DRAWN];
        private int used = DRAWN;

        int next() {
            if (used == DRAWN) {
                random.nextBytes(drawn);
                used = 0;
            }
            int key = (int) INTS.get(drawn, used);
            used += Integer.BYTES;
            return key;
        }
    }
}
