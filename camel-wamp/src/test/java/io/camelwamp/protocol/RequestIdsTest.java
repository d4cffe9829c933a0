package io.camelwamp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.camelwamp.vectors.Vectors;
import io.camelwamp.vectors.Vectors.Vector;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestIdsTest {
    private static final String SESSION =
            "About which messages take an id and when counting starts again: the session's";
    private static final String ROUTER = "About what a dealer does with the ids of calls: the router's";

    /** Why a vector cannot hold here; the last test keeps the list honest. */
    private static final Map<String, String> NOT_APPLICABLE = Map.of(
            "id-seq-newsession", SESSION,
            "id-seq-sharedcounter", SESSION,
            "id-callwatermark-1", ROUTER,
            "id-callwatermark-2", ROUTER,
            "id-callwatermark-3", ROUTER,
            "id-callwatermark-5", ROUTER);

    static Stream<Vector> applicable() {
        return Vectors.load("id").stream().filter(v -> !NOT_APPLICABLE.containsKey(v.id()));
    }

    static Stream<Vector> notApplicable() {
        return Vectors.load("id").stream().filter(v -> NOT_APPLICABLE.containsKey(v.id()));
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
            boolean valid = RequestIds.isId(Elements.integral(input.get("value")));
            assertThat(valid).isEqualTo(expected.get("valid"));
        } else if (expected.containsKey("next")) {
            long last = ((Number) input.get("session_scope_last")).longValue();
            long next = ((Number) expected.get("next")).longValue();
            assertThat(new RequestIds(last).next()).isEqualTo(next);
        } else {
            fail("Nothing here answers this question");
        }
    }

    @Test
    void startsWithOneAndHasNoGaps() {
        RequestIds ids = new RequestIds();

        assertThat(ids.last()).isZero();
        assertThat(ids.next()).isEqualTo(1);
        assertThat(ids.next()).isEqualTo(2);
        assertThat(ids.last()).isEqualTo(2);
    }

    @Test
    void startsAgainAfterTheLargestId() {
        RequestIds ids = new RequestIds(RequestIds.MAX - 1);

        assertThat(ids.next()).isEqualTo(RequestIds.MAX);
        assertThat(ids.next()).isEqualTo(1);
    }
}
