package io.camelwamp.codec;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Writes MessagePack (github.com/msgpack/msgpack, spec.md), each value in its shortest form. */
final class MessagePackWriter extends BinaryWriter {
    private static final int MAX_UINT8 = 0xff;
    private static final int MAX_UINT16 = 0xffff;
    private static final long MAX_UINT32 = 0xffff_ffffL;

    MessagePackWriter(int expectedSize) {
        super(expectedSize);
    }

    @Override
    void listStart(int count) {
        container(count, 0x90, 0xdc);
    }

    @Override
    void dictStart(int count) {
        container(count, 0x80, 0xde);
    }

    private void container(int count, int shortCode, int code16) {
        if (count < 16) {
            octet(shortCode | count);
        } else if (count <= MAX_UINT16) {
            int16(code16, count);
        } else {
            int32(code16 + 1, count);
        }
    }

    @Override
    void nothing() {
        octet(0xc0);
    }

    @Override
    void bool(boolean value) {
        octet(value ? 0xc3 : 0xc2);
    }

    @Override
    void integer(long value) {
        if (value >= -32 && value < 128) {
            octet((int) value);
        } else if (value >= 0) {
            positive(value);
        } else {
            negative(value);
        }
    }

    private void positive(long value) {
        if (value <= MAX_UINT8) {
            int8(0xcc, (int) value);
        } else if (value <= MAX_UINT16) {
            int16(0xcd, (int) value);
        } else if (value <= MAX_UINT32) {
            int32(0xce, (int) value);
        } else {
            int64(0xcf, value);
        }
    }

    private void negative(long value) {
        if (value >= Byte.MIN_VALUE) {
            int8(0xd0, (int) value);
        } else if (value >= Short.MIN_VALUE) {
            int16(0xd1, (int) value);
        } else if (value >= Integer.MIN_VALUE) {
            int32(0xd2, (int) value);
        } else {
            int64(0xd3, value);
        }
    }

    @Override
    void integer(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            integer(value.longValue());
        } else if (value.signum() > 0 && value.bitLength() == Long.SIZE) {
            int64(0xcf, value.longValue());
        } else {
            throw invalid("MessagePack cannot carry an integer of more than 64 bits");
        }
    }

    @Override
    void real(double value) {
        int64(0xcb, Double.doubleToRawLongBits(value));
    }

    /** As the nearest double: the format has no decimals. */
    @Override
    void real(BigDecimal value) {
        real(Numbers.nearestDouble(value));
    }

    @Override
    void textHead(int length) {
        if (length < 32) {
            octet(0xa0 | length);
        } else {
            stringHead(length, 0xd9);
        }
    }

    @Override
    void binary(byte[] value) {
        stringHead(value.length, 0xc4);
        octets(value);
    }

    private void stringHead(int length, int code8) {
        if (length <= MAX_UINT8) {
            int8(code8, length);
        } else if (length <= MAX_UINT16) {
            int16(code8 + 1, length);
        } else {
            int32(code8 + 2, length);
        }
    }
}
