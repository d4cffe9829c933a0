package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Calls and invocations whose arguments come in parts. */
class ProgressiveCallTest {
    private static final String WELCOME =
            "[2, 1, {roles: {broker: {}, dealer: {features: {progressive_call_invocations: true, call_canceling: true}}}}]";

    private final Story story = Story.with().begin();
    private final Story.Calls calls = new Story.Calls();

    private void joins() {
        story.router.accepts().expects("[1, 'realm1', '<details>']").sends(WELCOME);
    }

    private WampCall begins() {
        return story.session.call(
                new CallTarget("a.b", CallOptions.NONE.with("progress", true), Duration.ZERO, null, null),
                Payload.ofArgs(1));
    }

    @Test
    void sendsPartsUnderTheIdOfTheFirst() {
        joins();
        WampCall call = begins();
        story.router.expects("[48, 1, {progress: true}, 'a.b', [1]]");
        story.call("c.d");
        story.router.expects("[48, 2, {}, 'c.d']");

        assertThat(story.resultOf(call.send(Payload.ofArgs(2), false))).isTrue();
        assertThat(story.resultOf(call.send(Payload.of(List.of(), Map.of("k", 3)), true)))
                .isTrue();

        story.router
                .expects("[48, 1, {progress: true}, 'a.b', [2]]")
                .expects("[48, 1, {}, 'a.b', [], {k: 3}]")
                .sends("[50, 1, {}, ['sum']]");
        assertThat(story.resultOf(call.result()).payload()).isEqualTo(Payload.ofArgs("sum"));
    }

    @Test
    void hasPartsWaitForTheSessionAndForARouterThatDoesNotRead() {
        WampCall call = begins();
        CompletableFuture<Boolean> second = call.send(Payload.ofArgs(2), false);
        story.loop.run();
        assertThat(second).isNotDone();
        joins();
        story.router.expects("[48, 1, {progress: true}, 'a.b', [1]]").expects("[48, 1, {progress: true}, 'a.b', [2]]");
        assertThat(story.resultOf(second)).isTrue();
        story.router.stopsReading();
        CompletableFuture<Boolean> third = call.send(Payload.ofArgs(3), false);
        story.loop.run();
        assertThat(third).isNotDone();

        story.router.readsAgain();

        assertThat(story.resultOf(third)).isTrue();
    }

    @Test
    void sendsNothingAfterTheResultOrTheLossOfTheSession() {
        joins();
        WampCall answered = begins();
        story.router.expects("[48, 1, {progress: true}, 'a.b', [1]]").sends("[8, 48, 1, {}, 'a.error']");
        assertThat(story.resultOf(answered.send(Payload.ofArgs(2), false))).isFalse();
        WampCall lost = begins();
        story.router.expects("[48, 2, {progress: true}, 'a.b', [1]]").stopsReading();
        CompletableFuture<Boolean> waiting = lost.send(Payload.ofArgs(2), false);

        story.router.expects("[48, 2, {progress: true}, 'a.b', [2]]").drops();

        assertThat(story.resultOf(waiting)).isFalse();
        assertThat(story.failureOf(lost.result())).isInstanceOf(WampException.SessionLost.class);
    }

    @Test
    void refusesARouterThatWouldTakeEachPartForACall() {
        Story other = Story.open();

        WampCall call = other.session.call(
                new CallTarget("a.b", CallOptions.NONE.with("progress", true), Duration.ZERO, null, null),
                Payload.EMPTY);

        assertThat(other.failureOf(call.result())).returns(Uris.FEATURE_NOT_SUPPORTED, WampException::uri);
        other.router.expectsNothing();
        assertThat(other.resultOf(call.send(Payload.EMPTY, true))).isFalse();
    }

    @Test
    void takesNoPartOfAnOrdinaryCall() {
        WampCall call = story.call("a.b");

        assertThatIllegalStateException().isThrownBy(() -> call.send(Payload.EMPTY, true));
    }

    @Test
    void cancelsACallWhosePartCannotBeSent() {
        joins();
        WampCall call = begins();
        story.router.expects("[48, 1, {progress: true}, 'a.b', [1]]").limitsMessagesTo(1000);

        CompletableFuture<Boolean> part = call.send(Payload.ofArgs("x".repeat(2000)), false);

        assertThat(story.failureOf(part)).isInstanceOf(WampException.PayloadTooLarge.class);
        story.router.expects("[49, 1, {mode: 'killnowait'}]");
    }

