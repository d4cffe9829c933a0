package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.SessionStatus.Phase;
import io.camelwamp.testing.ScriptedRouter;
import io.camelwamp.transport.CloseReason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When a session comes back, and when it does not. */
class ReconnectTest {
    private static final Duration SHORTEST_FIRST_DELAY = Story.FIRST_DELAY.dividedBy(2);

    @Test
    void waitsAtLeastHalfTheDelayAndAtMostAllOfIt() {
        Story story = Story.with().begin();
        story.router.refuses();

        story.advance(SHORTEST_FIRST_DELAY.minusNanos(1));
        story.router.expectsNoConnection();
        story.advance(SHORTEST_FIRST_DELAY.plusNanos(1));
        story.router.refuses();

        story.advance(Story.FIRST_DELAY.minusNanos(1));
        story.router.expectsNoConnection();
        story.advance(Story.FIRST_DELAY.plusNanos(1));
        story.router.refuses();
    }

    @Test
    void neverWaitsLongerThanTheCap() {
        Story story = Story.with().begin();
        for (int i = 0; i < 20; i++) {
            story.router.refuses();
            story.advance(Story.MAX_DELAY);
        }
        story.router.opensSession();
        assertThat(story.session.isReady()).isTrue();
    }

    @Test
    void waitsLongerEachTimeAsLongAsNoSessionIsStable() {
        Story story = Story.with().begin();
        for (int failure = 1; failure <= 4; failure++) {
            story.router.opensSession();
            // The router lets us in and throws us out again.
            story.advance(Story.STABLE.minusNanos(1));
            story.router.drops();
            story.advance(Story.FIRST_DELAY
                    .multipliedBy(1L << (failure - 1))
                    .dividedBy(2)
                    .minusNanos(1));
            story.router.expectsNoConnection();
            story.advance(Story.MAX_DELAY);
        }
    }

    @Test
    void givesUpAfterSoManySessionsThatWereNotStable() {
        Story story = Story.with()
                .reconnect(new ReconnectPolicy(Story.FIRST_DELAY, Story.MAX_DELAY, 3, Story.STABLE, Story.GRACE))
                .begin();
        for (int failure = 1; failure <= 3; failure++) {
            assertThat(story.status().phase()).isNotEqualTo(Phase.GIVEN_UP);
            story.router.opensSession();
            story.advance(Story.STABLE.minusNanos(1));
            story.router.drops();
            story.advance(Story.MAX_DELAY);
        }

        assertThat(story.status().phase()).isEqualTo(Phase.GIVEN_UP);
        story.router.expectsNoConnection();
    }

    @Test
    void doesNotCountWhatWasBeforeAStableSession() {
        Story story = Story.with()
                .reconnect(new ReconnectPolicy(Story.FIRST_DELAY, Story.MAX_DELAY, 3, Story.STABLE, Story.GRACE))
                .begin();
        for (int i = 0; i < 2; i++) {
            story.router.refuses();
            story.advance(Story.MAX_DELAY);
        }
        story.router.opensSession();
        story.advance(Story.STABLE);
        for (int i = 0; i < 2; i++) {
            story.router.drops();
            story.advance(Story.MAX_DELAY);
            story.router.opensSession();
        }

        assertThat(story.status().phase()).isEqualTo(Phase.READY);
    }

    @Test
    void beginsAnewWithShortDelaysAfterAStableSession() {
        Story story = Story.with().begin();
        for (int i = 0; i < 5; i++) {
            story.router.refuses();
            story.advance(Story.MAX_DELAY);
        }
        story.router.opensSession();
        story.advance(Story.STABLE);
        story.router.drops();

        story.advance(Story.FIRST_DELAY);

        story.router.opensSession();
    }

    @Test
    void comesBackAfterARoutersGoodbye() {
        Story story = Story.open();
        story.router
                .sends("[6, {}, 'wamp.close.system_shutdown']")
                .expects("[6, {}, 'wamp.close.goodbye_and_out']")
                .expectsClose();
        assertThat(story.session.isReady()).isFalse();
        assertThat(story.status().phase()).isEqualTo(Phase.BACKING_OFF);

        story.waitForReconnect();

        story.router.opensSession();
        assertThat(story.heard.news)
                .containsExactly("joined 9129137332", "ready", "ended GOODBYE", "joined 9129137332", "ready");
        assertThat(story.session.counters().reconnects()).isEqualTo(1);
        assertThat(story.status().reconnects()).isEqualTo(1);
    }

