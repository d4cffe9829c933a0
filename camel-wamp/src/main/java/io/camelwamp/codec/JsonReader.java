package io.camelwamp.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.camelwamp.protocol.NumberLimits;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON with Jackson's streaming parser (spec: basic/building_blocks.md;
 * advanced/serialization_binary_json.md).
 */
final class JsonReader extends ElementReader {
    /** Octets by which a parser would tell UTF-16 and UTF-32 from UTF-8. */
    private static final int ENCODING_PREFIX = 4;

    /** Shorter decimals have so few digits that a double always says the same. */
    private static final int PLAIN_DECIMAL_LENGTH = 16;

    private static final double SMALLEST_PLAIN = 1e-290;
    private static final double LARGEST_PLAIN = 1e290;

    private static final int BASE64_GROUP = 4;

    private final JsonParser parser;
    private final int offset;

    /**
     * Without escapes there can be neither binary nor halves of surrogate pairs, so that strings
     * need no look.
     */
    private final boolean escapes;

    private JsonToken next;

    JsonReader(JsonFactory factory, byte[] bytes, int offset, int length) {
        super(bytes);
        this.offset = offset;
        this.escapes = hasEscapes(bytes, offset, offset + length);
        try {
            this.parser = factory.createParser(bytes, offset, length);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** Checks the encoding on the way. */
    private static boolean hasEscapes(byte[] bytes, int offset, int end) {
        int valid = Utf8.endOfValid(bytes, offset, end);
        if (valid < end) {
            throw violation("JSON must be UTF-8, but octet " + (valid - offset) + " is malformed");
        }
        for (int i = offset; i < Math.min(end, offset + ENCODING_PREFIX); i++) {
            if (bytes[i] == 0 || i == offset && bytes[i] < 0) {
                throw violation("A message must be a JSON list in UTF-8 without a byte order mark");
            }
        }
        return Utf8.contains(bytes, offset, end, (byte) '\\');
    }

    @Override
    void enterMessage() {
        if (advance() != JsonToken.START_ARRAY) {
            throw violation("A message must be a JSON list");
        }
    }

    @Override
    boolean hasNext() {
        next = advance();
        if (next != JsonToken.END_ARRAY) {
            return true;
        }
        if (advance() != null) {
            throw violation("A JSON message must be one list, but more follows it");
        }
        return false;
    }

    @Override
    Kind nextKind() {
        return switch (next) {
            case START_ARRAY -> Kind.LIST;
            case START_OBJECT -> Kind.DICT;
            case VALUE_NULL -> Kind.NULL;
            default -> Kind.OTHER;
        };
    }

    @Override
    int nextStart() {
        return offset + (int) parser.currentTokenLocation().getByteOffset();
    }

    @Override
    int position() {
        return offset + (int) parser.currentLocation().getByteOffset();
    }

    @Override
    Object element(boolean keep) {
        try {
            return value(next, 0, keep);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    @Override
    void release() {
        try {
            parser.close();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    private JsonToken advance() {
        try {
            return parser.nextToken();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    private Object value(JsonToken token, int depth, boolean keep) throws IOException {
        return switch (token) {
            case VALUE_STRING -> keep || escapes ? text(parser.getText()) : null;
            case VALUE_NUMBER_INT -> keep ? integer() : null;
            case VALUE_NUMBER_FLOAT -> real();
            case START_ARRAY -> list(depth, keep);
            case START_OBJECT -> dict(depth, keep);
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw violation("A JSON value is expected where there is " + token);
        };
    }

    private Object list(int depth, boolean keep) throws IOException {
        if (depth > Payload.MAX_DEPTH) {
            throw tooDeep();
        }
        List<Object> list = keep ? new ArrayList<>(4) : null;
        int count = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            Object value = value(token, depth + 1, keep);
            if (keep) {
                list.add(value);
            }
            count++;
        }
        leave(count);
        return count == 0 ? List.of() : keep ? Collections.unmodifiableList(list) : null;
    }

    private Object dict(int depth, boolean keep) throws IOException {
        if (depth > Payload.MAX_DEPTH) {
            throw tooDeep();
        }
        String key = parser.nextFieldName();
        if (key == null) {
            leave(0);
            return Map.of();
        }
        Map<String, Object> dict = keep ? new LinkedHashMap<>() : null;
        DistinctKeys keys = keep ? null : new DistinctKeys();
        int count = 0;
        for (; key != null; key = parser.nextFieldName()) {
            checkKey(key);
            Object value = value(parser.nextToken(), depth + 1, keep);
            count++;
            if (keys != null) {
                keys.add(key);
            } else {
                dict.put(key, value);
                if (dict.size() < count) {
                    throw duplicateKey();
                }
            }
        }
        leave(count);
        return keep ? Collections.unmodifiableMap(dict) : null;
    }

    private void checkKey(String key) {
        if (escapes && text(key) instanceof byte[]) {
            throw violation("The keys of a dictionary must be strings, but one is binary");
        }
    }

    private Object text(String text) {
        if (!escapes) {
            return text;
        }
        if (!text.isEmpty() && text.charAt(0) == 0) {
            return binary(text);
        }
        if (!Utf8.isUnicode(text)) {
            throw violation("A string must be Unicode, but one holds half of a surrogate pair");
        }
        return text;
    }

    private static byte[] binary(String text) {
        // The JDK's decoder would do without the padding, which the specification demands.
        if ((text.length() - 1) % BASE64_GROUP != 0) {
            throw notBase64();
        }
        try {
            return Base64.getDecoder().decode(text.substring(1));
        } catch (IllegalArgumentException e) {
            throw notBase64();
        }
    }

    private static WampException notBase64() {
        return violation("A string that begins with U+0000 must go on with padded Base64");
    }

    private Number integer() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> parser.getIntValue();
            case LONG -> parser.getLongValue();
            default -> Numbers.integer(parser.getBigIntegerValue());
        };
    }

    private Number real() throws IOException {
        double real = parser.getDoubleValue();
        double size = Math.abs(real);
        if (size > SMALLEST_PLAIN && size < LARGEST_PLAIN && (isShort() || isPrintedAs(real))) {
            return real;
        }
        BigDecimal decimal = decimal();
        if (decimal.signum() == 0) {
            return real;
        }
        if (!NumberLimits.allow(decimal)) {
            throw tooLarge();
        }
        return Numbers.real(decimal);
    }

    private boolean isShort() throws IOException {
        return parser.getTextLength() <= PLAIN_DECIMAL_LENGTH;
    }

    /** Most doubles have 16 or 17 digits, and looking at them as decimals costs ten times as much. */
    private boolean isPrintedAs(double real) throws IOException {
        return parser.getText().equals(Double.toString(real));
    }

    private BigDecimal decimal() throws IOException {
        try {
            return parser.getDecimalValue();
        } catch (NumberFormatException e) {
            // The parser has accepted the syntax: it is the exponent that does not fit.
            throw tooLarge();
        }
    }

    private static WampException malformed(IOException e) {
        String reason = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return violation("The message is not valid JSON: " + reason);
    }
}
