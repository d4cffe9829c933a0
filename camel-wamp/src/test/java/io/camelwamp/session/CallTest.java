package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.testing.HandExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {
    private static final int PROGRESS_CAPACITY = 10_000;

    private final Story story = Story.open();
    private final HandExecutor executor = new HandExecutor();
    private final List<Object> progress = new ArrayList<>();

    private WampCall progressiveCall(Executor on) {
        return story.session.call(
                new CallTarget(
                        "a.b",
                        CallOptions.NONE,
                        Duration.ZERO,
                        part -> progress.add(part.payload().args().get(0)),
                        on),
                Payload.EMPTY);
    }

    @Test
    void deliversProgressInOrderAndBeforeTheFailure() {
        WampCall call = progressiveCall(executor);
        call.result().exceptionally(failure -> {
            progress.add("failed");
            return null;
        });
        story.router
                .expects("[48, 1, {receive_progress: true}, 'a.b']")
                .sends("[50, 1, {progress: true}, [1]]", "[50, 1, {progress: true}, [2]]")
                .sends("[8, 48, 1, {}, 'a.error']");
        assertThat(progress).isEmpty();

        executor.runAll();

        assertThat(progress).containsExactly(1, 2, "failed");
    }

    @Test
    void completesAlthoughTheProgressHandlerThrows() {
        WampCall call = story.session.call(
                new CallTarget(
                        "a.b",
                        CallOptions.NONE,
                        Duration.ZERO,
                        part -> {
                            throw new IllegalStateException("thrown by the test");
                        },
                        Runnable::run),
                Payload.EMPTY);
        story.router
                .expects("[48, 1, {receive_progress: true}, 'a.b']")
                .sends("[50, 1, {progress: true}, [1]]", "[50, 1, {}, [2]]");

        assertThat(story.resultOf(call.result()).payload().args()).containsExactly(2);
    }

    @Test
    void takesEmptyProgress() {
        List<CallResult> parts = new ArrayList<>();
        story.session.call(
                new CallTarget("a.b", CallOptions.NONE, Duration.ZERO, parts::add, Runnable::run), Payload.EMPTY);
        story.router.expects("[48, 1, {receive_progress: true}, 'a.b']").sends("[50, 1, {progress: true}]");

        assertThat(parts).singleElement().returns(Payload.EMPTY, CallResult::payload);
    }

    @Test
    void cancelsACallWhoseProgressComesFasterThanItIsHandled() {
        WampCall call = progressiveCall(executor);
        story.router.expects("[48, 1, {receive_progress: true}, 'a.b']");
        for (int i = 1; i <= PROGRESS_CAPACITY; i++) {
            story.router.sends("[50, 1, {progress: true}, [%d]]".formatted(i));
        }
        story.router.expectsNothing();

        story.router.sends("[50, 1, {progress: true}, ['one too many']]");

        story.router.expects("[49, 1, {mode: 'killnowait'}]");
        executor.runAll();
        assertThat(progress).hasSize(PROGRESS_CAPACITY).doesNotContain("one too many");
        assertThat(story.failureOf(call.result())).returns(Uris.UNAVAILABLE, WampException::uri);
        story.router.sends("[50, 1, {progress: true}, ['late']]", "[50, 1, {}]");
        assertThat(story.session.counters().lateAnswers()).isEqualTo(2);
    }

    @Test
    void cancelsACallWhosePartialResultsAreTooMuchAlthoughTheyAreFew() {
        WampCall call = progressiveCall(executor);
        story.router.expects("[48, 1, {receive_progress: true}, 'a.b']");
        // Decoded text weighs two octets a character, so that six are just below the limit.
        String part = "[50, 1, {progress: true}, ['" + "x".repeat(5 << 20) + "']]";
        for (int i = 0; i < 6; i++) {
            story.router.sends(part);
        }
        executor.runAll();
        for (int i = 0; i < 6; i++) {
            story.router.sends(part);
        }
        story.router.expectsNothing();

        story.router.sends(part);

        story.router.expects("[49, 1, {mode: 'killnowait'}]");
        executor.runAll();
        assertThat(progress).hasSize(12);
        assertThat(story.failureOf(call.result())).returns(Uris.UNAVAILABLE, WampException::uri);
    }

    @Test
    void completesWithoutItsExecutorIfThatIsGone() {
        WampCall call = progressiveCall(executor);
        story.router.expects("[48, 1, {receive_progress: true}, 'a.b']");
        executor.shutDown();

        story.router.sends("[50, 1, {progress: true}, [1]]", "[50, 1, {}, [2]]");

        assertThat(story.resultOf(call.result()).payload().args()).containsExactly(2);
        assertThat(progress).isEmpty();
    }

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

    @Test
    void waitsForAHandlerThatIsNotThroughWithAPartWhenItReturns() {
        List<Runnable> unfinished = new ArrayList<>();
        ProgressHandler slow = new ProgressHandler() {
            @Override
            public void onProgress(CallResult part) {
                throw new AssertionError("The other one is to be asked");
            }

            @Override
            public void onProgress(CallResult part, Runnable done) {
                unfinished.add(done);
            }
        };
        WampCall call = story.session.call(
                new CallTarget("a.b", CallOptions.NONE, Duration.ZERO, slow, Runnable::run), Payload.EMPTY);
        story.router
                .expects("[48, 1, {receive_progress: true}, 'a.b']")
                .sends("[50, 1, {progress: true}, [1]]", "[50, 1, {progress: true}, [2]]", "[50, 1, {}, [3]]");
        assertThat(unfinished).hasSize(1);
        unfinished.get(0).run();
        assertThat(unfinished).hasSize(2);
        assertThat(call.result()).isNotDone();

        unfinished.get(1).run();

        assertThat(story.resultOf(call.result()).payload().args()).containsExactly(3);
    }

    @Test
    void beginsTheTimeOutAnewWithEachPart() {
        WampCall call = story.session.call(
                new CallTarget("a.b", CallOptions.NONE, Duration.ofSeconds(10), part -> {}, Runnable::run),
                Payload.EMPTY);
        story.router.expects("[48, 1, {receive_progress: true}, 'a.b']");
        for (int i = 0; i < 3; i++) {
            story.advance(Duration.ofSeconds(9));
            story.router.sends("[50, 1, {progress: true}]");
        }
        story.advance(Duration.ofMillis(9_999));
        story.router.expectsNothing();

        story.advance(Duration.ofMillis(1));

        story.router.expects("[49, 1, {mode: 'killnowait'}]");
        assertThat(story.failureOf(call.result())).isInstanceOf(WampException.TimedOut.class);
    }
}
