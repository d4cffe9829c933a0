package io.camelwamp.bridge;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a file of settings, properties or YAML, as keys with dots and their values. */
final class SettingsFile {
    private SettingsFile() {}

    /**
     * Reads a file; {@code .yaml} and {@code .yml} are YAML, everything else is properties in
     * UTF-8.
     *
     * @throws IllegalArgumentException if it cannot be read; the text says why
     */
    static Map<String, String> read(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
            return yaml ? readYaml(reader) : readProperties(reader);
        } catch (IOException | YamlEngineException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the file " + file + " cannot be read: " + describe(e), e);
        }
    }

    private static String describe(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "there is none; name a file of settings, or none for the defaults";
        }
        return e instanceof AccessDeniedException ? "it may not be read" : e.getMessage();
    }

    private static Map<String, String> readProperties(Reader reader) throws IOException {
        Properties properties = new Properties();
        properties.load(reader);
        Map<String, String> values = new TreeMap<>();
        properties.forEach((key, value) -> values.put((String) key, ((String) value).trim()));
        return values;
    }

    private static Map<String, String> readYaml(Reader reader) {
        Object document = new Load(LoadSettings.builder().build()).loadFromReader(reader);
        Map<String, String> values = new TreeMap<>();
        if (document instanceof Map<?, ?> map) {
            flatten("", map, values);
        } else if (document != null) {
            throw new IllegalArgumentException("it must be a mapping, such as 'bridge: {port: 80}'");
        }
        return values;
    }

    private static void flatten(String prefix, Map<?, ?> map, Map<String, String> values) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = prefix + entry.getKey();
            if (entry.getValue() instanceof Map<?, ?> nested) {
                flatten(key + ".", nested, values);
            } else if (key.endsWith(".subscriptions") && entry.getValue() instanceof List<?> list) {
                flattenEntries(key, list, values);
            } else {
                values.put(key, text(key, entry.getValue()));
            }
        }
    }

    /** The entries of a list that are mappings have their places in it as their names. */
    private static void flattenEntries(String key, List<?> list, Map<String, String> values) {
        if (list.isEmpty() || !list.stream().allMatch(Map.class::isInstance)) {
            values.put(key, String.valueOf(list));
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            flatten(key + "." + i + ".", (Map<?, ?>) list.get(i), values);
        }
    }

    /** A list is written as its elements with commas between them. */
    private static String text(String key, Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(element -> text(key, element)).collect(Collectors.joining(","));
        }
        if (value instanceof Map) {
            throw new IllegalArgumentException(key + " must be a value or a list of values");
        }
        return value == null ? "" : value.toString();
    }
}
