package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.ABLE;
import static io.camelwamp.router.RouterHarness.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.CloseDetails;
import io.camelwamp.protocol.Goodbye;
import io.camelwamp.protocol.Interrupt;
import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.Uris;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that end otherwise than by an answer, and those with more than one. */
class CancellingTest {
    private static final String PROCEDURE = "com.app.long_work";

    private final RouterHarness harness = new RouterHarness();
    private final TestClient caller = harness.join();

    private TestClient calleeWith(Map<String, Object> roles, Object... options) {
        TestClient callee = harness.join(roles);
        callee.register(PROCEDURE, options);
        return callee;
    }

    private static void expectInterrupt(TestClient callee, long invocation, CancelMode mode) {
        Interrupt interrupt = callee.expect(Interrupt.class);
        assertThat(interrupt.request()).isEqualTo(invocation);
        assertThat(interrupt.options().mode()).isEqualTo(mode);
    }

    // --- CANCEL

    @Test
    void skipAnswersTheCallerAndLeavesTheCalleeAlone() {
        TestClient callee = calleeWith(ABLE);
        long request = caller.call(PROCEDURE, 1);
        long invocation = callee.expect(Invocation.class).request();

        caller.cancel(request, "mode", "skip");

        caller.expectError(MessageType.CALL, request, Uris.CANCELED);
        callee.expectNothing();
        callee.yield(invocation, "too late");
        caller.expectNothing();
        assertThat(callee.isClosed()).isFalse();
        assertThat(harness.statistics().callsInFlight()).isZero();
    }

    @Test
    void killnowaitInterruptsTheCalleeAndAnswersTheCallerAtOnce() {
        TestClient callee = calleeWith(ABLE);
        for (Object[] options : List.of(new Object[] {"mode", "killnowait"}, new Object[0])) {
            long request = caller.call(PROCEDURE, 1);
            long invocation = callee.expect(Invocation.class).request();

            caller.cancel(request, options);

            caller.expectError(MessageType.CALL, request, Uris.CANCELED);
            expectInterrupt(callee, invocation, CancelMode.KILLNOWAIT);
            callee.fail(invocation, Uris.CANCELED, "stopped");
            caller.expectNothing();
        }
    }

    @Test
    void killWaitsForWhateverTheCalleeAnswers() {
        TestClient callee = calleeWith(ABLE);
        long first = caller.call(PROCEDURE, 1);
        long second = caller.call(PROCEDURE, 2);
        long firstInvocation = callee.expect(Invocation.class).request();
        long secondInvocation = callee.expect(Invocation.class).request();

        caller.cancel(first, "mode", "kill");
        caller.cancel(second, "mode", "kill");
        caller.expectNothing();
        expectInterrupt(callee, firstInvocation, CancelMode.KILL);
        expectInterrupt(callee, secondInvocation, CancelMode.KILL);

        callee.fail(firstInvocation, Uris.CANCELED, "stopped");
        caller.expectError(MessageType.CALL, first, Uris.CANCELED);
        callee.yield(secondInvocation, "finished before");
        assertThat(caller.expect(Result.class).request()).isEqualTo(second);
        assertThat(harness.statistics().callsInFlight()).isZero();
    }

