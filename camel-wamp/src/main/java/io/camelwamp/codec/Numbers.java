package io.camelwamp.codec;

import io.camelwamp.protocol.WampException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** The numbers of WAMP as Java objects, and how large they may be. */
final class Numbers {
    /**
     * Digits of an integer or decimal: far beyond any use, far below what makes arithmetic
     * expensive.
     */
    static final int MAX_DIGITS = 1000;

    /** As many bits as {@link #MAX_DIGITS} digits need. */
    static final int MAX_BITS = 3322;

    /**
     * Places before or after the point: 1e999999999 is short on the wire, but has a billion digits.
     */
    static final int MAX_SCALE = 10_000;

    /** Significant digits that a double can have when it is printed. */
    private static final int DOUBLE_DIGITS = 17;

    private Numbers() {}

    /** The smallest of {@link Integer} and {@link Long} that holds a value. */
    static Number integer(long value) {
        if (value == (int) value) {
            return (int) value;
        }
        return value;
    }

    /** As {@link #integer(long)} for any value. */
    static Number integer(BigInteger value) {
        return value.bitLength() < Long.SIZE ? integer(value.longValue()) : (Number) value;
    }

    /**
     * A {@link Double} where it says the same as the decimal, else the decimal itself.
     *
     * <p>They say the same if they are equal, or if the decimal is how the double looks when
     * printed with so many digits, and these are not more than tell one double from another.
     */
    static Number real(BigDecimal decimal) {
        double real = decimal.doubleValue();
        if (Double.isInfinite(real)) {
            return decimal;
        }
        return saysTheSame(real, decimal) ? (Number) real : decimal;
    }

    private static boolean saysTheSame(double real, BigDecimal decimal) {
        BigDecimal exact = new BigDecimal(real);
        int digits = decimal.signum() == 0 ? 1 : decimal.stripTrailingZeros().precision();
        BigDecimal printed =
                digits <= DOUBLE_DIGITS
                        ? exact.round(new MathContext(digits, RoundingMode.HALF_EVEN))
                        : exact;
        return printed.compareTo(decimal) == 0;
    }

    /** Tells whether a number is within the limits of this class. */
    static boolean isWithinLimits(BigInteger value) {
        return value.bitLength() <= MAX_BITS;
    }

    /** Tells whether a number is within the limits of this class. */
    static boolean isWithinLimits(BigDecimal value) {
        return isWithinLimits(value.unscaledValue()) && Math.abs((long) value.scale()) <= MAX_SCALE;
    }

    /** The double nearest to a decimal, for formats that have no decimals. */
    static double nearestDouble(BigDecimal decimal) {
        double real = decimal.doubleValue();
        if (Double.isInfinite(real)) {
            throw new WampException.InvalidPayload(
                    "A decimal is too large for a format that has only doubles");
        }
        return real;
    }
}
