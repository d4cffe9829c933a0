package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.ABLE;
import static io.camelwamp.router.RouterHarness.REALM;
import static io.camelwamp.router.RouterHarness.VERSATILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Interrupt;
import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls whose arguments come in portions (spec: advanced/rpc_progressive_call_invocations.md). */
class ProgressiveInvocationsTest {
    private static final String PROCEDURE = "com.app.upload";

    private final RouterHarness harness = new RouterHarness();
    private final TestClient caller = harness.join(VERSATILE);
    private final TestClient callee = harness.join(VERSATILE);

    @Test
    void handsEveryPortionToTheCalleeUnderOneId() {
        long registration = callee.register(PROCEDURE, "match", "prefix");

        long request = caller.call(PROCEDURE, 1, "progress", true, "disclose_me", true, "receive_progress", true);
        // What the first CALL said holds for all, whatever the others say.
        caller.callAgain(request, PROCEDURE, 2, "progress", true, "disclose_me", false, "timeout", 1);
        caller.callAgain(request, PROCEDURE, 3);

        for (int i = 1; i <= 3; i++) {
            Invocation invocation = callee.expect(Invocation.class);
            assertThat(invocation.request()).isEqualTo(1);
            assertThat(invocation.registration()).isEqualTo(registration);
            assertThat(invocation.payload().args()).containsExactly(i);
            assertThat(invocation.details().flag("progress", false)).isEqualTo(i < 3);
            assertThat(invocation.details().caller()).isEqualTo(caller.sessionId());
            assertThat(invocation.details().procedure()).isEqualTo(PROCEDURE);
            assertThat(invocation.details().receiveProgress()).isTrue();
        }
        callee.expectNothing();
        callee.yield(1, "stored");
        assertThat(caller.expect(Result.class).request()).isEqualTo(request);
        assertThat(harness.statistics().calls()).isEqualTo(1);
        assertThat(harness.statistics().callsInFlight()).isZero();
    }

    @Test
    void letsResultsAndArgumentsFlowAtTheSameTime() {
        callee.register(PROCEDURE);
        long request = caller.call(PROCEDURE, 1, "progress", true, "receive_progress", true);

        callee.yield(1, "a", "progress", true);
        caller.callAgain(request, PROCEDURE, 2, "progress", true);
        callee.yield(1, "b", "progress", true);
        caller.callAgain(request, PROCEDURE, 3);
        callee.yield(1, "c");

        List<Object> results = caller.drain().stream()
                .map(message -> ((Result) message).payload().args().get(0))
                .toList();
        assertThat(results).isEqualTo(List.of("a", "b", "c"));
    }

    @Test
    void keepsOtherRequestsNumberedInSequence() {
        callee.register(PROCEDURE);
        callee.register("com.app.other");
        long first = caller.call(PROCEDURE, 1, "progress", true);
        caller.call("com.app.other", 1);
        caller.callAgain(first, PROCEDURE, 2, "progress", true);
        caller.publish("com.app.topic", 1);
        caller.call("com.app.other", 2);
        caller.callAgain(first, PROCEDURE, 3);

        assertThat(callee.drain())
                .extracting(message -> ((Invocation) message).request())
                .containsExactly(1L, 2L, 1L, 3L, 1L);
        assertThat(caller.isClosed()).isFalse();
    }

    @Test
    void routesAllPortionsToTheCalleeThatHasTheFirst() {
        TestClient second = harness.join(VERSATILE);
        callee.register(PROCEDURE, "invoke", "roundrobin");
        second.register(PROCEDURE, "invoke", "roundrobin");

        long one = caller.call(PROCEDURE, 1, "progress", true);
        long two = caller.call(PROCEDURE, 2, "progress", true);
        caller.callAgain(one, PROCEDURE, 1);
        caller.callAgain(two, PROCEDURE, 2);

        for (TestClient which : List.of(callee, second)) {
            assertThat(which.drain())
                    .extracting(message -> message.payload().args().get(0))
                    .containsExactly(which == callee ? 1 : 2, which == callee ? 1 : 2);
        }
    }

    @Test
    void refusesWhereTheCalleeCannot() {
        TestClient simple = harness.join(ABLE);
        simple.register(PROCEDURE);

        long request = caller.call(PROCEDURE, 1, "progress", true);
        caller.expectError(MessageType.CALL, request, Uris.FEATURE_NOT_SUPPORTED);
        caller.callAgain(request, PROCEDURE, 2, "progress", true);
        caller.callAgain(request, PROCEDURE, 3);

        caller.expectNothing();
        simple.expectNothing();
    }

    @Test
    void refusesWhereTheCalleeCannotBeStopped() {
        TestClient unstoppable =
                harness.join(Map.of("callee", Map.of("features", Map.of("progressive_call_invocations", true))));
        unstoppable.register(PROCEDURE);

        long request = caller.call(PROCEDURE, 1, "progress", true);

        caller.expectError(MessageType.CALL, request, Uris.FEATURE_NOT_SUPPORTED);
    }

