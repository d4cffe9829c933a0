package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.testing.HandExecutor;
import io.camelwamp.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever way a session ends, nobody waits for ever. */
class SessionLossTest {
    private static Arguments loss(String name, String uri, Consumer<Story> loss) {
        return Arguments.of(Named.of(name, loss), uri);
    }

    static List<Arguments> losses() {
        return List.of(
                loss("drop", Uris.NETWORK_FAILURE, story -> story.router.drops()),
                loss(
                        "silence",
                        Uris.NETWORK_FAILURE,
                        story -> story.router.fails(new CloseReason(CloseReason.Kind.UNRESPONSIVE, "no pong"))),
                loss("goodbye", Uris.KILLED, story -> story.router.sends("[6, {}, 'wamp.close.killed']")),
                loss("abort", "a.reason", story -> story.router.sends("[3, {}, 'a.reason']")),
                loss("violation", Uris.PROTOCOL_VIOLATION, story -> story.router.sends("[4, 'ticket', {}]")),
                loss("leave", Uris.CLOSE_REALM, story -> story.session.leave()));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void failsEverythingThatWaitsForAnAnswer(Consumer<Story> loss, String uri) {
        Story story = Story.open();
        List<CompletableFuture<?>> waiting = new ArrayList<>();
        waiting.add(story.call("a.b").result());
        waiting.add(story.publishAcknowledged("a.t"));
        waiting.add(progressiveCall(story, Runnable::run).result());
        WampCall killed = story.call("a.b");
        killed.cancel(CancelMode.KILL);
        waiting.add(killed.result());
        story.router
                .expects("[48, 1, {}, 'a.b']")
                .expects("[16, 2, {acknowledge: true}, 'a.t']")
                .expects("[48, 3, {receive_progress: true}, 'a.b']")
                .expects("[48, 4, {}, 'a.b']")
                .expects("[49, 4, {mode: 'kill'}]")
                .sends("[50, 3, {progress: true}, [1]]");

        loss.accept(story);

        for (CompletableFuture<?> future : waiting) {
            assertThat(story.failureOf(future))
                    .isInstanceOf(WampException.SessionLost.class)
                    .hasMessageContaining("outcome is unknown")
                    .returns(uri, WampException::uri);
        }
    }

    private static WampCall progressiveCall(Story story, Executor executor) {
        return story.session.call(
                new CallTarget("a.b", CallOptions.NONE, Duration.ZERO, part -> {}, executor), Payload.EMPTY);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void completesUnsubscribingBecauseNothingIsHeldAnyMore(Consumer<Story> loss) {
        Story story = Story.open();
        Subscription subscription = story.subscribe("a.t", new Story.Events());
        story.router.expects("[32, 1, {}, 'a.t']").sends("[33, 1, 77]");
        CompletableFuture<Void> released = subscription.unsubscribe();
        story.router.expects("[34, 2, 77]");
        assertThat(released).isNotDone();

        loss.accept(story);

        story.resultOf(released);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void interruptsRunningInvocationsAndDropsTheirAnswers(Consumer<Story> loss) {
        Story story = Story.open();
        Story.Calls calls = new Story.Calls();
        story.register("a.b", calls);
        story.router.expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]", "[68, 1, 9, {}]");

        loss.accept(story);
        story.loop.run();

        assertThat(calls.interrupted).isEqualTo(1);
        assertThat(calls.last().isOver()).isTrue();
        calls.last().complete(Payload.ofArgs("too late"));
        for (var sent = story.router.received(); sent != null; sent = story.router.received()) {
            assertThat(sent.get(0).intValue()).as("%s", sent).isNotIn(70, 8);
        }
    }

    @Test
    void sendsNothingAgainByItself() {
        Story story = Story.open();
        story.call("a.b");
        story.publishAcknowledged("a.t");
        story.router.expects("[48, 1, {}, 'a.b']").expects("[16, 2, {acknowledge: true}, 'a.t']");

        story.reconnect();

        story.router.expectsNothing();
    }

    @Test
    void failsTheCallsOfAHandlerWhoseExecutorIsGone() {
        Story story = Story.open();
        HandExecutor executor = new HandExecutor();
        WampCall call = progressiveCall(story, executor);
        story.router.expects("[48, 1, {receive_progress: true}, 'a.b']");

        executor.shutDown();
        story.router.drops();

        assertThat(story.failureOf(call.result())).isInstanceOf(WampException.SessionLost.class);
    }

    @Test
    void failsWhatWaitsEvenIfAnInterruptedHandlerThrows() {
        Story story = Story.open();
        story.register(
                "a.b",
                invocation -> invocation.onInterrupt(() -> {
                    throw new IllegalStateException("thrown by the test");
                }));
        story.router.expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]", "[68, 1, 9, {}]");
        WampCall call = story.call("a.c");
        story.router.expects("[48, 2, {}, 'a.c']");

        story.router.drops();

        assertThat(story.failureOf(call.result())).isInstanceOf(WampException.SessionLost.class);
    }

    @Test
    void failsWhatWaitsAndComesBackEvenIfAListenerThrows() {
        Story story = Story.open();
        story.session.addListener(new SessionListener() {
            @Override
            public void ended(SessionEnd end) {
                throw new IllegalStateException("thrown by the test");
            }
        });
        WampCall call = story.call("a.b");
        story.router.expects("[48, 1, {}, 'a.b']");

        story.router.drops();

        assertThat(story.failureOf(call.result())).isInstanceOf(WampException.SessionLost.class);
        story.waitForReconnect();
        story.router.opensSession();
        assertThat(story.session.isReady()).isTrue();
    }

    @Test
    void failsRequestsOfAContinuationThatRunsBecauseOfTheLoss() {
        Story story = Story.with().waitForSession(Duration.ZERO).open();
        CompletableFuture<CallResult> second = story.call("a.b").result().exceptionallyCompose(lost -> story.call("a.c")
                .result());
        story.router.expects("[48, 1, {}, 'a.b']");

        story.router.drops();

        assertThat(story.failureOf(second)).isInstanceOf(WampException.NotConnected.class);
        story.router.expectsNothing();
    }

    @Test
    void failsInsteadOfThrowingWhenItsLoopIsGone() {
        Story story = Story.open();
        Subscription subscription = story.subscribe("a.t", new Story.Events());
        story.loop.run();
        story.loop.close();

        assertThat(story.failureOf(story.publish("a.t"))).isInstanceOf(WampException.NotConnected.class);
        assertThat(story.failureOf(story.call("a.b").result())).isInstanceOf(WampException.NotConnected.class);
        assertThat(story.failureOf(story.subscribe("a.t", new Story.Events()).active()))
                .isInstanceOf(WampException.NotConnected.class);
        assertThat(story.failureOf(story.session.status())).isInstanceOf(WampException.NotConnected.class);
        assertThat(subscription.unsubscribe()).isCompleted();
        assertThat(story.session.leave()).isCompleted();
    }

    /** Has the loop closed by a listener when the session or the attempt ends. */
    private static void closesItsLoopAtTheEnd(Story story, Runnable then) {
        story.session.addListener(new SessionListener() {
            @Override
            public void ended(SessionEnd end) {
                story.loop.close();
                then.run();
            }
        });
    }

    @Test
    void givesUpWhenItsLoopIsClosedBeforeTheNextAttempt() {
        Story story = Story.open();
        closesItsLoopAtTheEnd(story, () -> {});
        story.router.stopsReading();
        CompletableFuture<Long> unsent = story.publish("a.t", 1);
        story.loop.run();

        story.router.drops();

        assertThat(story.heard.news).endsWith("ended LOST", "given up");
        assertThat(story.failureOf(unsent)).isInstanceOf(WampException.NotConnected.class);
    }

    @Test
    void failsWhatWaitsForASessionWhenItsLoopIsClosed() {
        Story story = Story.with().begin();
        closesItsLoopAtTheEnd(story, () -> {});
        CompletableFuture<Long> waiting = story.publish("a.t", 1);
        Subscription subscription = story.subscribe("a.t", new Story.Events());
        story.loop.run();

        story.router.refuses();

        assertThat(story.failureOf(waiting))
                .isInstanceOf(WampException.NotConnected.class)
                .hasMessageContaining("event loop was closed");
        assertThat(story.failureOf(subscription.active())).isInstanceOf(WampException.NotConnected.class);
    }

    @Test
    void failsWhatIsAskedForInALoopThatWasClosed() {
        Story story = Story.open();
        List<CompletableFuture<?>> asked = new ArrayList<>();
        closesItsLoopAtTheEnd(story, () -> {
            asked.add(story.publish("a.t", 1));
            asked.add(story.call("a.b").result());
            asked.add(story.session
                    .call(CallTarget.of("a.b").withTimeout(Duration.ofDays(1)), Payload.EMPTY)
                    .result());
        });

        story.router.drops();

        assertThat(asked).hasSize(3).allSatisfy(future -> assertThat(story.failureOf(future))
                .isInstanceOf(WampException.NotConnected.class));
    }

    @Test
    void givesUpWhenItsLoopIsClosedAsAnAttemptBegins() {
        Story story = Story.with().begin();
        story.router.refuses();
        CompletableFuture<Long> waiting = story.publish("a.t", 1);
        story.loop.run();
        story.loop.close();

        story.waitForReconnect();

        story.router.expectsNoConnection();
        assertThat(story.heard.news).endsWith("given up");
        assertThat(story.failureOf(waiting)).isInstanceOf(WampException.NotConnected.class);
    }

    @Test
    void endsWhenARefusedRequestCannotBeMadeAgainBecauseItsLoopWasClosed() {
        Story story = Story.open();
        story.subscribe("a.t", new EventHandler() {
            @Override
            public void onEvent(ReceivedEvent event, Runnable done) {
                done.run();
            }

            @Override
            public void onRefused(WampException reason) {
                story.loop.close();
            }
        });
        CompletableFuture<CallResult> call = story.call("a.b").result();
        story.router.expects("[32, 1, {}, 'a.t']").expects("[48, 2, {}, 'a.b']");

        story.router.sends("[8, 32, 1, {}, 'wamp.error.not_authorized']");

        assertThat(story.heard.news).endsWith("ended LOST", "given up");
        assertThat(story.failureOf(call)).isInstanceOf(WampException.SessionLost.class);
    }

    @Test
    void leavesAtOnceWhenItsLoopWasClosed() {
        Story story = Story.open();
        List<CompletableFuture<Void>> left = new ArrayList<>();
        story.loop.runFirst(() -> {
            story.loop.close();
            left.add(story.session.leave());
        });

        assertThat(left.get(0)).isCompleted();
    }

    @Test
    void handsTheRoutersWordsOn() {
        Story story = Story.open();

        story.router.sends("[6, {message: 'back at noon'}, 'wamp.close.system_shutdown']");

        assertThat(story.heard.lastEnd)
                .isEqualTo(new SessionEnd(SessionEnd.Kind.GOODBYE, Uris.SYSTEM_SHUTDOWN, "back at noon"));
        assertThat(story.status().lastFailure()).isEqualTo(story.heard.lastEnd);
    }
}
