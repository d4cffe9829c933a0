package io.camelwamp.bridge.json;

import java.math.BigDecimal;

/** Decimal numbers of JSON as Java numbers of the same value. */
final class JsonNumbers {
    /**
     * With so many significant digits or less, a double's shortest text is the text it was read
     * from.
     */
    private static final int EXACT_DIGITS = 15;

    private JsonNumbers() {}

    /**
     * Reads a number that has a fraction or an exponent.
     *
     * @param text the number as JSON spells it
     * @return a {@link Double} if its shortest text has the same value, else a {@link BigDecimal}
     * @throws NumberFormatException if the exponent is beyond what a BigDecimal can hold
     */
    static Number decimal(String text) {
        double real = Double.parseDouble(text);
        if (isShort(text)) {
            return real;
        }
        BigDecimal exact = new BigDecimal(text);
        if (Double.isInfinite(real)) {
            return exact;
        }
        return new BigDecimal(Double.toString(real)).compareTo(exact) == 0 ? (Number) real : exact;
    }

    /**
     * Whether the text has few digits and no exponent, which makes it exact without a closer look.
     */
    private static boolean isShort(String text) {
        return text.length() <= EXACT_DIGITS + 1 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
    }
}
