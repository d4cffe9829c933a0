package io.camelwamp.bridge.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a file of settings; YAML is flattened to the names that a properties file would have. */
public final class SettingsFile {
    /** The name under which settings and routes find the folder of the file. */
    private static final String DIRECTORY = "settings.directory";

    private SettingsFile() {}

    /**
     * Reads a file by its ending: {@code .properties}, {@code .yaml} or {@code .yml}.
     *
     * @throws SettingsException if it cannot be read or understood
     */
    public static Map<String, String> read(Path file) {
        String name = file.getFileName().toString();
        Map<String, String> settings;
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            if (name.endsWith(".properties")) {
                settings = properties(reader);
            } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                settings = yaml(file, reader);
            } else {
                throw new SettingsException(file + " must end with .properties, .yaml or .yml");
            }
        } catch (NoSuchFileException e) {
            throw new SettingsException("there is no file " + file);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException("cannot read " + file + ": " + e.getMessage());
        }
        settings.put(DIRECTORY, file.toAbsolutePath().getParent().toString());
        return settings;
    }

    private static Map<String, String> properties(Reader reader) throws IOException {
        Properties properties = new Properties();
        properties.load(reader);
        Map<String, String> settings = new LinkedHashMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> settings.put(key, properties.getProperty(key).strip()));
        return settings;
    }

    private static Map<String, String> yaml(Path file, Reader reader) {
        Object document;
        try {
            document =
                    new Load(LoadSettings.builder().setLabel(file.toString()).build())
                            .loadFromReader(reader);
        } catch (YamlEngineException e) {
            throw new SettingsException(file + " is not YAML: " + e.getMessage());
        }
        Map<String, String> settings = new LinkedHashMap<>();
        if (document instanceof Map<?, ?> map) {
            flatten("", map, settings);
        } else if (document != null) {
            throw new SettingsException(
                    file + " must be a YAML mapping, such as\nbridge:\n  port: 8080");
        }
        return settings;
    }

    private static void flatten(String prefix, Map<?, ?> map, Map<String, String> settings) {
        map.forEach(
                (key, value) -> {
                    String name = prefix + key;
                    if (value instanceof Map<?, ?> nested) {
                        flatten(name + ".", nested, settings);
                    } else if (value instanceof List<?> list) {
                        settings.put(
                                name,
                                list.stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(",")));
                    } else {
                        settings.put(name, value == null ? "" : value.toString());
                    }
                });
    }
}
