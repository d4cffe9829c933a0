package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.testing.HandExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class InvocationTest {
    private final Story story = Story.open();
    private final Story.Calls calls = new Story.Calls();

    private void registers(InvocationHandler handler, LaneConfig lane) {
        story.session.register("a.b", RegisterOptions.NONE, handler, lane);
        story.router.expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]");
    }

    private void registers(InvocationHandler handler) {
        registers(handler, Story.AT_ONCE);
    }

    @Test
    void tellsTheCallerNothingOfAnExceptionThatIsNotForIt() {
        registers(invocation -> {
            throw new IllegalStateException("SELECT secret FROM table");
        });

        story.router
                .sends("[68, 1, 9, {}]")
                .expects("[8, 68, 1, {}, 'wamp.error.runtime_error', ['The procedure failed']]");
    }

    @Test
    void answersEvenIfTheHandlerDiesOfAnError() {
        registers(invocation -> {
            throw new StackOverflowError("thrown by the test");
        });

        story.router
                .sends("[68, 1, 9, {}]", "[68, 2, 9, {}]")
                .expects("[8, 68, 1, {}, 'wamp.error.runtime_error', '<args>']")
                .expects("[8, 68, 2, {}, 'wamp.error.runtime_error', '<args>']");
    }

    @Test
    void sendsTheErrorThatTheHandlerChose() {
        registers(invocation -> {
            throw new WampException("a.error", List.of(1), Map.of("k", 2));
        });

        story.router.sends("[68, 1, 9, {}]").expects("[8, 68, 1, {}, 'a.error', [1], {k: 2}]");
    }

    @Test
    void findsTheErrorInsideACompletionException() {
        registers(invocation -> {
            throw new CompletionException(new WampException("a.error"));
        });

        story.router.sends("[68, 1, 9, {}]").expects("[8, 68, 1, {}, 'a.error']");
    }

    @Test
    void sendsNoErrorWhoseUriARouterWouldTakeForAViolation() {
        registers(invocation -> invocation.fail(new WampException("no uri at all", "text")));

        story.router.sends("[68, 1, 9, {}]").expects("[8, 68, 1, {}, 'wamp.error.runtime_error', ['text']]");
    }

    @Test
    void sendsAnErrorThatIsTooLargeWithoutItsArguments() {
        registers(invocation -> invocation.fail(new WampException("a.error", "x".repeat(5000))));
        story.router.limitsMessagesTo(1000);

        story.router.sends("[68, 1, 9, {}]").expects("[8, 68, 1, {}, 'a.error']");
    }

    /** The payload alone would fit; the message does not. */
    @Test
    void endsACallWhoseProgressIsTooLargeInPlaceOfLeavingItOut() {
        registers(calls);
        story.router.limitsMessagesTo(1000).sends("[68, 1, 9, {receive_progress: true}]");

        calls.last().progress(Payload.ofArgs("x".repeat(990)));
        calls.last().complete(Payload.EMPTY);

        story.router
                .expects("[8, 68, 1, {}, 'wamp.error.payload_size_exceeded', '<args>']")
                .expectsNothing();
    }

    @Test
    void tellsTheHandlerOfProgressThatCannotBeEncodedAndStillTakesItsAnswer() {
        registers(calls);
        story.router.sends("[68, 1, 9, {receive_progress: true}]");

        assertThatExceptionOfType(WampException.InvalidPayload.class)
                .isThrownBy(() -> calls.last().progress(Payload.ofDecoded(List.of("\0text"), Map.of())));

        calls.last().complete(Payload.EMPTY);
        story.router.expects("[70, 1, {}]");
    }

    @Test
    void answersOnceWhateverTheHandlerDoes() {
        registers(invocation -> {
            invocation.complete(Payload.ofArgs(1));
            invocation.complete(Payload.ofArgs(2));
            invocation.fail(new WampException("a.error"));
            throw new IllegalStateException("thrown by the test");
        });

        story.router.sends("[68, 1, 9, {}]").expects("[70, 1, {}, [1]]").expectsNothing();
    }

    @Test
    void refusesCallsThatFindNoRoom() {
        HandExecutor executor = new HandExecutor();
        registers(calls, new LaneConfig(executor, 2, 1, Overflow.PAUSE));

        story.router
                .sends("[68, 1, 9, {}]", "[68, 2, 9, {}]", "[68, 3, 9, {}]")
                .expects("[8, 68, 3, {}, 'wamp.error.unavailable', '<args>']")
                .expectsNothing();

        executor.runAll();
        calls.last().complete(Payload.EMPTY);
        executor.runAll();
        story.router.expects("[70, 1, {}]");
        assertThat(calls.received).hasSize(2);
        assertThat(story.router.pauses()).isZero();
    }

    @Test
    void refusesCallsWhenItsExecutorIsGone() {
        HandExecutor executor = new HandExecutor();
        registers(calls, LaneConfig.sequential(executor));
        executor.shutDown();

        story.router
                .sends("[68, 1, 9, {}]")
                .expects("[8, 68, 1, {}, 'wamp.error.unavailable', ['The callee is stopping']]");
        assertThat(calls.received).isEmpty();
    }

    @Test
    void doesNotBeginWhatWasInterruptedWhileItWaited() {
        HandExecutor executor = new HandExecutor();
        registers(calls, LaneConfig.sequential(executor));
        story.router
                .sends("[68, 1, 9, {}]", "[68, 2, 9, {}]", "[69, 1, {mode: 'kill'}]")
                .expects("[8, 68, 1, {}, 'wamp.error.canceled']");

        executor.runAll();

        assertThat(calls.received).hasSize(1);
        calls.last().complete(Payload.EMPTY);
        story.router.expects("[70, 2, {}]");
    }

    @Test
    void givesThePlaceOfAnInterruptedCallAwayAtOnceIfTheHandlerDoesNotCare() {
        registers(calls);
        story.router.sends("[68, 1, 9, {}]", "[68, 2, 9, {}]", "[69, 1, {mode: 'killnowait'}]");

        assertThat(calls.received).hasSize(2);
    }

    /** Keeps the places of its invocations until the test gives them back. */
    private static final class Workers implements InvocationHandler {
        final List<ReceivedInvocation> received = new ArrayList<>();
        final List<Runnable> places = new ArrayList<>();

        @Override
        public void onInvocation(ReceivedInvocation invocation) {
            throw new AssertionError("The place would be lost");
        }

        @Override
        public void onInvocation(ReceivedInvocation invocation, Runnable done) {
            received.add(invocation);
            places.add(done);
        }
    }

    @Test
    void leavesThePlaceOfAnInterruptedCallToAHandlerThatWorksOn() {
        Workers workers = new Workers();
        registers(workers);
        story.router.sends("[68, 1, 9, {}]", "[68, 2, 9, {}]", "[69, 1, {mode: 'killnowait'}]");
        assertThat(workers.received).hasSize(1).allMatch(ReceivedInvocation::isOver);

        workers.places.get(0).run();

        assertThat(workers.received).hasSize(2);
    }

    @Test
    void takesNoSecondEndForAnotherPlace() {
        Workers workers = new Workers();
        registers(workers);
        story.router.sends("[68, 1, 9, {}]", "[68, 2, 9, {}]", "[68, 3, 9, {}]");

        workers.places.get(0).run();
        workers.places.get(0).run();

        assertThat(workers.received).hasSize(2);
    }

    @Test
    void takesWhatAHandlerThrowsForItsEnd() {
        List<ReceivedInvocation> served = new ArrayList<>();
        registers(new InvocationHandler() {
            @Override
            public void onInvocation(ReceivedInvocation invocation) {
                throw new AssertionError("The place would be lost");
            }

            @Override
            public void onInvocation(ReceivedInvocation invocation, Runnable done) {
                served.add(invocation);
                throw new WampException("a.error");
            }
        });

        story.router
                .sends("[68, 1, 9, {}]", "[68, 2, 9, {}]")
                .expects("[8, 68, 1, {}, 'a.error']")
                .expects("[8, 68, 2, {}, 'a.error']");
        assertThat(served).hasSize(2);
    }

    @Test
    void takesAnInterruptWithoutModeForOneThatWantsNoAnswer() {
        registers(calls);
        story.router.sends("[68, 1, 9, {}]", "[69, 1, {}]").expectsNothing();

        assertThat(calls.interrupted).isEqualTo(1);
    }

    @Test
    void sendsTheAnswerThatAnInterruptCrossesOnTheWayToTheLoop() {
        registers(calls);
        story.router.sends("[68, 1, 9, {}]");
        story.router.hasOnTheWay("[69, 1, {mode: 'kill'}]");
        // Given off the loop, and so behind the INTERRUPT.
        calls.last().complete(Payload.ofArgs("done"));

        story.router.expects("[70, 1, {}, ['done']]").expectsNothing();
        assertThat(calls.interrupted).isZero();
    }

    @Test
    void interruptsAtOnceWhoAsksForItTooLate() {
        registers(calls);
        story.router.sends("[68, 1, 9, {}]", "[69, 1, {mode: 'killnowait'}]");
        List<String> seen = new ArrayList<>();

        calls.last().onInterrupt(() -> seen.add("interrupted"));

        assertThat(seen).containsExactly("interrupted");
    }

    @Test
    void interruptsNobodyAfterTheAnswer() {
        registers(calls);
        story.router.sends("[68, 1, 9, {}]");
        calls.last().complete(Payload.EMPTY);
        story.router.expects("[70, 1, {}]").sends("[69, 1, {mode: 'kill'}]").drops();

        assertThat(calls.interrupted).isZero();
        List<String> seen = new ArrayList<>();
        calls.last().onInterrupt(() -> seen.add("interrupted"));
        assertThat(seen).isEmpty();
    }

    @Test
    void stillAnswersWhatItAcceptedBeforeItWasUnregistered() {
        Registration registration = story.register("a.b", calls);
        story.router.expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]", "[68, 1, 9, {}]");

        registration.unregister();
        story.router.expects("[66, 2, 9]").sends("[67, 2]");
        calls.last().complete(Payload.ofArgs("done"));

        story.router.expects("[70, 1, {}, ['done']]");
    }

    @Test
    void sharesCallsOfOneIdBetweenItsHandlersInTurn() {
        Story.Calls second = new Story.Calls();
        RegisterOptions shared = RegisterOptions.NONE.with("invoke", "roundrobin");
        story.session.register("a.b", shared, calls, Story.AT_ONCE);
        story.session.register("a.b", shared, second, Story.AT_ONCE);
        story.router
                .expects("[64, 1, {invoke: 'roundrobin'}, 'a.b']")
                .expects("[64, 2, {invoke: 'roundrobin'}, 'a.b']")
                .sends("[65, 1, 9]", "[65, 2, 9]");
        for (int i = 1; i <= 4; i++) {
            story.router.sends("[68, %d, 9, {}]".formatted(i));
        }
        // A handler that is busy has the others of its lane wait.
        calls.last().complete(Payload.EMPTY);
        second.last().complete(Payload.EMPTY);
        story.loop.run();

        assertThat(calls.received).hasSize(2);
        assertThat(second.received).hasSize(2);
    }

    /** Some dealers count them for all sessions together. */
    @Test
    void takesInvocationsWhateverTheirIdsAre() {
        registers(invocation -> invocation.complete(invocation.payload()));

        story.router.sends("[68, 7, 9, {}]").expects("[70, 7, {}]");
        story.router.sends("[68, 3, 9, {}]").expects("[70, 3, {}]");
        story.router.sends("[68, 7, 9, {}]").expects("[70, 7, {}]");
    }

    @Test
    void takesTheProcedureOfAPatternFromTheDetails() {
        story.session.register("a", RegisterOptions.NONE.with("match", "prefix"), calls, Story.AT_ONCE);
        story.router.expects("[64, 1, {match: 'prefix'}, 'a']").sends("[65, 1, 9]", "[68, 1, 9, {procedure: 'a.x.y'}]");

        assertThat(calls.last().procedure()).isEqualTo("a.x.y");
    }

    @Test
    void dropsAnswersWhenTheLoopIsGone() {
        registers(calls);
        story.router.sends("[68, 1, 9, {}]");
        story.loop.close();

        calls.last().complete(Payload.EMPTY);

        assertThat(calls.last().isOver()).isTrue();
    }

    @Test
    void refusesToRegisterNamesOfTheProtocol() {
        assertThatExceptionOfType(WampException.class)
                .isThrownBy(() -> story.register("wamp.my.procedure", calls))
                .returns(Uris.INVALID_URI, WampException::uri)
                .withMessageContaining("reserved");
    }

    @Test
    void tellsWhenTheRouterReadsAgain() {
        registers(calls);
        story.router.sends("[68, 1, 9, {receive_progress: true}]");
        List<String> seen = new ArrayList<>();
        calls.last().whenWritable(() -> seen.add("at once"));
        story.loop.run();
        assertThat(seen).containsExactly("at once");
        story.router.stopsReading();
        calls.last().whenWritable(() -> seen.add("again"));
        story.loop.run();
        assertThat(seen).hasSize(1);

        story.router.readsAgain();

        assertThat(seen).containsExactly("at once", "again");
    }

    @Test
    void letsNobodyWaitForARouterThatDoesNotReadAfterAnInterruptOrTheEnd() {
        registers(calls, new LaneConfig(Runnable::run, 10, 2, Overflow.PAUSE));
        story.router.sends("[68, 1, 9, {receive_progress: true}]", "[68, 2, 9, {receive_progress: true}]");
        List<String> seen = new ArrayList<>();
        story.router.stopsReading();
        calls.received.get(0).whenWritable(() -> seen.add("first"));
        calls.received.get(1).whenWritable(() -> seen.add("second"));

        story.router.sends("[69, 1, {mode: 'killnowait'}]");
        assertThat(seen).containsExactly("first");
        story.router.drops();

        assertThat(seen).containsExactly("first", "second");
        calls.last().whenWritable(() -> seen.add("late"));
        story.loop.run();
        assertThat(seen).containsExactly("first", "second", "late");
    }
}
