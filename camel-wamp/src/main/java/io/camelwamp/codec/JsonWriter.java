package io.camelwamp.codec;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Writes JSON as compact UTF-8 (spec: basic/building_blocks.md;
 * advanced/serialization_binary_json.md).
 *
 * <p>By hand, because octets of a payload must go between values, into the same array.
 */
final class JsonWriter extends ElementWriter {
    /** The longest that one character becomes: an escape such as {@code \u001f}. */
    private static final int MAX_CHARACTER = 6;

    private static final int MAX_LONG = 20;
    private static final int ASCII_END = 0x80;
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] BINARY_PREFIX = ascii("\"\\u0000");

    JsonWriter(int expectedSize) {
        super(expectedSize);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    void listStart(int count) {
        octet('[');
    }

    @Override
    void listEnd() {
        octet(']');
    }

    @Override
    void dictStart(int count) {
        octet('{');
    }

    @Override
    void dictEnd() {
        octet('}');
    }

    @Override
    void separator() {
        octet(',');
    }

    @Override
    void key(String key) {
        text(key);
        octet(':');
    }

    @Override
    void nothing() {
        octets(NULL);
    }

    @Override
    void bool(boolean value) {
        octets(value ? TRUE : FALSE);
    }

    @Override
    void integer(long value) {
        int start = reserve(MAX_LONG);
        truncate(NumberOutput.outputLong(value, buffer(), start));
    }

    @Override
    void integer(BigInteger value) {
        octets(ascii(value.toString()));
    }

    @Override
    void real(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw invalid("JSON cannot carry " + value);
        }
        // Unlike Double.toString before Java 19, always the shortest form.
        octets(ascii(NumberOutput.toString(value, true)));
    }

    @Override
    void real(BigDecimal value) {
        String digits = value.toString();
        // Without a point it would arrive as an integer.
        boolean integral = value.scale() == 0;
        octets(ascii(integral ? digits + ".0" : digits));
    }

    @Override
    void text(String value) {
        int length = value.length();
        int start = reserve(length + 2);
        byte[] target = buffer();
        target[start] = '"';
        int plain = writePlain(value, target, start + 1);
        if (plain == length) {
            target[start + 1 + length] = '"';
            return;
        }
        if (value.charAt(0) == 0) {
            throw invalid("JSON cannot carry a string that begins with U+0000, which marks binary there");
        }
        truncate(start + 1 + plain);
        writeOthers(value, plain);
        octet('"');
    }

    /**
     * Writes the characters with which a text begins that stand for themselves, and returns how
     * many they are.
     */
    private static int writePlain(String text, byte[] target, int at) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= ASCII_END || c == '"' || c == '\\') {
                return i;
            }
            target[at + i] = (byte) c;
        }
        return length;
    }

    private void writeOthers(String text, int from) {
        int i = from;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            int start = reserve(MAX_CHARACTER);
            int end = codePoint < ASCII_END
                    ? writeAscii(codePoint, buffer(), start)
                    : Utf8.encode(codePoint, buffer(), start);
            truncate(end);
            i += Character.charCount(codePoint);
        }
    }

    private static int writeAscii(int c, byte[] target, int at) {
        if (c >= ' ' && c != '"' && c != '\\') {
            target[at] = (byte) c;
            return at + 1;
        }
        target[at] = '\\';
        if (c >= ' ') {
            target[at + 1] = (byte) c;
            return at + 2;
        }
        target[at + 1] = 'u';
        target[at + 2] = '0';
        target[at + 3] = '0';
        target[at + 4] = HEX[c >> 4];
        target[at + 5] = HEX[c & 0xf];
        return at + MAX_CHARACTER;
    }

    @Override
    void binary(byte[] value) {
        octets(BINARY_PREFIX);
        octets(Base64.getEncoder().encode(value));
        octet('"');
    }
}
