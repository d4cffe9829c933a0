package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls, their cancelling and their time-outs. */
class CallTest {
    private final Story story = Story.open();

    @Test
    void dropsLateProgressAndTheEndOfACancelledCall() {
        WampCall call = story.call("a.b");
        story.router.expects("[48, 1, {}, 'a.b']");
        call.cancel(CancelMode.SKIP);
        story.router
                .expects("[49, 1, {mode: 'skip'}]")
                .sends("[50, 1, {progress: true}, [1]]", "[50, 1, {}, [2]]", "[8, 48, 1, {}, 'wamp.error.canceled']");

        assertThat(story.session.counters().lateAnswers()).isEqualTo(3);
        assertThat(story.session.isReady()).isTrue();
    }

    @Test
    void waitsABoundedTimeForAKilledCall() {
        WampCall call = story.call("a.b");
        call.cancel(CancelMode.KILL);
        story.router.expects("[48, 1, {}, 'a.b']").expects("[49, 1, {mode: 'kill'}]");
        assertThat(call.result()).isNotDone();

        story.advance(Story.REQUEST_TIMEOUT);

        assertThat(story.failureOf(call.result())).isInstanceOf(WampException.Canceled.class);
        story.router.expectsNothing();
        assertThat(story.loop.timers()).isZero();
    }

    @Test
    void completesAKilledCallWithTheRoutersError() {
        WampCall call = story.call("a.b");
        call.cancel(CancelMode.KILL);
        story.router
                .expects("[48, 1, {}, 'a.b']")
                .expects("[49, 1, {mode: 'kill'}]")
                .sends("[8, 48, 1, {why: 'killed'}, 'wamp.error.canceled', ['stopped'], {at: 7}]");

        assertThat(story.failureOf(call.result()))
                .isInstanceOf(WampException.Canceled.class)
                .returns(Uris.CANCELED, WampException::uri)
                .returns(List.of("stopped"), WampException::args)
                .returns(Map.of("at", 7), WampException::kwargs)
                .returns(Map.of("why", "killed"), WampException::details);
    }

    @Test
    void doesNotTakeACancellationByOthersForItsOwn() {
        WampCall call = story.call("a.b");
        story.router.expects("[48, 1, {}, 'a.b']").sends("[8, 48, 1, {}, 'wamp.error.canceled']");

        assertThat(story.failureOf(call.result())).isExactlyInstanceOf(WampException.class);
    }

    @Test
    void handsOnWhatElseAKilledCallFailsWith() {
        WampCall call = story.call("a.b");
        call.cancel(CancelMode.KILL);
        story.router
                .expects("[48, 1, {}, 'a.b']")
                .expects("[49, 1, {mode: 'kill'}]")
                .sends("[8, 48, 1, {}, 'a.error']");

        assertThat(story.failureOf(call.result()))
                .isExactlyInstanceOf(WampException.class)
                .returns("a.error", WampException::uri);
    }

    @Test
    void killsOnceAndMayStillStopWaiting() {
        WampCall call = story.call("a.b");
        call.cancel(CancelMode.KILL);
        call.cancel(CancelMode.KILL);
        story.router
                .expects("[48, 1, {}, 'a.b']")
                .expects("[49, 1, {mode: 'kill'}]")
                .expectsNothing();

        call.cancel(CancelMode.KILLNOWAIT);

        story.router.expects("[49, 1, {mode: 'killnowait'}]");
        assertThat(story.failureOf(call.result())).isInstanceOf(WampException.Canceled.class);
    }

    @Test
    void keepsTheTimeOutOfACallThatIsKilled() {
        WampCall call = story.session.call(CallTarget.of("a.b").withTimeout(Duration.ofSeconds(2)), Payload.EMPTY);
        call.cancel(CancelMode.KILL);
        story.router.expects("[48, 1, {}, 'a.b']").expects("[49, 1, {mode: 'kill'}]");

        story.advance(Duration.ofSeconds(2));

        assertThat(story.failureOf(call.result())).isInstanceOf(WampException.TimedOut.class);
    }

    /** Nobody waits for the answer of a killed callee, because the time for it is over. */
    @ParameterizedTest
    @EnumSource
    void tellsTheRouterAtTheTimeOutWhatTheCallerHasChosen(CancelMode mode) {
        CallTarget target =
                CallTarget.of("a.b").withTimeout(Duration.ofSeconds(2)).withCancelMode(mode);
        WampCall call = story.session.call(target, Payload.EMPTY);
        story.router.expects("[48, 1, {}, 'a.b']");

        story.advance(Duration.ofSeconds(2));

        story.router.expects("[49, 1, {mode: '%s'}]".formatted(mode.wireName()));
        assertThat(story.failureOf(call.result())).isInstanceOf(WampException.TimedOut.class);
        story.router.sends("[8, 48, 1, {}, 'wamp.error.canceled']").expectsNothing();
        assertThat(story.status().load().inFlight()).isZero();
    }

