package io.camelwamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.MatchPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PatternTableTest {
    private record Key(MatchPolicy match, String uri) {}

    private final PatternTable<Key> table = new PatternTable<>();

    private void add(MatchPolicy match, String uri) {
        table.add(match, uri, new Key(match, uri));
    }

    private List<Key> matching(String uri) {
        List<Key> found = new ArrayList<>();
        table.forEachMatch(uri, found::add);
        return found;
    }

    @Test
    void keepsTheSameUriUnderDifferentPoliciesApart() {
        for (MatchPolicy match : MatchPolicy.values()) {
            add(match, "com.app");
        }

        assertThat(table.size()).isEqualTo(3);
        assertThat(matching("com.app"))
                .extracting(Key::match)
                .containsExactly(MatchPolicy.EXACT, MatchPolicy.PREFIX, MatchPolicy.WILDCARD);
        assertThat(matching("com.application")).extracting(Key::match).containsExactly(MatchPolicy.PREFIX);
    }

    @Test
    void comparesPrefixesByCharactersAndVisitsShorterOnesFirst() {
        add(MatchPolicy.PREFIX, "com.myapp.");
        add(MatchPolicy.PREFIX, "com.my");
        add(MatchPolicy.PREFIX, "");
        add(MatchPolicy.PREFIX, "com.other");

        assertThat(matching("com.myapp.topic")).extracting(Key::uri).containsExactly("", "com.my", "com.myapp.");
        assertThat(matching("com.myapp2")).extracting(Key::uri).containsExactly("", "com.my");
        assertThat(matching("org")).extracting(Key::uri).containsExactly("");
    }

    @Test
    void letsAnEmptyComponentStandForExactlyOne() {
        add(MatchPolicy.WILDCARD, "com..create");
        add(MatchPolicy.WILDCARD, "com.app.");
        add(MatchPolicy.WILDCARD, "..");

        assertThat(matching("com.app.create")).hasSize(3);
        assertThat(matching("com.app.delete")).extracting(Key::uri).containsExactly("com.app.", "..");
        assertThat(matching("com.app")).isEmpty();
        assertThat(matching("com.app.create.now")).isEmpty();
    }

    /** The registrations and calls of the specification's own example. */
    @ParameterizedTest
    @CsvSource({
        "a1.b2.c3.d4.e55, EXACT, a1.b2.c3.d4.e55",
        "a1.b2.c3.d98.e74, PREFIX, a1.b2.c3",
        "a1.b2.c3.d4.e325, PREFIX, a1.b2.c3.d4",
        "a1.b2.c55.d4.e5, WILDCARD, a1.b2..d4.e5",
        "a1.b2.c33.d4.e5, WILDCARD, a1.b2.c33..e5",
        "a1.b2.c88.d4.e5.f6.g7, WILDCARD, a1.b2..d4.e5..g7",
    })
    void findsTheBestMatchAsTheSpecificationSays(String call, MatchPolicy match, String uri) {
        add(MatchPolicy.EXACT, "a1.b2.c3.d4.e55");
        add(MatchPolicy.PREFIX, "a1.b2.c3");
        add(MatchPolicy.PREFIX, "a1.b2.c3.d4");
        add(MatchPolicy.WILDCARD, "a1.b2..d4.e5");
        add(MatchPolicy.WILDCARD, "a1.b2.c33..e5");
        add(MatchPolicy.WILDCARD, "a1.b2..d4.e5..g7");
        add(MatchPolicy.WILDCARD, "a1.b2..d4..f6.g7");
        // "a1.b2.c3" is a prefix of "a1.b2.c33" character by character, so this one needs an own
        // table.
        if (call.startsWith("a1.b2.c33")) {
            table.remove(MatchPolicy.PREFIX, "a1.b2.c3");
        }

        assertThat(table.bestMatch(call)).isEqualTo(new Key(match, uri));
        assertThat(table.bestMatch("a2.b2.c2.d2.e2")).isNull();
    }

    @Test
    void fallsBackToALessSpecificWildcardWhenTheMoreSpecificBranchEnds() {
        add(MatchPolicy.WILDCARD, "a.b..x");
        add(MatchPolicy.WILDCARD, "a...y");

        assertThat(table.bestMatch("a.b.c.y")).isEqualTo(new Key(MatchPolicy.WILDCARD, "a...y"));
    }

    /**
     * The table against the definition of matching, over many random patterns, while they come and
     * go.
     */
    @ParameterizedTest
    @EnumSource(MatchPolicy.class)
    void agreesWithTheDefinitionOfMatching(MatchPolicy match) {
        Random random = new Random(42);
        Set<String> present = new HashSet<>();
        for (int round = 0; round < 20_000; round++) {
            String pattern = randomUri(random, match != MatchPolicy.EXACT);
            if (present.add(pattern)) {
                add(match, pattern);
            } else if (random.nextInt(3) > 0) {
                present.remove(pattern);
                table.remove(match, pattern);
            }
            String uri = randomUri(random, false);
            assertThat(matching(uri))
                    .as("patterns for %s", uri)
                    .extracting(Key::uri)
                    .containsExactlyInAnyOrderElementsOf(
                            present.stream().filter(p -> match.matches(p, uri)).toList());
            assertThat(table.get(match, pattern) != null).isEqualTo(present.contains(pattern));
            assertThat(table.size()).isEqualTo(present.size());
        }
        List.copyOf(present).forEach(pattern -> table.remove(match, pattern));
        assertThat(table.isEmpty()).isTrue();
        assertThat(table.size()).isZero();
    }

    private static String randomUri(Random random, boolean emptyComponents) {
        StringBuilder uri = new StringBuilder();
        int components = 1 + random.nextInt(3);
        for (int i = 0; i < components; i++) {
            uri.append(i == 0 ? "" : ".");
            int length = emptyComponents && random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(2);
            for (int c = 0; c < length; c++) {
                uri.append((char) ('a' + random.nextInt(2)));
            }
        }
        return uri.toString();
    }

    @Test
    void removesWhatIsNotThereWithoutHarm() {
        PrefixIndex<String> prefixes = new PrefixIndex<>();
        prefixes.put("abc", "abc");
        prefixes.put("abd", "abd");
        prefixes.remove("ab");
        prefixes.remove("abx");
        prefixes.remove("abcd");
        prefixes.remove("");
        assertThat(prefixes.get("abc")).isEqualTo("abc");
        assertThat(prefixes.get("ab")).isNull();
        assertThat(prefixes.longestPrefixOf("abdef")).isEqualTo("abd");

        WildcardIndex<String> wildcards = new WildcardIndex<>();
        wildcards.put("a..c", "a..c");
        wildcards.remove("a.");
        wildcards.remove("a..c.d");
        wildcards.remove("x");
        assertThat(wildcards.mostSpecificMatch("a.b.c")).isEqualTo("a..c");
    }
}
