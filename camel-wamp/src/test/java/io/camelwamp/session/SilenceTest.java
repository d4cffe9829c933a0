package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.WampException;
import io.camelwamp.testing.HandExecutor;
import io.camelwamp.testing.ScriptedRouter;
import io.camelwamp.transport.TransportConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the transport has no pings, a session finds out by a call whether its router is there. */
class SilenceTest {
    private static final TransportConfig TARGET = ScriptedRouter.target("a");
    private static final Duration INTERVAL = TARGET.pingInterval();
    private static final Duration TIMEOUT = TARGET.pingTimeout();

    private final Story story = joining();

    private static Story joining() {
        Story begun = Story.with().begin();
        begun.router.cannotBePinged();
        return begun;
    }

    private Story joined() {
        story.router.opensSession();
        return story;
    }

    /** Nobody has lost anything, and no number of the application's was touched. */
    private void nothingHappened() {
        SessionCounters counters = story.session.counters();
        assertThat(story.heard.news).containsExactly("joined 9129137332", "ready");
        assertThat(story.status().load()).isEqualTo(new SessionLoad(0, 0, 0, 0, 0, false));
        assertThat(counters.calls()).isZero();
        assertThat(counters.callLatency().count()).isZero();
        assertThat(counters.requestsLost()).isZero();
        assertThat(counters.lateAnswers()).isZero();
        assertThat(counters.unknownAnswers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[50, %d, {}, [3]]",
                "[8, 48, %d, {}, 'wamp.error.not_authorized']",
                "[8, 48, %d, {}, 'wamp.error.no_such_procedure']"
            })
    void goesOnWhateverTheRouterAnswers(String answer) {
        joined();
        for (int id = 1; id <= 5; id++) {
            story.router.expectsNothing();
            story.advance(INTERVAL);
            story.router.expects("[48, %d, {}, 'wamp.session.count']".formatted(id));
            assertThat(story.status().load().inFlight()).isZero();
            story.advance(TIMEOUT.minusMillis(1));
            story.router.sends(answer.formatted(id));
        }
        nothingHappened();
        story.router.expectsNothing();
    }

    @Test
    void takesAnEventForLifeAndAsksAgain() {
        joined();
        story.advance(INTERVAL);
        story.router.expects("[48, 1, {}, 'wamp.session.count']").sends("[36, 77, 1, {}]");
        story.advance(INTERVAL);
        story.router.expects("[48, 2, {}, 'wamp.session.count']").sends("[50, 2, {}, [3]]");
        nothingHappened();
    }

    @Test
    void asksNothingWhileTheRouterSpeaks() {
        joined();
        for (int i = 0; i < 10; i++) {
            story.advance(INTERVAL.minusMillis(1));
            story.router.sends("[36, 77, 1, {}]").expectsNothing();
        }
    }

    @Test
    void losesItsSessionAndComesBackWhenTheRouterStaysSilent() {
        joined();
        story.advance(INTERVAL);
        story.router.expects("[48, 1, {}, 'wamp.session.count']");
        var published = story.publishAcknowledged("a.t");
        story.router.expects("[16, 2, {acknowledge: true}, 'a.t']");
        story.advance(TIMEOUT);

        assertThat(story.heard.news).containsExactly("joined 9129137332", "ready", "ended SILENT");
        assertThat(story.failureOf(published))
                .isInstanceOf(WampException.SessionLost.class)
                .hasMessageContaining("was silent");
        assertThat(story.session.counters().requestsLost())
                .as("only the publication is a loss")
                .isEqualTo(1);
        story.waitForReconnect();
        story.router.opensSession().expectsNothing();
        story.advance(INTERVAL);
        story.router.expects("[48, 1, {}, 'wamp.session.count']");
    }

