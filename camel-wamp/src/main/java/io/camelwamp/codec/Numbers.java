package io.camelwamp.codec;

import io.camelwamp.protocol.WampException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** The numbers of WAMP as Java objects. */
final class Numbers {
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
                digits <= DOUBLE_DIGITS ? exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)) : exact;
        return printed.compareTo(decimal) == 0;
    }

    /** The double nearest to a decimal, for formats that have no decimals. */
    static double nearestDouble(BigDecimal decimal) {
        double real = decimal.doubleValue();
        if (Double.isInfinite(real)) {
            throw new WampException.InvalidPayload("A decimal is too large for a format that has only doubles");
        }
        return real;
    }
}
