package io.camelwamp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.camelwamp.protocol.Uris.Rules;
import io.camelwamp.vectors.Vectors;
import io.camelwamp.vectors.Vectors.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrisTest {
    private static final String CROSSBAR_REALMS =
            "Crossbar's own rule for realms; the specification asks for a URI only";
    private static final String KEYS = "Dictionaries may have any key: the specification wants unknown ones ignored";
    private static final String PRECEDENCE = "Which registration a call goes to, is for the router to decide";

    /** Why a vector cannot hold here; the last test keeps the list honest. */
    private static final Map<String, String> NOT_APPLICABLE = Map.ofEntries(
            Map.entry("uri-realm-a9f5825d", CROSSBAR_REALMS),
            Map.entry("uri-realm-b5b1cb7c", CROSSBAR_REALMS),
            Map.entry("uri-realm-4200ca71", CROSSBAR_REALMS),
            Map.entry("uri-realm-fa93313d", CROSSBAR_REALMS),
            Map.entry("uri-attrkey-match", KEYS),
            Map.entry("uri-attrkey-_ab", KEYS),
            Map.entry("uri-attrkey-ab", KEYS),
            Map.entry("uri-attrkey-Match", KEYS),
            Map.entry("uri-attrkey-disclose_me", KEYS),
            Map.entry("uri-attrkey-resume-token", KEYS),
            Map.entry("uri-regprec-1", PRECEDENCE),
            Map.entry("uri-regprec-3", PRECEDENCE),
            Map.entry("uri-regprec-4", PRECEDENCE),
            Map.entry("uri-regprec-5", PRECEDENCE),
            Map.entry("uri-regprec-6", PRECEDENCE));

    static Stream<Vector> applicable() {
        return Vectors.load("uri").stream().filter(v -> !NOT_APPLICABLE.containsKey(v.id()));
    }

    static Stream<Vector> notApplicable() {
        return Vectors.load("uri").stream().filter(v -> NOT_APPLICABLE.containsKey(v.id()));
    }

    @ParameterizedTest
    @MethodSource("applicable")
    void agreesWithOtherImplementations(Vector vector) {
        check(vector);
    }

    @ParameterizedTest
    @MethodSource("notApplicable")
    void listsOnlyVectorsThatDoNotHold(Vector vector) {
        assertThatThrownBy(() -> check(vector)).isInstanceOf(AssertionError.class);
    }

    @Test
    void listsOnlyVectorsThatExist() {
        assertThat(notApplicable().map(Vector::id)).containsExactlyInAnyOrderElementsOf(NOT_APPLICABLE.keySet());
    }

    private static void check(Vector vector) {
        Map<String, Object> input = vector.input();
        Map<String, Object> expected = vector.expected();
        if (expected.containsKey("valid")) {
            assertThat(isValid(input)).isEqualTo(expected.get("valid"));
        } else if (expected.containsKey("reserved")) {
            assertThat(Uris.isReserved((String) input.get("uri"))).isEqualTo(expected.get("reserved"));
        } else if (expected.containsKey("matches")) {
            boolean matches = matches(input, (String) input.get("pattern"));
            assertThat(matches).isEqualTo(expected.get("matches"));
        } else if (expected.get("matching_patterns") instanceof List<?> matching) {
            List<Object> found = new ArrayList<>((List<?>) input.get("patterns"));
            found.removeIf(pattern -> !matches(input, (String) pattern));
            assertThat(Set.copyOf(found)).isEqualTo(Set.copyOf(matching));
        } else {
            fail("Nothing here answers this question");
        }
    }

    /** Values of other types never get as far as to be checked as URIs. */
    private static boolean isValid(Map<String, Object> input) {
        if (input.containsKey("realm")) {
            return input.get("realm") instanceof String realm && Uris.isValid(realm);
        }
        Rules rules = Rules.valueOf(((String) input.get("mode")).toUpperCase(Locale.ROOT));
        MatchPolicy match = MatchPolicy.of((String) input.get("match"));
        return input.get("uri") instanceof String uri && Uris.isValid(uri, rules, match);
    }

    private static boolean matches(Map<String, Object> input, String pattern) {
        return MatchPolicy.of((String) input.get("policy")).matches(pattern, (String) input.get("uri"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.x\n",
                "\ncom.x",
                "com.x\r",
                "com.\u0085x",
                "com.\u00a0x",
                "com.\u1680x",
                "com.\u2003x",
                "com.\u2028x",
                "com.\u2029x",
                "com.\u202fx",
                "com.\u205fx",
                "com.\u3000x",
                "com.\tx",
                "com.\u000bx",
                "com.\u001cx"
            })
    void refusesWhiteSpaceOfAllUnicode(String uri) {
        for (MatchPolicy match : MatchPolicy.values()) {
            assertThat(Uris.isValid(uri, Rules.LOOSE, match)).isFalse();
            assertThat(Uris.isValid(uri, Rules.STRICT, match)).isFalse();
        }
    }

    @Test
    void acceptsLettersOfAllScriptsByLooseRulesOnly() {
        assertThat(Uris.isValid("com.myapp.\u4f60\u597d.\ud83d\ude00")).isTrue();
        assertThat(Uris.isValid("com.\u4f60\u597d", Rules.STRICT, MatchPolicy.EXACT))
                .isFalse();
    }

    @Test
    void refusesNullAndEmptyUris() {
        assertThat(Uris.isValid(null)).isFalse();
        assertThat(Uris.isValid("")).isFalse();
        assertThat(Uris.isValid(null, Rules.LOOSE, MatchPolicy.WILDCARD)).isFalse();
    }

    @Test
    void leavesEmptyComponentsToPatterns() {
        assertThat(Uris.isValid("com.", Rules.LOOSE, MatchPolicy.EXACT)).isFalse();
        assertThat(Uris.isValid("com.", Rules.LOOSE, MatchPolicy.PREFIX)).isTrue();
        assertThat(Uris.isValid("com..x", Rules.LOOSE, MatchPolicy.PREFIX)).isFalse();
        assertThat(Uris.isValid("com..x", Rules.LOOSE, MatchPolicy.WILDCARD)).isTrue();
    }

    @Test
    void reservesTheFirstComponentOnly() {
        assertThat(Uris.isReserved("wamp.error.x")).isTrue();
        assertThat(Uris.isReserved("wamp")).isTrue();
        assertThat(Uris.isReserved("wampfoo.x")).isFalse();
        assertThat(Uris.isReserved("com.wamp.x")).isFalse();
    }
}
