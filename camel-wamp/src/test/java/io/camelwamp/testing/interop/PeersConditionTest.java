package io.camelwamp.testing.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeersConditionTest {
    private static final List<String> MISSING = List.of("autobahn is not installed");

    @Test
    void runsTestsWhosePeersAreInstalled() {
        assertThat(PeersCondition.decide(List.of(), true).isDisabled()).isFalse();
    }

    @Test
    void skipsTestsAndSaysWhatIsMissing() {
        var result = PeersCondition.decide(MISSING, false);

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason()).contains("autobahn is not installed");
    }

    @Test
    void failsTestsWhosePeersAreRequiredButMissing() {
        assertThatThrownBy(() -> PeersCondition.decide(MISSING, true))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("autobahn is not installed");
    }
}