    @Test
    void ignoresPortionsThatCrossWithTheAnswer() {
        callee.register(PROCEDURE);
        long request = caller.call(PROCEDURE, 1, "progress", true);
        callee.expect(Invocation.class);
        callee.fail(1, "com.app.error.enough", "no more");
        caller.expectError(MessageType.CALL, request, "com.app.error.enough");

        caller.callAgain(request, PROCEDURE, 2, "progress", true);
        caller.callAgain(request, PROCEDURE, 3);

        callee.expectNothing();
        caller.expectNothing();
        caller.call(PROCEDURE, 4);
        assertThat(callee.expect(Invocation.class).request()).isEqualTo(2);
    }

    @Test
    void abortsACallerThatGoesOnAfterTheLastPortion() {
        callee.register(PROCEDURE);
        long request = caller.call(PROCEDURE, 1, "progress", true);
        caller.callAgain(request, PROCEDURE, 2);

        caller.callAgain(request, PROCEDURE, 3);

        caller.expectAbort(Uris.PROTOCOL_VIOLATION);
    }

    @Test
    void abortsACallerThatChangesTheProcedure() {
        callee.register(PROCEDURE);
        long request = caller.call(PROCEDURE, 1, "progress", true);

        caller.callAgain(request, "com.app.other", 2);

        caller.expectAbort(Uris.PROTOCOL_VIOLATION);
    }

    @Test
    void abortsACallerThatLeavesAnIdOut() {
        callee.register(PROCEDURE);
        caller.call(PROCEDURE, 1, "progress", true);

        caller.callAgain(3, PROCEDURE, 1);

        caller.expectAbort(Uris.PROTOCOL_VIOLATION);
    }

    @Test
    void tellsTheCalleeWhenTheCallerLeaves() {
        callee.register(PROCEDURE);
        caller.call(PROCEDURE, 1, "progress", true);
        callee.expect(Invocation.class);

        caller.drop();

        assertThat(callee.expect(Interrupt.class).options().text("mode")).isEqualTo("killnowait");
        assertThat(harness.statistics().callsInFlight()).isZero();
    }

    @Test
    void tellsTheCallerWhenTheCalleeLeaves() {
        callee.register(PROCEDURE);
        long request = caller.call(PROCEDURE, 1, "progress", true);

        callee.drop();

        caller.expectError(MessageType.CALL, request, Uris.CANCELED);
        caller.callAgain(request, PROCEDURE, 2);
        caller.expectNothing();
    }

    @Test
    void sendsNoMorePortionsToACalleeThatWasToldToStop() {
        callee.register(PROCEDURE);
        long request = caller.call(PROCEDURE, 1, "progress", true);
        callee.expect(Invocation.class);
        caller.cancel(request, "mode", "kill");
        callee.expect(Interrupt.class);

        caller.callAgain(request, PROCEDURE, 2, "progress", true);

        callee.expectNothing();
        callee.fail(1, Uris.CANCELED, "stopped");
        caller.expectError(MessageType.CALL, request, Uris.CANCELED);
    }

    @Test
    void endsACallWhoseCalleeDoesNotKeepUpInsteadOfPilingUp() {
        RouterHarness small =
                new RouterHarness(b -> b.realm(REALM).limits(new SessionLimits(1000, 2000, 100, 100, 100)));
        TestClient eager = small.join(VERSATILE);
        TestClient slow = small.join(VERSATILE);
        slow.register(PROCEDURE);
        long request = eager.call(PROCEDURE, 0, "progress", true);
        slow.stopReading(600);

        eager.callAgain(request, PROCEDURE, 1, "progress", true);
        eager.callAgain(request, PROCEDURE, 2, "progress", true);
        eager.expectNothing();
        eager.callAgain(request, PROCEDURE, 3, "progress", true);

        eager.expectError(MessageType.CALL, request, Uris.UNAVAILABLE);
        assertThat(small.statistics().callsInFlight()).isZero();
        assertThat(slow.isClosed()).isFalse();
    }

    @Test
    void endsACallWhosePortionCannotBeCarried() {
        callee.register(PROCEDURE);
        long request = caller.call(PROCEDURE, 1, "progress", true);
        callee.expect(Invocation.class);
        callee.refuseToCarry(
                message -> message instanceof Invocation ? new WampException.PayloadTooLarge("1 MiB at most") : null);

        caller.callAgain(request, PROCEDURE, 2, "progress", true);

        caller.expectError(MessageType.CALL, request, Uris.PAYLOAD_SIZE_EXCEEDED);
        callee.expect(Interrupt.class);
    }

    @Test
    void countsTheTimeoutFromTheFirstPortion() {
        callee.register(PROCEDURE);
        long request = caller.call(PROCEDURE, 1, "progress", true, "timeout", 1000);
        harness.loop.advance(Duration.ofMillis(900));
        caller.callAgain(request, PROCEDURE, 2);

        harness.loop.advance(Duration.ofMillis(100));

        caller.expectError(MessageType.CALL, request, Uris.TIMEOUT);
    }

    @Test
    void worksForClientsThatNumberRequestsTheirOwnWay() {
        RouterHarness lenient = new RouterHarness(b -> b.realm(REALM).strictRequestIds(false));
        TestClient other = lenient.join(VERSATILE);
        TestClient server = lenient.join(VERSATILE);
        server.register(PROCEDURE);

        other.callAgain(100, PROCEDURE, 1, "progress", true);
        other.callAgain(100, PROCEDURE, 2);
        other.callAgain(200, PROCEDURE, 3);

        assertThat(server.drain())
                .extracting(message -> ((Invocation) message).request())
                .containsExactly(1L, 1L, 2L);
    }
}
