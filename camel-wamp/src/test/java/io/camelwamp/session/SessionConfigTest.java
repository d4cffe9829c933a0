package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.camelwamp.testing.ScriptedRouter;
import io.camelwamp.testing.VirtualTimeLoop;
import io.camelwamp.transport.TransportConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionConfigTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static SessionConfig config(
            String realm,
            List<TransportConfig> targets,
            Duration join,
            Duration request,
            Duration leave,
            Duration wait) {
        return new SessionConfig(
                realm,
                targets,
                List.of(new ScriptedRouter(new VirtualTimeLoop())),
                List.of(),
                ReconnectPolicy.DEFAULT,
                join,
                request,
                leave,
                wait,
                false);
    }

    private static SessionConfig times(Duration join, Duration request, Duration leave, Duration wait) {
        return config("realm1", List.of(ScriptedRouter.target("a")), join, request, leave, wait);
    }

    @Test
    void takesWhatCanWork() {
        assertThatNoException().isThrownBy(() -> times(SECOND, SECOND, SECOND, Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void namesTheTimeOutThatCannotWork(long seconds) {
        Duration wrong = Duration.ofSeconds(seconds);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> times(wrong, SECOND, SECOND, SECOND))
                .withMessageContaining("joinTimeout");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> times(SECOND, wrong, SECOND, SECOND))
                .withMessageContaining("requestTimeout");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> times(SECOND, SECOND, wrong, SECOND))
                .withMessageContaining("leaveTimeout");
    }

    @Test
    void refusesAWaitOfLessThanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> times(SECOND, SECOND, SECOND, SECOND.negated()))
                .withMessageContaining("waitForSession");
    }

    @Test
    void namesTheRealmThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> config("no realm", List.of(ScriptedRouter.target("a")), SECOND, SECOND, SECOND, SECOND))
                .withMessageContaining("'no realm'");
    }

    @Test
    void namesTheSchemeThatHasNoTransportAndThoseThatHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(
                        "realm1",
                        List.of(TransportConfig.of(URI.create("gopher://a"))),
                        SECOND,
                        SECOND,
                        SECOND,
                        SECOND))
                .withMessageContaining("'gopher'")
                .withMessageContaining("[script]");
    }

    @Test
    void wantsARouter() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config("realm1", List.of(), SECOND, SECOND, SECOND, SECOND))
                .withMessageContaining("URL of a router");
    }
}