    @Test
    void killsACallOnceAlthoughItsTimeIsOver() {
        CallTarget target =
                CallTarget.of("a.b").withTimeout(Duration.ofSeconds(2)).withCancelMode(CancelMode.KILL);
        WampCall call = story.session.call(target, Payload.EMPTY);
        call.cancel(CancelMode.KILL);
        story.router.expects("[48, 1, {}, 'a.b']").expects("[49, 1, {mode: 'kill'}]");

        story.advance(Duration.ofSeconds(2));

        story.router.expectsNothing();
        assertThat(story.failureOf(call.result())).isInstanceOf(WampException.TimedOut.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[2, 1, {roles: {dealer: {features: {progressive_call_results: true}}}}]",
                "[2, 1, {roles: {dealer: {}}, agent: 'Jawampa/0.5.0'}]"
            })
    void cancelsOnThisSideOnlyIfTheRouterKnowsNoCancelling(String welcome) {
        Story other = Story.with().begin();
        other.router.accepts().expects("[1, 'realm1', '<details>']").sends(welcome);
        WampCall call = other.call("a.b");
        other.router.expects("[48, 1, {}, 'a.b']");

        call.cancel(CancelMode.KILLNOWAIT);

        assertThat(other.failureOf(call.result())).isInstanceOf(WampException.Canceled.class);
        other.router.expectsNothing();
    }

    @Test
    void sendsNothingOfACallThatIsCancelledOnTheWayToTheLoop() {
        WampCall call = story.call("a.b");
        // On the loop, and so before the task that was given above.
        story.loop.runFirst(() -> call.cancel(CancelMode.KILLNOWAIT));

        story.router.expectsNothing();
        assertThat(story.failureOf(call.result())).isInstanceOf(WampException.Canceled.class);
    }

    @Test
    void stopsItsTimerWhenItIsOver() {
        WampCall call = story.session.call(CallTarget.of("a.b").withTimeout(Duration.ofSeconds(2)), Payload.EMPTY);
        story.router.expects("[48, 1, {}, 'a.b']").sends("[50, 1, {}]");
        story.resultOf(call.result());

        assertThat(story.loop.timers()).isZero();
        story.advance(Duration.ofSeconds(2));
        story.router.expectsNothing();
    }

    @Test
    void neverSendsItsTimeOutUnlessTheOptionAsksForIt() {
        story.session.call(CallTarget.of("a.b").withTimeout(Duration.ofSeconds(2)), Payload.EMPTY);
        story.router.expects("[48, 1, {}, 'a.b']");

        story.session.call(
                new CallTarget("a.b", CallOptions.NONE.with("timeout", 2000), Duration.ZERO, null, null),
                Payload.EMPTY);
        story.router.expects("[48, 2, {timeout: 2000}, 'a.b']");
    }

    @Test
    void toleratesAFutureThatTheApplicationHasCancelledItself() {
        WampCall first = story.call("a.b");
        WampCall second = story.call("a.b");
        story.router.expects("[48, 1, {}, 'a.b']").expects("[48, 2, {}, 'a.b']");
        first.result().cancel(true);
        second.result().cancel(true);

        story.router.sends("[50, 1, {}]", "[8, 48, 2, {}, 'a.error']");

        assertThat(story.session.isReady()).isTrue();
        assertThat(story.status().load().inFlight()).isZero();
    }

    @Test
    void mayCallThroughFromAContinuation() {
        List<Object> results = new ArrayList<>();
        story.call("a.b")
                .result()
                .thenCompose(first -> story.call("a.c").result())
                .thenAccept(second -> results.addAll(second.payload().args()));
        story.router.expects("[48, 1, {}, 'a.b']").sends("[50, 1, {}]");

        story.router.expects("[48, 2, {}, 'a.c']").sends("[50, 2, {}, ['done']]");

        assertThat(results).containsExactly("done");
        assertThat(story.status().load().inFlight()).isZero();
    }

    @Test
    void allowsProceduresOfTheProtocol() {
        story.call("wamp.session.count");

        story.router.expects("[48, 1, {}, 'wamp.session.count']");
    }

    @Test
    void refusesTargetsThatMakeNoSense() {
        assertThat(story.failureOf(story.call("not a uri").result())).returns(Uris.INVALID_URI, WampException::uri);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallTarget.of("a.b").withTimeout(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CallTarget("a.b", CallOptions.NONE, Duration.ZERO, part -> {}, null));
        story.router.expectsNothing();
    }
}
