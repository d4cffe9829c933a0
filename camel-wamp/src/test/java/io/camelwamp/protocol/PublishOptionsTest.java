package io.camelwamp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishOptionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"eligible", "eligible_authid", "eligible_authrole"})
    void anEmptyListOfEligibleOnesReachesNobody(String key) {
        assertThat(PublishOptions.NONE.with(key, List.of()).reachesNobody()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exclude", "exclude_authid", "exclude_authrole"})
    void anEmptyListOfExcludedOnesReachesEverybody(String key) {
        assertThat(PublishOptions.NONE.with(key, List.of()).reachesNobody()).isFalse();
    }

    @Test
    void whoeverIsEligibleIsReached() {
        assertThat(PublishOptions.NONE.reachesNobody()).isFalse();
        assertThat(PublishOptions.NONE.with("eligible", List.of(7)).reachesNobody())
                .isFalse();
    }
}
