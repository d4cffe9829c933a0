package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Keeps the tables of {@code docs/wamp-component.md} equal to the options in the code. Run with
 * {@code -Dwamp.docs.update=true} it writes them.
 */
class WampComponentDocTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", ".")).resolve("../docs/wamp-component.md");

    private static final String UPDATE = "wamp.docs.update";

    @Test
    void thePagesTablesAreThoseOfTheCode() throws IOException {
        String page = Files.readString(PAGE);

        String current = withTables(page, OptionTables.of(catalog()));

        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(PAGE, current);
        } else {
            assertThat(page)
                    .as("docs/wamp-component.md is out of date: run the tests with -D%s=true", UPDATE)
                    .isEqualTo(current);
        }
    }

    @Test
    void everyOptionAndHeaderIsInATable() throws IOException {
        JsonNode catalog = catalog();
        String tables = String.join("\n", OptionTables.of(catalog).values());

        for (String part : new String[] {"properties", "componentProperties", "headers"}) {
            catalog.get(part).fieldNames().forEachRemaining(name -> assertThat(tables)
                    .contains("| `" + name + "` |"));
        }
    }

    private static JsonNode catalog() throws IOException {
        String name = "/META-INF/io/camelwamp/component/wamp.json";
        try (InputStream json = WampComponent.class.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(json);
        }
    }

    private static String withTables(String page, Map<String, String> tables) {
        String result = page;
        for (Map.Entry<String, String> table : tables.entrySet()) {
            String name = Pattern.quote(table.getKey());
            Matcher place = Pattern.compile("(<!-- generated: " + name + " -->\\n).*?(<!-- end -->)", Pattern.DOTALL)
                    .matcher(result);
            assertThat(place.find())
                    .as("The page's place for the table %s", name)
                    .isTrue();
            result = place.replaceFirst("$1\n" + Matcher.quoteReplacement(table.getValue()) + "\n\n$2");
        }
        return result;
    }
}