    @Test
    void triesTheNextTargetAfterAFailureAndTheFirstAfterTheLast() {
        Story story = Story.with().targets("a", "b").begin();
        story.router.expectsConnectionTo("a").refuses();
        story.advance(Story.MAX_DELAY);
        story.router.expectsConnectionTo("b").refuses();
        story.advance(Story.MAX_DELAY);
        story.router.expectsConnectionTo("a").opensSession();
        story.advance(Story.STABLE);
        story.router.drops();
        story.advance(Story.FIRST_DELAY);
        story.router.expectsConnectionTo("a").refuses();
        story.advance(Story.FIRST_DELAY);
        story.router.expectsConnectionTo("b").opensSession();

        assertThat(story.status().peer()).isEqualTo("script://b");
    }

    @Test
    void goesToTheNextTargetWhenTheRouterItselfEndsTheSession() {
        Story story = Story.with().targets("a", "b").begin();
        story.router.expectsConnectionTo("a").opensSession();
        story.advance(Story.STABLE);
        story.router
                .sends("[6, {}, 'wamp.close.system_shutdown']")
                .expects("[6, {}, 'wamp.close.goodbye_and_out']")
                .expectsClose();
        story.advance(Story.FIRST_DELAY);

        story.router.expectsConnectionTo("b").opensSession();
    }

    @Test
    void goesToTheNextTargetWhenTheRouterIsSilent() {
        Story story = Story.with().targets("a", "b").begin();
        story.router.expectsConnectionTo("a").opensSession();
        story.advance(Story.STABLE);
        story.router.fails(new CloseReason(CloseReason.Kind.UNRESPONSIVE, "nothing was heard"));
        story.advance(Story.FIRST_DELAY);

        story.router.expectsConnectionTo("b").opensSession();
    }

    @Test
    void givesUpWhenItIsTurnedAwayForTooLong() {
        Story story = Story.with().begin();
        CloseReason forbidden = new CloseReason(CloseReason.Kind.HANDSHAKE_REFUSED, "HTTP 403 Forbidden");
        for (Duration passed = Duration.ZERO;
                passed.compareTo(Story.GRACE) < 0;
                passed = passed.plus(Story.MAX_DELAY)) {
            story.router.refuses(forbidden);
            assertThat(story.status().phase()).isEqualTo(Phase.BACKING_OFF);
            story.advance(Story.MAX_DELAY);
        }
        story.router.refuses(forbidden);

        assertThat(story.status().phase()).isEqualTo(Phase.GIVEN_UP);
        assertThat(story.status().lastFailure().text()).contains("403");
    }

    @Test
    void doesNotGiveUpWhileAnotherTargetMayComeBack() {
        Story story = Story.with().targets("a", "b").begin();
        for (int i = 0; i < 20; i++) {
            story.router.refuses(new CloseReason(CloseReason.Kind.HANDSHAKE_REFUSED, "HTTP 403 Forbidden"));
            story.advance(Story.MAX_DELAY);
            story.router.refuses();
            story.advance(Story.MAX_DELAY);
        }

        story.router.opensSession();
    }