    /** The answer to a user's call may take hours, which says nothing of the router. */
    @Test
    void asksBesideCallsThatWait() {
        joined();
        WampCall call = story.call("a.slow");
        story.router.expects("[48, 1, {}, 'a.slow']");
        story.advance(INTERVAL);
        story.router.expects("[48, 2, {}, 'wamp.session.count']").sends("[50, 2, {}, [3]]");
        story.call("a.b");
        story.router.expects("[48, 3, {}, 'a.b']").sends("[50, 1, {}, ['slow']]");

        assertThat(story.resultOf(call.result()).payload().args()).containsExactly("slow");
        assertThat(story.session.counters().calls()).isEqualTo(2);
        assertThat(story.session.counters().callLatency().count()).isEqualTo(1);
    }

    @Test
    void asksBeforeWhatWaitsForARouterThatDoesNotRead() {
        joined();
        story.router.stopsReading();
        story.advance(INTERVAL.minusSeconds(1));
        story.publish("a.t");
        story.advance(Duration.ofSeconds(1));
        story.router.expects("[48, 1, {}, 'wamp.session.count']").expectsNothing();

        story.router.sends("[50, 1, {}, [3]]").readsAgain();

        story.router.expects("[16, 2, {}, 'a.t']");
        assertThat(story.heard.news).containsExactly("joined 9129137332", "ready");
    }

    @Test
    void asksNothingWhileItJoins() {
        Story slow = Story.with().joinTimeout(INTERVAL.multipliedBy(5)).begin();
        slow.router.cannotBePinged().accepts().expects("[1, 'realm1', '<details>']");
        slow.advance(INTERVAL.multipliedBy(4));
        slow.router.expectsNothing().sends(ScriptedRouter.WELCOME);

        assertThat(slow.heard.news).containsExactly("joined 9129137332", "ready");
        slow.advance(INTERVAL);
        slow.router.expects("[48, 1, {}, 'wamp.session.count']");
    }

    @Test
    void asksNothingWhileItLeaves() {
        Story leaving = Story.with().leaveTimeout(INTERVAL.multipliedBy(3)).begin();
        leaving.router.cannotBePinged().opensSession();
        leaving.session.leave();
        leaving.router.expects("[6, {}, 'wamp.close.close_realm']");

        leaving.advance(INTERVAL.multipliedBy(2));

        leaving.router.expectsNothing().sends("[6, {}, 'wamp.close.goodbye_and_out']");
        assertThat(leaving.heard.lastEnd.kind()).isEqualTo(SessionEnd.Kind.LEFT);
    }

    @Test
    void asksNoRouterThatTakesNoCalls() {
        story.router.accepts().expects("[1, 'realm1', '<details>']").sends("[2, 9129137332, {roles: {broker: {}}}]");
        story.advance(INTERVAL.multipliedBy(10));

        story.router.expectsNothing();
        nothingHappened();
    }

    /** A question is no request that a route waits for: those keep reading from pausing. */
    @Test
    void pausesAllTheSameWhileItWaitsForTheAnswer() {
        joined();
        HandExecutor executor = new HandExecutor();
        Story.Events events = new Story.Events();
        story.session.subscribe("a.t", SubscribeOptions.NONE, events, new LaneConfig(executor, 4, 1, Overflow.PAUSE));
        story.router.expects("[32, 1, {}, 'a.t']").sends("[33, 1, 77]");
        story.advance(INTERVAL);
        story.router.expects("[48, 2, {}, 'wamp.session.count']");
        for (int i = 0; i < 4; i++) {
            story.router.sends("[36, 77, 1, {}, [1]]");
        }
        assertThat(story.router.isHeldBack()).isTrue();
        story.router.sends("[50, 2, {}, [3]]");

        story.advance(ReadGate.LONGEST_PAUSE);

        assertThat(story.router.isHeldBack()).isFalse();
        assertThat(story.heard.news).containsExactly("joined 9129137332", "ready");
        story.router.expectsNothing();
    }

    @Test
    void takesNoOtherAnswerForTheOneToItsQuestion() {
        joined();
        story.advance(INTERVAL);
        story.router.expects("[48, 1, {}, 'wamp.session.count']").sends("[17, 1, 99]");

        assertThat(story.heard.lastEnd.kind()).isEqualTo(SessionEnd.Kind.VIOLATION);
    }
}
