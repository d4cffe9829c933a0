package io.camelwamp.codec;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Writes CBOR (RFC 8949) with definite lengths, and integers and lengths in their shortest form.
 */
final class CborWriter extends BinaryWriter {
    private static final int UNSIGNED = 0x00;
    private static final int NEGATIVE = 0x20;
    private static final int BINARY = 0x40;
    private static final int TEXT = 0x60;
    private static final int LIST = 0x80;
    private static final int DICT = 0xa0;
    private static final int TAG_POSITIVE_BIG = 0xc2;
    private static final int TAG_NEGATIVE_BIG = 0xc3;
    private static final int TAG_DECIMAL = 0xc4;
    private static final int SHORT_ARGUMENTS = 24;

    CborWriter(int expectedSize) {
        super(expectedSize);
    }

    private void head(int type, long argument) {
        if (argument >= 0 && argument < SHORT_ARGUMENTS) {
            octet(type | (int) argument);
        } else if (argument >>> Byte.SIZE == 0) {
            int8(type | 24, (int) argument);
        } else if (argument >>> Short.SIZE == 0) {
            int16(type | 25, (int) argument);
        } else if (argument >>> Integer.SIZE == 0) {
            int32(type | 26, (int) argument);
        } else {
            int64(type | 27, argument);
        }
    }

    @Override
    void listStart(int count) {
        head(LIST, count);
    }

    @Override
    void dictStart(int count) {
        head(DICT, count);
    }

    @Override
    void nothing() {
        octet(0xf6);
    }

    @Override
    void bool(boolean value) {
        octet(value ? 0xf5 : 0xf4);
    }

    @Override
    void integer(long value) {
        if (value >= 0) {
            head(UNSIGNED, value);
        } else {
            head(NEGATIVE, ~value);
        }
    }

    @Override
    void integer(BigInteger value) {
        BigInteger magnitude = value.signum() < 0 ? value.not() : value;
        if (magnitude.bitLength() <= Long.SIZE) {
            head(value.signum() < 0 ? NEGATIVE : UNSIGNED, magnitude.longValue());
        } else {
            octet(value.signum() < 0 ? TAG_NEGATIVE_BIG : TAG_POSITIVE_BIG);
            binary(magnitude.toByteArray());
        }
    }

    @Override
    void real(double value) {
        int64(0xfb, Double.doubleToRawLongBits(value));
    }

    @Override
    void real(BigDecimal value) {
        octet(TAG_DECIMAL);
        listStart(2);
        integer(-value.scale());
        integer(value.unscaledValue());
    }

    @Override
    void textHead(int length) {
        head(TEXT, length);
    }

    @Override
    void binary(byte[] value) {
        head(BINARY, value.length);
        octets(value);
    }
}