    @Test
    void aCallBeingKilledCanStillBeGivenUp() {
        TestClient callee = calleeWith(ABLE);
        long request = caller.call(PROCEDURE, 1);
        long invocation = callee.expect(Invocation.class).request();
        caller.cancel(request, "mode", "kill");
        expectInterrupt(callee, invocation, CancelMode.KILL);

        caller.cancel(request, "mode", "kill");
        caller.expectNothing();
        caller.cancel(request, "mode", "killnowait");

        caller.expectError(MessageType.CALL, request, Uris.CANCELED);
        callee.expectNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"skip", "kill", "killnowait"})
    void everyModeIsSkipForACalleeThatCannotBeCancelled(String mode) {
        TestClient callee = calleeWith(PLAIN);
        long request = caller.call(PROCEDURE, 1);
        callee.expect(Invocation.class);

        caller.cancel(request, "mode", mode);

        caller.expectError(MessageType.CALL, request, Uris.CANCELED);
        callee.expectNothing();
    }

    @Test
    void ignoresACancelThatCrossesWithTheAnswer() {
        TestClient callee = calleeWith(ABLE);
        long request = caller.call(PROCEDURE, 1);
        callee.yield(callee.expect(Invocation.class).request(), 2);
        caller.expect(Result.class);

        caller.cancel(request, "mode", "kill");

        caller.expectNothing();
        callee.expectNothing();
        assertThat(caller.isClosed()).isFalse();
    }

    @Test
    void doesNotLetOneSessionCancelTheCallsOfAnother() {
        TestClient callee = calleeWith(ABLE);
        long request = caller.call(PROCEDURE, 1);
        callee.expect(Invocation.class);

        harness.join().cancel(request, "mode", "killnowait");

        callee.expectNothing();
        caller.expectNothing();
    }

    // --- progressive results

    @Test
    void forwardsProgressiveResultsInOrder() {
        TestClient callee = calleeWith(ABLE);
        long request = caller.call(PROCEDURE, 1, "receive_progress", true);
        Invocation invocation = callee.expect(Invocation.class);
        assertThat(invocation.details().receiveProgress()).isTrue();

        callee.yield(invocation.request(), 1, "progress", true);
        callee.yield(invocation.request(), 2, "progress", true);
        callee.yield(invocation.request(), 3);

        for (int i = 1; i <= 3; i++) {
            Result result = caller.expect(Result.class);
            assertThat(result.request()).isEqualTo(request);
            assertThat(result.payload().args()).containsExactly(i);
            assertThat(result.details().progress()).isEqualTo(i < 3);
        }
        callee.yield(invocation.request(), 4, "progress", true);
        caller.expectNothing();
    }

    @Test
    void asksOnlyThoseForProgressWhoCanBeCancelled() {
        List<Map<String, Object>> notAbleEnough = List.of(
                PLAIN,
                Map.of("callee", Map.of("features", Map.of("call_canceling", true))),
                Map.of("callee", Map.of("features", Map.of("progressive_call_results", true))));
        for (Map<String, Object> roles : notAbleEnough) {
            TestClient callee = calleeWith(roles);
            caller.call(PROCEDURE, 1, "receive_progress", true);
            Invocation invocation = callee.expect(Invocation.class);
            assertThat(invocation.details().receiveProgress()).isFalse();
            callee.yield(invocation.request(), "unasked", "progress", true);
            caller.expectNothing();
            callee.yield(invocation.request(), "final");
            assertThat(caller.expect(Result.class).payload().args()).containsExactly("final");
            callee.drop();
        }
    }

    @Test
    void dropsProgressThatTheCallerDidNotAskFor() {
        TestClient callee = calleeWith(ABLE);
        caller.call(PROCEDURE, 1);
        long invocation = callee.expect(Invocation.class).request();

        callee.yield(invocation, 1, "progress", true);

        caller.expectNothing();
        callee.yield(invocation, 2);
        caller.expect(Result.class);
    }

    @Test
    void forwardsNoProgressOfACallBeingKilled() {
        TestClient callee = calleeWith(ABLE);
        long request = caller.call(PROCEDURE, 1, "receive_progress", true);
        long invocation = callee.expect(Invocation.class).request();
        caller.cancel(request, "mode", "kill");

        callee.yield(invocation, 1, "progress", true);

        caller.expectNothing();
        callee.yield(invocation, 2);
        caller.expect(Result.class);
    }

    // --- somebody leaves

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void interruptsTheCalleeWhenTheCallerLeaves(boolean inOrder) {
        TestClient callee = calleeWith(ABLE);
        caller.call(PROCEDURE, 1);
        long invocation = callee.expect(Invocation.class).request();

        if (inOrder) {
            caller.say(new Goodbye(CloseDetails.NONE, Uris.CLOSE_REALM));
            caller.expect(Goodbye.class);
        } else {
            caller.drop();
        }

        expectInterrupt(callee, invocation, CancelMode.KILLNOWAIT);
        callee.yield(invocation, "too late");
        caller.expectNothing();
        callee.expectNothing();
        assertThat(callee.isClosed()).isFalse();
        assertThat(harness.statistics().callsInFlight()).isZero();
    }

    @Test
    void doesNotInterruptACalleeThatCannotBeCancelledWhenTheCallerLeaves() {
        TestClient callee = calleeWith(PLAIN);
        caller.call(PROCEDURE, 1);
        long invocation = callee.expect(Invocation.class).request();

        caller.drop();

        callee.expectNothing();
        callee.yield(invocation, "too late");
        assertThat(callee.isClosed()).isFalse();
    }

    @Test
    void tellsTheCallerWhenTheCalleeLeaves() {
        TestClient callee = calleeWith(ABLE);
        long first = caller.call(PROCEDURE, 1);
        long second = caller.call(PROCEDURE, 2);

        callee.drop();

        caller.expectError(MessageType.CALL, first, Uris.CANCELED);
        caller.expectError(MessageType.CALL, second, Uris.CANCELED);
        assertThat(harness.statistics().callsInFlight()).isZero();
        assertThat(harness.statistics().registrations()).isZero();
        caller.call(PROCEDURE, 3);
        caller.expectError(MessageType.CALL, caller.lastRequest(), Uris.NO_SUCH_PROCEDURE);
    }

    @Test
    void forgetsASessionThatCallsItselfWhenItLeaves() {
        TestClient callee = calleeWith(ABLE);
        callee.call(PROCEDURE, 1);
        callee.expect(Invocation.class);

        callee.drop();

        assertThat(harness.statistics().callsInFlight()).isZero();
    }

    // --- time-outs

    @Test
    void endsACallThatTakesLongerThanItsTimeout() {
        TestClient callee = calleeWith(ABLE);
        long request = caller.call(PROCEDURE, 1, "timeout", 1500);
        Invocation invocation = callee.expect(Invocation.class);
        assertThat(invocation.details().values()).isEmpty();

        harness.loop.advance(Duration.ofMillis(1499));
        caller.expectNothing();
        harness.loop.advance(Duration.ofMillis(1));

        caller.expectError(MessageType.CALL, request, Uris.TIMEOUT);
        Interrupt interrupt = callee.expect(Interrupt.class);
        assertThat(interrupt.options().mode()).isEqualTo(CancelMode.KILLNOWAIT);
        assertThat(interrupt.options().reason()).isEqualTo(Uris.TIMEOUT);
        callee.yield(invocation.request(), "too late");
        caller.expectNothing();
    }

    @Test
    void doesNotInterruptACalleeThatCannotBeCancelledOnATimeout() {
        TestClient callee = calleeWith(PLAIN);
        long request = caller.call(PROCEDURE, 1, "timeout", 10);
        callee.expect(Invocation.class);

        harness.loop.advance(Duration.ofMillis(10));

        caller.expectError(MessageType.CALL, request, Uris.TIMEOUT);
        callee.expectNothing();
    }

    @Test
    void leavesNoTimerBehindWhenTheAnswerComesInTime() {
        TestClient callee = calleeWith(ABLE);
        caller.call(PROCEDURE, 1, "timeout", 1000);
        assertThat(harness.loop.timers()).isEqualTo(1);

        callee.yield(callee.expect(Invocation.class).request(), 2);

        assertThat(harness.loop.timers()).isZero();
    }

    @Test
    void startsTheTimeoutAnewWithEveryProgressiveResult() {
        TestClient callee = calleeWith(ABLE);
        long request = caller.call(PROCEDURE, 1, "timeout", 1000, "receive_progress", true);
        long invocation = callee.expect(Invocation.class).request();
        for (int i = 0; i < 5; i++) {
            harness.loop.advance(Duration.ofMillis(900));
            callee.yield(invocation, i, "progress", true);
            caller.expect(Result.class);
        }

        harness.loop.advance(Duration.ofMillis(999));
        caller.expectNothing();
        harness.loop.advance(Duration.ofMillis(1));

        caller.expectError(MessageType.CALL, request, Uris.TIMEOUT);
        expectInterrupt(callee, invocation, CancelMode.KILLNOWAIT);
    }

    @Test
    void timeoutEndsACallThatIsBeingKilledWithoutEffect() {
        TestClient callee = calleeWith(ABLE);
        long request = caller.call(PROCEDURE, 1, "timeout", 1000);
        long invocation = callee.expect(Invocation.class).request();
        caller.cancel(request, "mode", "kill");
        expectInterrupt(callee, invocation, CancelMode.KILL);

        harness.loop.advance(Duration.ofSeconds(1));

        caller.expectError(MessageType.CALL, request, Uris.TIMEOUT);
        callee.expectNothing();
    }

    @Test
    void forwardsTheTimeoutToACalleeThatWatchesItself() {
        TestClient callee = calleeWith(ABLE, "forward_timeout", true);
        caller.call(PROCEDURE, 1, "timeout", 1000);
        assertThat(callee.expect(Invocation.class).details().number("timeout")).isEqualTo(1000);

        harness.loop.advance(Duration.ofSeconds(2));

        caller.expectNothing();
        assertThat(harness.loop.timers()).isZero();
    }

    @Test
    void watchesOverTheTimeoutForACalleeThatSaysItCouldButDidNotAnnounceIt() {
        TestClient callee = calleeWith(PLAIN, "forward_timeout", true);
        long request = caller.call(PROCEDURE, 1, "timeout", 1000);
        assertThat(callee.expect(Invocation.class).details().values()).isEmpty();

        harness.loop.advance(Duration.ofSeconds(1));

        caller.expectError(MessageType.CALL, request, Uris.TIMEOUT);
    }

    @Test
    void takesAnyTimeoutThatTheProtocolAllows() {
        TestClient callee = calleeWith(ABLE);
        caller.call(PROCEDURE, 1, "timeout", Long.MAX_VALUE);
        callee.yield(callee.expect(Invocation.class).request(), 1);
        caller.expect(Result.class);
        caller.call(PROCEDURE, 1, "timeout", 0);
        assertThat(harness.loop.timers()).isZero();
    }
}
