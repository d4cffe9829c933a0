package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.testing.HandExecutor;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time-outs that the dealer leaves to its callee (spec: advanced/rpc_call_timeout.md). */
class CalleeTimeoutTest {
    private static final String FORWARDING =
            "[2, 1, {roles: {broker: {}, dealer: {features: {call_timeout: true, progressive_call_results: true}}}}]";
    private static final String EXPIRED = "[8, 68, 1, {}, 'wamp.error.timeout', ['No answer within 1000 ms']]";

    private static final LaneConfig MANY_AT_ONCE = new LaneConfig(Runnable::run, 10, 10, Overflow.PAUSE);

    private final Story story = Story.with().begin();
    private final Story.Calls calls = new Story.Calls();

    private void registersAt(String welcome, LaneConfig lane) {
        story.router.accepts().expects("[1, 'realm1', '<details>']").sends(welcome);
        story.session.register("a.b", RegisterOptions.NONE.with("forward_timeout", true), calls, lane);
        story.router.expects("[64, 1, {forward_timeout: true}, 'a.b']").sends("[65, 1, 9]");
    }

    private void registers() {
        registersAt(FORWARDING, MANY_AT_ONCE);
    }

    @Test
    void endsAnInvocationThatTakesLongerThanTheCallerWaits() {
        registers();
        story.router.sends("[68, 1, 9, {timeout: 1000}]");

        story.advance(Duration.ofMillis(999));
        story.router.expectsNothing();
        assertThat(calls.interrupted).isZero();
        story.advance(Duration.ofMillis(1));

        story.router.expects(EXPIRED);
        assertThat(calls.interrupted).isEqualTo(1);
        calls.last().complete(Payload.ofArgs("too late"));
        story.router.expectsNothing();
    }

    @Test
    void beginsTheTimeAnewWithEachPartialResult() {
        registers();
        story.router.sends("[68, 1, 9, {timeout: 1000, receive_progress: true}]");
        for (int i = 1; i <= 3; i++) {
            story.advance(Duration.ofMillis(900));
            calls.last().progress(Payload.ofArgs(i));
            story.router.expects("[70, 1, {progress: true}, [%d]]".formatted(i));
        }

        story.advance(Duration.ofMillis(999));
        story.router.expectsNothing();
        story.advance(Duration.ofMillis(1));

        story.router.expects(EXPIRED);
    }

    @Test
    void leavesNoTimerBehindWhenTheAnswerComesInTime() {
        registers();
        int before = story.loop.timers();
        story.router.sends("[68, 1, 9, {timeout: 1000}]", "[68, 2, 9, {timeout: 1000}]");
        assertThat(story.loop.timers()).isEqualTo(before + 2);

        calls.last().complete(Payload.EMPTY);
        story.router.expects("[70, 2, {}]").sends("[69, 1, {mode: 'killnowait'}]");

        assertThat(story.loop.timers()).isEqualTo(before);
        assertThat(calls.interrupted).isEqualTo(1);
    }

    @Test
    void doesNotBeginWhatWaitedTooLong() {
        HandExecutor executor = new HandExecutor();
        registersAt(FORWARDING, LaneConfig.sequential(executor));
        story.router.sends("[68, 1, 9, {timeout: 1000}]");

        story.advance(Duration.ofSeconds(1));
        story.router.expects(EXPIRED);
        executor.runAll();

        assertThat(calls.received).isEmpty();
    }

    @Test
    void forgetsItsTimersWithTheConnection() {
        registers();
        int before = story.loop.timers();

        story.router.sends("[68, 1, 9, {timeout: 3600000}]").drops();
        story.advance(Story.FIRST_DELAY);
        story.router
                .accepts()
                .expects("[1, 'realm1', '<details>']")
                .sends(FORWARDING)
                .expects("[64, 1, {forward_timeout: true}, 'a.b']")
                .sends("[65, 1, 9]");

        assertThat(calls.interrupted).isEqualTo(1);
        assertThat(story.loop.timers()).isEqualTo(before);
    }

    /** Crossbar.io hands on seconds, keeps the time itself, and does not announce it. */
    @Test
    void doesNotBelieveADealerThatDoesNotAnnounceTimeouts() {
        registersAt("[2, 1, {roles: {broker: {}, dealer: {features: {call_canceling: true}}}}]", Story.AT_ONCE);
        story.router.sends("[68, 1, 9, {timeout: 30}]");

        story.advance(Duration.ofSeconds(29));

        story.router.expectsNothing();
        calls.last().complete(Payload.EMPTY);
        story.router.expects("[70, 1, {}]");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void takesAnyNumber(long timeout) {
        registers();
        story.router.sends("[68, 1, 9, {timeout: %d}]".formatted(timeout));

        story.advance(Duration.ofDays(1));

        story.router.expectsNothing();
        calls.last().complete(Payload.EMPTY);
        story.router.expects("[70, 1, {}]");
    }
}
