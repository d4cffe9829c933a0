package io.camelwamp.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;

/** How large the numbers in messages may be, whichever serializer carries them. */
public final class NumberLimits {
    /**
     * Digits of an integer or decimal: far beyond any use, far below what makes arithmetic
     * expensive.
     */
    public static final int MAX_DIGITS = 10_000;

    /**
     * Places before or after the point: 1e999999999 is short on the wire, but has a billion digits.
     */
    public static final int MAX_SCALE = 10_000;

    /** As many bits as {@link #MAX_DIGITS} digits need. */
    private static final int MAX_BITS = 33_220;

    private NumberLimits() {}

    /** Tells whether a number is within the limits of this class. */
    public static boolean allow(BigInteger value) {
        return value.bitLength() <= MAX_BITS;
    }

    /** Tells whether a number is within the limits of this class. */
    public static boolean allow(BigDecimal value) {
        return allow(value.unscaledValue()) && Math.abs((long) value.scale()) <= MAX_SCALE;
    }
}
