package io.camelwamp.vectors;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Test vectors collected from the specification's test suite and from other implementations. */
public final class Vectors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> DICT = new TypeReference<>() {};

    private Vectors() {}

    /**
     * One vector.
     *
     * @param id its name
     * @param subkind what it is about, or null
     * @param input what is given
     * @param expected what must come out
     */
    public record Vector(String id, String subkind, Map<String, Object> input, Map<String, Object> expected) {
        @Override
        public String toString() {
            return id;
        }
    }

    /** All vectors of a kind, such as {@code message-roundtrip}. */
    public static List<Vector> load(String kind) {
        List<Vector> vectors = new ArrayList<>();
        for (Map<String, Object> entry : entries(kind, "vectors")) {
            vectors.add(new Vector(
                    (String) entry.get("id"),
                    (String) entry.get("subkind"),
                    dict(entry.get("input")),
                    dict(entry.get("expected"))));
        }
        return vectors;
    }

    /** All conversations: {@code id}, {@code title} and {@code steps}. */
    public static List<Map<String, Object>> scenarios() {
        return entries("scenarios", "scenarios");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> entries(String file, String key) {
        try (InputStream in = Vectors.class.getResourceAsStream(file + ".json")) {
            return (List<Map<String, Object>>) JSON.readValue(in, DICT).get(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> dict(Object value) {
        return (Map<String, Object>) value;
    }

    /** A copy in which every {@code {"$bytes": hex}} is a byte array. */
    public static Object withBytes(Object value) {
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(withBytes(element)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            if (map.size() == 1 && map.get("$bytes") instanceof String hex) {
                return HexFormat.of().parseHex(hex);
            }
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(key, withBytes(element)));
            return copy;
        }
        return value;
    }
}
