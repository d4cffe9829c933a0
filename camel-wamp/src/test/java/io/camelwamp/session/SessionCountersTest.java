package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.testing.HandExecutor;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a session tells of itself. */
class SessionCountersTest {
    private final Story story = Story.open();
    private final SessionCounters counters = story.session.counters();

    @Test
    void measuresHowLongAnswersTake() {
        story.publishAcknowledged("a.t", 1);
        story.call("a.p");
        story.loop.run();

        story.advance(Duration.ofMillis(10));
        story.router.sends("[17, 1, 900]");
        story.advance(Duration.ofMillis(30));
        story.router.sends("[8, 48, 2, {}, 'a.error']");

        assertThat(counters.publishLatency().count()).isEqualTo(1);
        assertThat(counters.publishLatency().total()).isEqualTo(Duration.ofMillis(10));
        assertThat(counters.callLatency().total()).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void countsWhatIsSentAndWhatComes() {
        story.publish("a.t", 1);
        story.publishAcknowledged("a.t", 2);
        story.call("a.p");
        story.subscribe("a.s", new Story.Events());
        story.register("a.q", new Story.Calls());
        story.loop.run();
        story.router.sends("[33, 4, 77]", "[65, 5, 88]", "[36, 77, 1, {}]", "[36, 78, 1, {}]", "[68, 1, 88, {}]");

        assertThat(counters.publications()).isEqualTo(2);
        assertThat(counters.calls()).isEqualTo(1);
        assertThat(counters.events()).isEqualTo(1);
        assertThat(counters.orphanedEvents()).isEqualTo(1);
        assertThat(counters.invocations()).isEqualTo(1);
        assertThat(counters.publishLatency().count()).isZero();
        SessionStatus status = story.status();
        assertThat(status.load()).isEqualTo(new SessionLoad(2, 0, 1, 0, 0, false));
        assertThat(status.wanted()).isEqualTo(2);
        assertThat(status.held()).isEqualTo(2);
        assertThat(status.isComplete()).isTrue();
        assertThat(status.serializer()).isEqualTo("json");
    }

    @Test
    void countsRequestsWhoseOutcomeIsUnknown() {
        story.publishAcknowledged("a.t", 1);
        story.call("a.p");
        story.loop.run();

        story.router.drops();

        assertThat(counters.requestsLost()).isEqualTo(2);
        assertThat(story.status().load()).isEqualTo(new SessionLoad(0, 0, 0, 0, 0, false));
        story.publish("a.t", 2);
        assertThat(story.status().load().waiting()).isEqualTo(1);
    }

    @Test
    void isIncompleteWhileTheRouterRefusesSomething() {
        story.subscribe("a.t", new Story.Events());
        story.loop.run();

        story.router.sends("[8, 32, 1, {}, 'wamp.error.not_authorized']");

        SessionStatus status = story.status();
        assertThat(status.phase()).isEqualTo(SessionStatus.Phase.READY);
        assertThat(status.isComplete()).isFalse();
        assertThat(status.wanted()).isEqualTo(1);
        assertThat(status.held()).isZero();
        assertThat(status.refused()).containsExactly("a.t");
    }

    @Test
    void countsCallsThatFoundNoRoom() {
        HandExecutor executor = new HandExecutor();
        Story.Calls calls = new Story.Calls();
        Registration registration = story.session.register(
                "a.p", RegisterOptions.NONE, calls, new LaneConfig(executor, 2, 1, Overflow.PAUSE));
        story.loop.run();
        story.router.expects("[64, 1, {}, 'a.p']").sends("[65, 1, 9]");

        for (int i = 1; i <= 4; i++) {
            story.router.sends("[68, %d, 9, {}]".formatted(i));
        }

        assertThat(counters.invocations()).isEqualTo(4);
        assertThat(counters.rejectedInvocations()).isEqualTo(2);
        assertThat(registration.lost()).isEqualTo(2);
        assertThat(story.status().load().queued()).isEqualTo(2);
        story.router
                .expects("[8, 68, 3, {}, 'wamp.error.unavailable', '<args>']")
                .expects("[8, 68, 4, {}, 'wamp.error.unavailable', '<args>']");
    }
}
