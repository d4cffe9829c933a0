package io.camelwamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/requirements.md} true: the tests that it names exist. */
class RequirementsPageTest {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", ".")).resolve("..").normalize();
    private static final Path PAGE = ROOT.resolve("docs/requirements.md");
    private static final Path SCENARIOS =
            ROOT.resolve("camel-wamp/src/test/resources/io/camelwamp/vectors/scenarios.json");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Pattern SCENARIO = Pattern.compile("`(sc-[a-z-]+)`");

    private final String page = text(PAGE);

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sources of tests by the names of their classes; some names are used in two modules. */
    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(RequirementsPageTest::javaFiles)
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            RequirementsPageTest::text,
                            String::concat));
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> rows() {
        return page.lines()
                .filter(line -> line.startsWith("| "))
                .filter(line -> !line.startsWith("| ---") && !line.startsWith("| what ") && !line.startsWith("| | req"))
                .toList();
    }

    @Test
    void namesTestsThatExist() throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = TEST.matcher(page)
                .results()
                .filter(name -> !sources.getOrDefault(name.group(1), "").contains("void " + name.group(2) + "("))
                .map(name -> name.group(1) + "#" + name.group(2))
                .distinct()
                .toList();

        assertThat(missing).isEmpty();
    }

    @Test
    void namesScenariosThatExist() {
        String scenarios = text(SCENARIOS);

        assertThat(SCENARIO.matcher(page).results().map(name -> name.group(1)).distinct())
                .isNotEmpty()
                .allSatisfy(id -> assertThat(scenarios).contains("\"id\":\"" + id + "\""));
    }

    @Test
    void hasATestOrAReasonInEveryRow() {
        assertThat(rows()).hasSizeGreaterThan(100).allSatisfy(row -> {
            Matcher test = Pattern.compile("`(sc-|\\w+#)").matcher(row);
            assertThat(test.find() || row.contains("No test: ")).as(row).isTrue();
        });
    }

    @Test
    void knowsAllTwentyFive() {
        assertThat(rows().stream().filter(row -> row.matches("\\| R\\d+ .*")).map(row -> row.split(" ")[1]))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 25).mapToObj(i -> "R" + i).toList());
    }
}
