package io.camelwamp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MatchPolicyTest {
    @ParameterizedTest
    @EnumSource(MatchPolicy.class)
    void readsItsOwnWireNames(MatchPolicy policy) {
        assertThat(MatchPolicy.of(policy.wireName())).isEqualTo(policy);
    }

    @Test
    void isExactWhereNothingIsSaid() {
        assertThat(MatchPolicy.of(null)).isEqualTo(MatchPolicy.EXACT);
    }

    @Test
    void namesTheChoicesWhenThereIsNoSuchPolicy() {
        assertThatThrownBy(() -> MatchPolicy.of("regex"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exact, prefix or wildcard")
                .hasMessageContaining("'regex'");
    }

    @ParameterizedTest
    @CsvSource({
        "EXACT, com.a, com.a, true",
        "EXACT, com.a, com.a.b, false",
        "EXACT, com.a, com.A, false",
        "PREFIX, com.a, com.a, true",
        "PREFIX, com.a, com.a.b, true",
        "PREFIX, com.a, com.ab, true",
        "PREFIX, com.a., com.ab, false",
        "PREFIX, com.a, com, false",
        "PREFIX, '', com.a, true",
        "WILDCARD, com..b, com.a.b, true",
        "WILDCARD, com..b, com.a.a.b, false",
        "WILDCARD, com..b, com.b, false",
        "WILDCARD, com., com.a, true",
        "WILDCARD, com., com.a.b, false",
        "WILDCARD, .a, com.a, true",
        "WILDCARD, .., a.b.c, true",
        "WILDCARD, .., a.b, false",
        "WILDCARD, '', com, true",
        "WILDCARD, '', com.a, false",
        "WILDCARD, com.aa, com.a, false",
        "WILDCARD, com.a, com.aa, false"
    })
    void compares(MatchPolicy policy, String pattern, String uri, boolean expected) {
        assertThat(policy.matches(pattern, uri)).isEqualTo(expected);
    }
}