    @Test
    void staysClosedIfClosedWhileItWaits() {
        Story story = Story.with().begin();
        story.router.refuses();

        CompletableFuture<Void> left = story.session.leave();
        story.loop.run();

        assertThat(left).isCompleted();
        assertThat(story.loop.timers()).isZero();
        story.advance(Duration.ofHours(1));
        story.router.expectsNoConnection();
        assertThat(story.status().phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void givesItsAttemptUpIfClosedWhileItConnects() {
        Story story = Story.with().begin();

        CompletableFuture<Void> left = story.session.leave();

        story.router.expectsNoConnection();
        assertThat(left).isCompleted();
        story.advance(Duration.ofHours(1));
        story.router.expectsNoConnection();
    }

    @Test
    void closesAConnectionThatIsMadeWhileItGivesUp() {
        Story story = Story.with().begin();
        story.router.isAccepting();
        story.loop.runFirst(story.session::leave);

        story.router.expectsNothing().expectsClose();
    }

    @Test
    void closesItsTransportWithoutAWordIfClosedWhileItJoins() {
        Story story = Story.with().begin();
        story.router.accepts().expects("[1, 'realm1', '<details>']");

        CompletableFuture<Void> left = story.session.leave();

        story.router.expectsNothing().expectsClose();
        assertThat(left).isCompleted();
        story.advance(Duration.ofHours(1));
        story.router.expectsNoConnection();
    }

    @Test
    void neverTalksOnAConnectionThatComesTooLate() {
        Story story = Story.with().begin();
        story.advance(Story.JOIN_TIMEOUT.minusSeconds(1));
        story.router.accepts().expects("[1, 'realm1', '<details>']");
        story.advance(Duration.ofSeconds(1));

        story.router.expectsClose().sends(ScriptedRouter.WELCOME);

        assertThat(story.session.isReady()).isFalse();
        assertThat(story.heard.news).containsExactly("ended LOST");
    }

    @Test
    void countsTheWholeWayToWelcomeAgainstOneDeadline() {
        Story story = Story.with()
                .authenticators(new ScenarioWorld.FixedAnswer("ticket", "joe", "secret"))
                .begin();
        story.advance(Duration.ofSeconds(6));
        story.router.accepts().expects("[1, 'realm1', '<details>']");
        story.advance(Duration.ofSeconds(6));
        story.router.sends("[4, 'ticket', {}]").expects("[5, 'secret', {}]");
        story.advance(Duration.ofSeconds(2));
        assertThat(story.heard.news).isEmpty();

        story.advance(Duration.ofSeconds(1));

        story.router.expectsClose();
        assertThat(story.heard.lastEnd.uri()).isEqualTo(Uris.TIMEOUT);
        assertThat(story.heard.lastEnd.text()).contains("script://a", "15000 ms");
    }

    @Test
    void givesAnAttemptUpThatNeverConnects() {
        Story story = Story.with().begin();

        story.advance(Story.JOIN_TIMEOUT);

        story.router.expectsNoConnection();
        assertThat(story.heard.news).containsExactly("ended LOST");
        story.waitForReconnect();
        story.router.opensSession();
    }

    @Test
    void takesARefusalForARouterThatStartsUntilTheGracePeriodIsOver() {
        Story story = Story.with().begin();
        CompletableFuture<Void> active =
                story.subscribe("a.t", new Story.Events()).active();
        Duration refusing = Duration.ZERO;
        while (refusing.compareTo(Story.GRACE) < 0) {
            refuse(story);
            assertThat(story.status().phase()).isEqualTo(Phase.BACKING_OFF);
            story.advance(Story.MAX_DELAY);
            refusing = refusing.plus(Story.MAX_DELAY);
        }
        CompletableFuture<Long> waiting = story.publish("a.t");

        refuse(story);

        assertThat(story.heard.news).endsWith("ended REFUSED", "given up");
        assertThat(story.status().phase()).isEqualTo(Phase.GIVEN_UP);
        assertThat(story.failureOf(waiting))
                .isInstanceOf(WampException.NotConnected.class)
                .hasMessageContaining(Uris.NO_SUCH_REALM);
        assertThat(story.failureOf(active)).isInstanceOf(WampException.NotConnected.class);
        assertThat(story.failureOf(story.publish("a.t"))).isInstanceOf(WampException.NotConnected.class);
        assertThat(story.failureOf(story.subscribe("a.t", new Story.Events()).active()))
                .isInstanceOf(WampException.NotConnected.class);
        story.advance(Duration.ofHours(1));
        story.router.expectsNoConnection();
    }

    private static void refuse(Story story) {
        story.router.accepts().expects("[1, 'realm1', '<details>']");
        story.router
                .sends("[3, {}, 'wamp.error.no_such_realm']")
                .expectsNothing()
                .expectsClose();
    }

    @Test
    void forgetsOldRefusalsOnceItWasLetIn() {
        Story story = Story.with().begin();
        refuse(story);
        story.advance(Story.MAX_DELAY);
        story.router.opensSession();
        story.advance(Story.GRACE);
        story.router.drops();
        story.advance(Story.MAX_DELAY);

        refuse(story);

        assertThat(story.status().phase()).isEqualTo(Phase.BACKING_OFF);
    }

    @Test
    void closesAfterItWasGivenUp() {
        Story story = Story.with()
                .reconnect(new ReconnectPolicy(Story.FIRST_DELAY, Story.MAX_DELAY, 1, Story.STABLE, Story.GRACE))
                .begin();
        story.router.refuses();
        assertThat(story.heard.news).containsExactly("ended UNREACHABLE", "given up");

        CompletableFuture<Void> left = story.session.leave();
        story.loop.run();

        assertThat(left).isCompleted();
        assertThat(story.status().phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void runsAtMostOneAttemptAtATime() {
        Story story = Story.with().begin();
        for (int i = 0; i < 5; i++) {
            // ABORT and the drop behind it end the same attempt.
            story.router
                    .accepts()
                    .expects("[1, 'realm1', '<details>']")
                    .sends("[3, {}, 'some.reason']")
                    .drops()
                    .expectsNoConnection();
            story.advance(Story.MAX_DELAY);
        }
        story.router.opensSession().expectsNoConnection();
        assertThat(story.heard.news.stream().filter("ended REFUSED"::equals)).hasSize(5);
    }
}
