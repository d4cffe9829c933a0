package io.camelwamp.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What the binary formats have in common: big-endian numbers, and no signs between values. */
abstract class BinaryWriter extends ElementWriter {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    BinaryWriter(int expectedSize) {
        super(expectedSize);
    }

    private static VarHandle view(Class<?> arrayType) {
        return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.BIG_ENDIAN);
    }

    /** Writes the head of a string of so many octets. */
    abstract void textHead(int length);

    @Override
    final void text(String value) {
        int length = value.length();
        int head = reserve(0);
        textHead(length);
        int start = reserve(length);
        if (Utf8.encodeAscii(value, buffer(), start) < length) {
            truncate(head);
            byte[] octets = Utf8.encode(value);
            textHead(octets.length);
            octets(octets);
        }
    }

    @Override
    final void key(String key) {
        text(key);
    }

    @Override
    final void listEnd() {}

    @Override
    final void dictEnd() {}

    @Override
    final void separator() {}

    final void int8(int code, int value) {
        int start = reserve(1 + Byte.BYTES);
        buffer()[start] = (byte) code;
        buffer()[start + 1] = (byte) value;
    }

    final void int16(int code, int value) {
        int start = reserve(1 + Short.BYTES);
        buffer()[start] = (byte) code;
        SHORT.set(buffer(), start + 1, (short) value);
    }

    final void int32(int code, int value) {
        int start = reserve(1 + Integer.BYTES);
        buffer()[start] = (byte) code;
        INT.set(buffer(), start + 1, value);
    }

    final void int64(int code, long value) {
        int start = reserve(1 + Long.BYTES);
        buffer()[start] = (byte) code;
        LONG.set(buffer(), start + 1, value);
    }
}
