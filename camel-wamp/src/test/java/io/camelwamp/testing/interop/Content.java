package io.camelwamp.testing.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelwamp.protocol.Payload;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Arguments and keyword arguments in one form on both sides, so that they can be compared and
 * printed: integers are longs, other numbers doubles, octets byte buffers.
 */
public record Content(List<Object> args, Map<String, Object> kwargs) {
    /** No arguments at all. */
    public static final Content EMPTY = new Content(List.of(), Map.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Brings the values into the one form. */
    public Content {
        args = args.stream().map(Content::uniform).collect(Collectors.toList());
        kwargs = uniformMap(kwargs);
    }

    /** Arguments only. */
    public static Content of(Object... args) {
        return new Content(java.util.Arrays.asList(args), Map.of());
    }

    /** What a message of our own engine carried. */
    public static Content of(Payload payload) {
        return new Content(payload.args(), payload.kwargs());
    }

    /** What a line of a script carries; what is missing or null is empty. */
    public static Content of(JsonNode line) {
        return new Content(
                JSON.convertValue(line.path("args"), JSON.constructType(List.class)),
                JSON.convertValue(line.path("kwargs"), JSON.constructType(Map.class)));
    }

    /** The same with one keyword argument more. */
    public Content with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(kwargs);
        more.put(key, value);
        return new Content(args, more);
    }

    /** As our own engine sends it. */
    public Payload payload() {
        return Payload.of(args, kwargs);
    }

    /** As it stands in a command to a script. */
    public Map<String, Object> line() {
        return Map.of("args", toLine(args), "kwargs", toLine(kwargs));
    }

    private static Object toLine(Object value) {
        if (value instanceof ByteBuffer bytes) {
            return Map.of("$bytes", Base64.getEncoder().encodeToString(bytes.array()));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Content::toLine).collect(Collectors.toList());
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> line = new LinkedHashMap<>();
            map.forEach((key, element) -> line.put(key, toLine(element)));
            return line;
        }
        return value;
    }

    private static Map<String, Object> uniformMap(Map<?, ?> map) {
        Map<String, Object> made = new LinkedHashMap<>();
        map.forEach((key, value) -> made.put((String) key, uniform(value)));
        return made;
    }

    private static Object uniform(Object value) {
        if (value instanceof Integer || value instanceof BigInteger) {
            BigInteger integer = new BigInteger(value.toString());
            return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
        }
        if (value instanceof BigDecimal || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Content::uniform).collect(Collectors.toList());
        }
        if (value instanceof Map<?, ?> map) {
            if (map.get("$bytes") instanceof String text) {
                return ByteBuffer.wrap(Base64.getDecoder().decode(text));
            }
            return map.get("$integer") instanceof String text ? uniform(new BigInteger(text)) : uniformMap(map);
        }
        return value;
    }
}
