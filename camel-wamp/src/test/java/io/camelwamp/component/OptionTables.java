package io.camelwamp.component;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The tables of the component's documentation, made from its catalog description. */
final class OptionTables {
    /** Where the page has a table, in the order of the page. */
    static final List<String> NAMES = List.of(
            "headers",
            "path",
            "common",
            "common (advanced)",
            "security",
            "producer",
            "producer (advanced)",
            "consumer",
            "consumer (advanced)",
            "component");

    private OptionTables() {}

    /** All tables in Markdown by their names. */
    static Map<String, String> of(JsonNode catalog) {
        Map<String, String> tables = new LinkedHashMap<>();
        for (String name : NAMES) {
            tables.put(
                    name,
                    switch (name) {
                        case "headers" -> headers(catalog.get("headers"));
                        case "path" -> options(catalog.get("properties"), o -> is(o, "kind", "path"));
                        case "component" ->
                            options(catalog.get("componentProperties"), option -> !option.has("configurationField"));
                        default ->
                            options(catalog.get("properties"), o -> is(o, "kind", "parameter") && is(o, "group", name));
                    });
        }
        return tables;
    }

    private static boolean is(JsonNode option, String key, String value) {
        return option.get(key).asText().equals(value);
    }

    private static String headers(JsonNode headers) {
        List<String> rows = new ArrayList<>();
        for (Map.Entry<String, JsonNode> header : headers.properties()) {
            JsonNode about = header.getValue();
            rows.add(row(
                    code(header.getKey()),
                    code(simple(about, "javaType")),
                    about.get("label").asText().replace(",", ", "),
                    text(about)));
        }
        return table(row("Header", "Type", "Used by", "Meaning"), rows);
    }

    private static String options(JsonNode options, Predicate<JsonNode> wanted) {
        List<String> rows = new ArrayList<>();
        for (Map.Entry<String, JsonNode> option : options.properties()) {
            JsonNode about = option.getValue();
            if (wanted.test(about)) {
                rows.add(row(code(option.getKey()), type(about), ifAbsent(about), text(about)));
            }
        }
        return table(row("Option", "Type", "Default", "Meaning"), rows);
    }

    private static String type(JsonNode option) {
        if (option.has("enum")) {
            return StreamSupport.stream(option.get("enum").spliterator(), false)
                    .map(value -> code(value.asText()))
                    .collect(Collectors.joining(", "));
        }
        String type = option.get("type").asText();
        return type.equals("object") ? code(simple(option, "javaType")) : type;
    }

    private static String simple(JsonNode node, String key) {
        return node.get(key).asText().replaceAll("[a-z]+\\.", "");
    }

    private static String ifAbsent(JsonNode option) {
        if (option.get("required") != null && option.get("required").asBoolean()) {
            return "required";
        }
        JsonNode value = option.get("defaultValue");
        if (value == null) {
            return "";
        }
        boolean millis = is(option, "type", "duration");
        return code(value.asText()) + (millis ? " ms" : "");
    }

    private static String text(JsonNode node) {
        return node.get("description").asText();
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String row(String... cells) {
        return List.of(cells).stream()
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String table(String head, List<String> rows) {
        return head + "\n| --- | --- | --- | --- |\n" + String.join("\n", rows);
    }
}