    private void registers() {
        joins();
        story.register("a.b", calls);
        story.router.expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]");
    }

    @Test
    void handsPartsToTheirInvocationInOrderAlsoThoseThatCameBeforeItsHandler() {
        registers();
        List<String> parts = new ArrayList<>();
        story.router.sends("[68, 1, 9, {progress: true}, [1]]", "[68, 1, 9, {progress: true}, [2]]");

        calls.last().onPart((part, last) -> parts.add(part.args().get(0) + " " + last), Duration.ZERO);
        story.router.sends("[68, 1, 9, {}, [3]]");

        assertThat(calls.received).hasSize(1);
        assertThat(calls.last().payload()).isEqualTo(Payload.ofArgs(1));
        assertThat(parts).containsExactly("2 false", "3 true");
        calls.last().complete(Payload.EMPTY);
        story.router.expects("[70, 1, {}]");
    }

    @Test
    void dropsPartsThatCrossTheAnswerAndTakesTheNextInvocation() {
        registers();
        story.router.sends("[68, 1, 9, {progress: true}, [1]]");
        calls.last().complete(Payload.EMPTY);
        story.router.expects("[70, 1, {}]");

        story.router
                .sends("[68, 1, 9, {progress: true}, [2]]", "[68, 1, 9, {}, [3]]")
                .expectsNothing();
        story.router.sends("[68, 2, 9, {}, [4]]");

        assertThat(calls.received).hasSize(2);
    }

    @Test
    void endsAnInvocationWhosePartsFindNoRoom() {
        registers();
        story.router.sends("[68, 1, 9, {progress: true}, [1]]");
        calls.last().onPart((part, last) -> false, Duration.ZERO);

        story.router
                .sends("[68, 1, 9, {progress: true}, [2]]")
                .expects("[8, 68, 1, {}, 'wamp.error.unavailable', '<args>']");

        assertThat(calls.interrupted).isEqualTo(1);
    }

    @Test
    void takesPartsOfACallThatItAcceptedBeforeItWasUnregistered() {
        joins();
        Registration registration = story.register("a.b", calls);
        story.router.expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]", "[68, 1, 9, {progress: true}, [1]]");
        registration.unregister();
        story.router.expects("[66, 2, 9]").sends("[67, 2]");
        List<Object> parts = new ArrayList<>();
        calls.last().onPart((part, last) -> parts.addAll(part.args()), Duration.ZERO);

        story.router.sends("[68, 1, 9, {}, [2]]").expectsNothing();

        assertThat(parts).containsExactly(2);
    }

    @Test
    void endsAnInvocationWhoseCallerFallsSilent() {
        registers();
        story.router.sends("[68, 1, 9, {progress: true}, [1]]");
        calls.last().onPart((part, last) -> true, Duration.ofSeconds(10));
        story.advance(Duration.ofSeconds(9));
        story.router.sends("[68, 1, 9, {progress: true}, [2]]");
        story.advance(Duration.ofSeconds(9));
        story.router.expectsNothing();

        story.advance(Duration.ofSeconds(1));

        story.router.expects("[8, 68, 1, {}, 'wamp.error.timeout', '<args>']");
        assertThat(calls.interrupted).isEqualTo(1);
    }

    @Test
    void waitsForNothingAfterTheLastPartOrTheAnswer() {
        registers();
        story.router.sends("[68, 1, 9, {progress: true}, [1]]");
        calls.last().onPart((part, last) -> true, Duration.ofSeconds(10));
        story.router.sends("[68, 1, 9, {}, [2]]");
        story.advance(Duration.ofSeconds(60));
        story.router.expectsNothing();
        calls.last().complete(Payload.EMPTY);
        story.router.expects("[70, 1, {}]").sends("[68, 2, 9, {progress: true}, [1]]");
        calls.last().onPart((part, last) -> true, Duration.ofSeconds(10));
        calls.last().complete(Payload.EMPTY);
        story.router.expects("[70, 2, {}]");

        story.advance(Duration.ofSeconds(60));

        story.router.expectsNothing();
        assertThat(calls.interrupted).isZero();
    }
}
