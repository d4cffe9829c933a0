package io.camelwamp.bridge.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;

/**
 * Writes the values that WAMP can carry as compact JSON in raw UTF-8.
 *
 * <p>Binary becomes a string of NUL and Base64, as in WAMP's own JSON (spec:
 * basic/message_serialization.md); numbers that JSON lacks become the strings {@code "NaN"} and
 * {@code "Infinity"}; half a surrogate pair stays an escape.
 */
public final class JsonWriter {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    private static final JsonGenerator.Feature ESCAPES = JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature();
    private static final int INITIAL_SIZE = 256;

    private JsonWriter() {}

    /**
     * Writes an object.
     *
     * @param members names and values, in their order
     * @return the octets
     * @throws IllegalArgumentException if a value is of a type that JSON cannot express
     */
    public static byte[] writeObject(Map<String, ?> members) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(INITIAL_SIZE)) {
            try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
                write(generator, members);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("the answer cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof String text) {
            writeText(generator, text);
        } else if (value instanceof Number number) {
            writeNumber(generator, number);
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(generator, map);
        } else if (value instanceof Collection<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else if (value instanceof byte[] bytes) {
            generator.writeString("\0" + Base64.getEncoder().encodeToString(bytes));
        } else {
            throw unwritable(value);
        }
    }

    private static void writeMap(JsonGenerator generator, Map<?, ?> map) throws IOException {
        generator.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            writeName(generator, String.valueOf(entry.getKey()));
            write(generator, entry.getValue());
        }
        generator.writeEndObject();
    }

    private static void writeName(JsonGenerator generator, String name) throws IOException {
        if (Utf8.hasLoneSurrogate(name)) {
            generator.enable(ESCAPES);
            generator.writeFieldName(name);
            generator.disable(ESCAPES);
        } else {
            generator.writeFieldName(name);
        }
    }

    private static void writeText(JsonGenerator generator, String text) throws IOException {
        if (Utf8.hasLoneSurrogate(text)) {
            generator.enable(ESCAPES);
            generator.writeString(text);
            generator.disable(ESCAPES);
        } else {
            generator.writeString(text);
        }
    }

    private static void writeNumber(JsonGenerator generator, Number number) throws IOException {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            generator.writeNumber(number.longValue());
        } else if (number instanceof Double real) {
            generator.writeNumber(real);
        } else if (number instanceof Float real) {
            generator.writeNumber(real);
        } else if (number instanceof BigInteger big) {
            generator.writeNumber(big);
        } else if (number instanceof BigDecimal big) {
            generator.writeNumber(big);
        } else {
            throw unwritable(number);
        }
    }

    private static IllegalArgumentException unwritable(Object value) {
        return new IllegalArgumentException("a "
                + value.getClass().getName()
                + " cannot be written as JSON: convert it to text, a number, a boolean, byte[], a List or a Map");
    }
}
