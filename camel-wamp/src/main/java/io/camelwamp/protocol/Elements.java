package io.camelwamp.protocol;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Looks at decoded elements of messages, whose Java types depend on the peer (spec:
 * basic/messages.md).
 */
public final class Elements {
    /** What {@link #integral} returns for anything but an integral number. */
    public static final long NOT_INTEGRAL = Long.MIN_VALUE;

    private static final int SHOWN_DIGITS = 24;

    private Elements() {}

    /**
     * The value of an integral number, tolerating 1.0 as serializers of dynamic languages write it.
     *
     * @param value any element, or null
     * @return {@link #NOT_INTEGRAL} if the value is no integral number or does not fit
     */
    public static long integral(Object value) {
        if (value instanceof Long || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double real) {
            boolean exact = real == Math.rint(real) && Math.abs(real) <= RequestIds.MAX;
            return exact ? real.longValue() : NOT_INTEGRAL;
        }
        if (value instanceof BigInteger big && big.bitLength() < Long.SIZE) {
            return big.longValue();
        }
        return NOT_INTEGRAL;
    }

    /**
     * What an element is, in the words of the specification, for error texts: content shows of
     * numbers only.
     */
    public static String kindOf(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Number) {
            String digits = value.toString();
            return "the number " + (digits.length() <= SHOWN_DIGITS ? digits : digits.substring(0, SHOWN_DIGITS) + "…");
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        if (value instanceof String) {
            return "a string";
        }
        return value instanceof Map ? "a dictionary" : value instanceof List ? "a list" : "binary";
    }
}
