package io.camelwamp.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Iterator;
import java.util.List;

/**
 * An expected message as JSON, in which a text in angle brackets stands for what does not matter:
 * {@code <details>} and {@code <kwargs>} for a dictionary, {@code <args>} for a list, any other for
 * a text. A dictionary's mark may name what it has to contain: {@code <details authmethods=[ticket]
 * authid>}.
 *
 * <p>Names and texts may be written without or with single quotes, so that a message fits into
 * Java.
 */
final class JsonPattern {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private final JsonNode expected;

    JsonPattern(String json) {
        this(parse(json));
    }

    JsonPattern(JsonNode expected) {
        this.expected = expected;
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON: " + json, e);
        }
    }

    boolean matches(JsonNode actual) {
        return matches(expected, actual);
    }

    private static boolean matches(JsonNode expected, JsonNode actual) {
        if (expected.isTextual() && expected.textValue().matches("<.*>")) {
            return matchesMark(expected.textValue(), actual);
        }
        if (expected.isArray()) {
            return actual.isArray() && matchesList(expected, actual);
        }
        if (expected.isObject()) {
            return actual.isObject() && matchesDictionary(expected, actual);
        }
        return expected.isNumber() && actual.isNumber()
                ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
    }

    private static boolean matchesList(JsonNode expected, JsonNode actual) {
        if (expected.size() != actual.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!matches(expected.get(i), actual.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matchesDictionary(JsonNode expected, JsonNode actual) {
        if (expected.size() != actual.size()) {
            return false;
        }
        for (Iterator<String> keys = expected.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!actual.has(key) || !matches(expected.get(key), actual.get(key))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matchesMark(String mark, JsonNode actual) {
        List<String> words = List.of(mark.substring(1, mark.length() - 1).split(" "));
        return switch (words.get(0)) {
            case "details", "kwargs" ->
                actual.isObject() && words.stream().skip(1).allMatch(word -> contains(actual, word));
            case "args" -> actual.isArray();
            default -> actual.isTextual();
        };
    }

    private static boolean contains(JsonNode dictionary, String condition) {
        int equals = condition.indexOf('=');
        if (equals < 0) {
            return dictionary.has(condition);
        }
        String values = condition.substring(equals + 1).replaceAll("(\\w+)", "'$1'");
        JsonNode value = dictionary.get(condition.substring(0, equals));
        return value != null && matches(parse(values), value);
    }

    @Override
    public String toString() {
        return expected.toString();
    }
}
