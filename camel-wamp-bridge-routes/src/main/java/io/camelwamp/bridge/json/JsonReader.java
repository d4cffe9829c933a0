package io.camelwamp.bridge.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON strictly: UTF-8 only, no BOM, no NaN, no comments, nothing behind the value,
 * bounded nesting; of a duplicate key the last value wins.
 *
 * <p>Integers become {@link Integer}, {@link Long} or {@link java.math.BigInteger}; numbers with a
 * fraction or an exponent {@link Double} or, where that would change their value, {@link
 * java.math.BigDecimal}.
 */
public final class JsonReader {
    /** How deep lists and objects may be nested in each other. */
    public static final int MAX_NESTING = 500;

    /**
     * How many digits a number may have; turning digits into a number takes time that grows with
     * their square.
     */
    public static final int MAX_DIGITS = 10_000;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            // Else octets with NULs between them would be taken for UTF-16.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxNumberLength(MAX_DIGITS)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonReader() {}

    /**
     * Reads a body that must be one JSON object.
     *
     * @param body the octets, not null
     * @return the object's members in their order
     * @throws MalformedJsonException if the body is anything else
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> readObject(byte[] body) throws MalformedJsonException {
        return (Map<String, Object>) read(body, true);
    }

    /**
     * Reads a body that must be one JSON value of any kind.
     *
     * @param body the octets, not null
     * @throws MalformedJsonException if the body is anything else
     */
    public static Object readValue(byte[] body) throws MalformedJsonException {
        return read(body, false);
    }

    private static Object read(byte[] body, boolean mustBeObject) throws MalformedJsonException {
        checkEncoding(body);
        try (JsonParser parser = FACTORY.createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT && (mustBeObject || first == null)) {
                throw new MalformedJsonException("the body must be a JSON "
                        + (mustBeObject ? "object, such as {\"args\": []}" : "value, but is blank"));
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("the body must end after the JSON "
                        + (mustBeObject ? "object" : "value")
                        + ", but something follows");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw new MalformedJsonException("the JSON body is beyond a limit: lists and objects may be nested "
                    + MAX_NESTING
                    + " deep, numbers may have "
                    + MAX_DIGITS
                    + " digits");
        } catch (JsonProcessingException e) {
            throw new MalformedJsonException(JsonMistakes.describe(e));
        } catch (NumberFormatException e) {
            throw new MalformedJsonException("a number of the body has an exponent that is too large");
        } catch (IOException e) {
            throw new MalformedJsonException("the body is not valid JSON");
        }
    }

    private static void checkEncoding(byte[] body) throws MalformedJsonException {
        if (body.length == 0) {
            throw new MalformedJsonException("the body is empty: it must be a JSON object");
        }
        if (body.length >= 3 && body[0] == (byte) 0xef && body[1] == (byte) 0xbb && body[2] == (byte) 0xbf) {
            throw new MalformedJsonException("the body begins with a byte order mark: it must be UTF-8 without one");
        }
        int malformed = Utf8.firstMalformed(body);
        if (malformed >= 0) {
            throw new MalformedJsonException("the body is not valid UTF-8 at octet " + malformed);
        }
    }

    private static Map<String, Object> members(JsonParser parser) throws IOException, MalformedJsonException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = checked(parser.currentName());
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static List<Object> elements(JsonParser parser) throws IOException, MalformedJsonException {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }

    private static Object value(JsonParser parser) throws IOException, MalformedJsonException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> elements(parser);
            case VALUE_STRING -> checked(parser.getText());
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> JsonNumbers.decimal(parser.getText());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            case FIELD_NAME, END_OBJECT, END_ARRAY, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IOException("unexpected " + parser.currentToken());
        };
    }

    private static String checked(String text) throws MalformedJsonException {
        if (Utf8.hasLoneSurrogate(text)) {
            throw new MalformedJsonException(
                    "a string of the body has half of a surrogate pair: \\u escapes from d800 to dfff come in pairs");
        }
        return text;
    }
}
