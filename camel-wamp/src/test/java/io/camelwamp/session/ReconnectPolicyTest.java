package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.camelwamp.protocol.Uris;
import io.camelwamp.session.SessionEnd.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReconnectPolicyTest {
    private static final double ALMOST_ONE = Math.nextDown(1.0);

    private final ReconnectPolicy policy = new ReconnectPolicy(
            Duration.ofSeconds(1), Duration.ofSeconds(8), 0, Duration.ofSeconds(10), Duration.ofSeconds(60));

    @ParameterizedTest
    @CsvSource({
        "1, 500, 1000",
        "2, 1000, 2000",
        "3, 2000, 4000",
        "4, 4000, 8000",
        "5, 4000, 8000",
        "64, 4000, 8000",
        "2000000000, 4000, 8000"
    })
    void doublesUpToTheCapAndDrawsFromTheUpperHalf(int failures, long shortest, long longest) {
        assertThat(policy.backoff(failures, 0)).isEqualTo(Duration.ofMillis(shortest));
        assertThat(policy.backoff(failures, ALMOST_ONE))
                .isBetween(Duration.ofMillis(longest - 1), Duration.ofMillis(longest));
    }

    @Test
    void triesForEverWhenTheRouterCannotBeReached() {
        assertThat(policy.delayAfter(end(Kind.LOST, Uris.NETWORK_FAILURE), 1_000_000, Duration.ZERO, 0))
                .isPresent();
    }

    @Test
    void givesUpAfterTheLimitOfAttempts() {
        ReconnectPolicy limited = new ReconnectPolicy(
                Duration.ofSeconds(1), Duration.ofSeconds(8), 3, Duration.ofSeconds(10), Duration.ZERO);
        SessionEnd lost = end(Kind.LOST, Uris.NETWORK_FAILURE);

        assertThat(limited.delayAfter(lost, 2, Duration.ZERO, 0)).isPresent();
        assertThat(limited.delayAfter(lost, 3, Duration.ZERO, 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Uris.NO_SUCH_REALM,
                Uris.NO_SUCH_ROLE,
                Uris.AUTHENTICATION_FAILED,
                Uris.AUTHENTICATION_DENIED,
                Uris.NO_MATCHING_AUTH_METHOD,
                Uris.NO_AUTH_METHOD,
                Uris.CANNOT_AUTHENTICATE,
                Uris.NOT_AUTHORIZED,
                Uris.AUTHORIZATION_FAILED
            })
    void givesUpOnARefusalThatOutlastsTheGracePeriod(String uri) {
        SessionEnd refused = end(Kind.REFUSED, uri);

        assertThat(policy.delayAfter(refused, 1, Duration.ofSeconds(59), 0)).isPresent();
        assertThat(policy.delayAfter(refused, 1, Duration.ofSeconds(60), 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {Uris.SYSTEM_SHUTDOWN, Uris.PROTOCOL_VIOLATION, "some.reason", Uris.KILLED})
    void doesNotTakeOtherRefusalsForPermanent(String uri) {
        assertThat(policy.delayAfter(end(Kind.REFUSED, uri), 9, Duration.ofDays(1), 0))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {Uris.SYSTEM_SHUTDOWN, Uris.CLOSE_REALM, Uris.KILLED, Uris.CLOSE_NORMAL})
    void comesBackAfterAGoodbye(String uri) {
        assertThat(policy.delayAfter(end(Kind.GOODBYE, uri), 1, Duration.ZERO, 0))
                .isPresent();
    }

    @Test
    void staysAwayAfterLeaving() {
        assertThat(policy.delayAfter(end(Kind.LEFT, Uris.CLOSE_REALM), 1, Duration.ZERO, 0))
                .isEmpty();
    }

    @Test
    void refusesDelaysThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReconnectPolicy(
                        Duration.ofSeconds(2), Duration.ofSeconds(1), 0, Duration.ZERO, Duration.ZERO))
                .withMessageContaining("PT2S")
                .withMessageContaining("PT1S");
    }

    private static SessionEnd end(Kind kind, String uri) {
        return new SessionEnd(kind, uri, "for the test");
    }
}
