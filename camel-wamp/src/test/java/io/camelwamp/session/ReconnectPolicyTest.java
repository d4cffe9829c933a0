package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.camelwamp.protocol.Uris;
import io.camelwamp.session.SessionEnd.Kind;
import java.time.Duration;
import java.util.List;
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
        for (Kind kind : List.of(Kind.LOST, Kind.UNREACHABLE, Kind.SILENT)) {
            assertThat(policy.givesUpAfter(end(kind, Uris.NETWORK_FAILURE), 1_000_000, Duration.ofDays(1)))
                    .isFalse();
        }
    }

    @Test
    void givesUpAfterTheLimitOfAttempts() {
        ReconnectPolicy limited = new ReconnectPolicy(
                Duration.ofSeconds(1), Duration.ofSeconds(8), 3, Duration.ofSeconds(10), Duration.ZERO);
        SessionEnd lost = end(Kind.LOST, Uris.NETWORK_FAILURE);

        assertThat(limited.givesUpAfter(lost, 2, Duration.ZERO)).isFalse();
        assertThat(limited.givesUpAfter(lost, 3, Duration.ZERO)).isTrue();
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

        assertThat(ReconnectPolicy.isPermanent(refused)).isTrue();
        assertThat(policy.givesUpAfter(refused, 1, Duration.ofSeconds(59))).isFalse();
        assertThat(policy.givesUpAfter(refused, 1, Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void everyCauseHasAGraceOfItsOwn() {
        ReconnectPolicy graces = new ReconnectPolicy(
                Duration.ofSeconds(1),
                Duration.ofSeconds(8),
                0,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ZERO,
                Duration.ofSeconds(30));
        SessionEnd realm = end(Kind.REFUSED, Uris.NO_SUCH_REALM);
        SessionEnd password = end(Kind.REFUSED, Uris.AUTHENTICATION_FAILED);
        SessionEnd forbidden = end(Kind.TURNED_AWAY, Uris.NETWORK_FAILURE);

        assertThat(graces.givesUpAfter(realm, 1, Duration.ZERO)).isFalse();
        assertThat(graces.givesUpAfter(password, 1, Duration.ZERO)).isTrue();
        assertThat(graces.givesUpAfter(forbidden, 1, Duration.ZERO)).isFalse();
        assertThat(graces.givesUpAfter(realm, 9, Duration.ofSeconds(30))).isFalse();
        assertThat(graces.givesUpAfter(forbidden, 9, Duration.ofSeconds(30))).isTrue();
        assertThat(graces.givesUpAfter(realm, 9, Duration.ofSeconds(60))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {Uris.SYSTEM_SHUTDOWN, Uris.PROTOCOL_VIOLATION, "some.reason", Uris.KILLED})
    void doesNotTakeOtherRefusalsForPermanent(String uri) {
        SessionEnd refused = end(Kind.REFUSED, uri);

        assertThat(ReconnectPolicy.isPermanent(refused)).isFalse();
        assertThat(policy.givesUpAfter(refused, 9, Duration.ofDays(1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {Uris.SYSTEM_SHUTDOWN, Uris.CLOSE_REALM, Uris.KILLED, Uris.CLOSE_NORMAL})
    void comesBackAfterAGoodbye(String uri) {
        assertThat(policy.givesUpAfter(end(Kind.GOODBYE, uri), 1, Duration.ZERO))
                .isFalse();
    }

    @Test
    void staysAwayAfterLeaving() {
        assertThat(policy.givesUpAfter(end(Kind.LEFT, Uris.CLOSE_REALM), 1, Duration.ZERO))
                .isTrue();
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
