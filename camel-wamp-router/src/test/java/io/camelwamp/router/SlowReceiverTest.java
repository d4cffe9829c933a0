package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.ABLE;
import static io.camelwamp.router.RouterHarness.REALM;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Abort;
import io.camelwamp.protocol.CloseDetails;
import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.Goodbye;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.HelloDetails;
import io.camelwamp.protocol.Interrupt;
import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Receivers that do not read, or cannot carry what they are sent. */
class SlowReceiverTest {
    private static final String TOPIC = "com.app.topic";
    private static final String PROCEDURE = "com.app.proc";

    /** Room for 10 messages of 100 octets, and for 20 in all. */
    private final RouterHarness harness =
            new RouterHarness(b -> b.realm(REALM).limits(new SessionLimits(1000, 2000, 100, 100, 100)));

    private final TestClient other = harness.join();

    @Test
    void dropsEventsForASlowSubscriberAndDeliversThemToTheOthers() {
        TestClient slow = harness.join();
        TestClient fast = harness.join();
        slow.subscribe(TOPIC);
        fast.subscribe(TOPIC);
        slow.stopReading(100);

        for (int i = 0; i < 1000; i++) {
            other.publish(TOPIC, i);
        }

        assertThat(fast.drain()).hasSize(1000);
        assertThat(slow.drain()).hasSize(11);
        assertThat(harness.statistics().droppedEvents()).isEqualTo(989);
        assertThat(harness.statistics().events()).isEqualTo(1011);
        slow.readAll();
        other.publish(TOPIC, "again");
        assertThat(slow.expect(Event.class).payload().args()).containsExactly("again");
    }

    @Test
    void abortsASessionThatDoesNotReadItsReplies() {
        TestClient slow = harness.join();
        slow.subscribe(TOPIC);
        slow.stopReading(100);

        for (int i = 0; i < 21; i++) {
            assertThat(slow.isClosed()).isFalse();
            slow.publish(TOPIC, i, "acknowledge", true);
        }

        List<Message> seen = slow.drain();
        assertThat(seen).hasSize(22);
        assertThat(((Abort) seen.get(21)).reason()).isEqualTo(Uris.NETWORK_FAILURE);
        assertThat(slow.isClosed()).isTrue();
        assertThat(harness.statistics().aborted()).isEqualTo(1);
        assertThat(harness.statistics().subscriptions()).isZero();
        other.publish(TOPIC, 1, "acknowledge", true);
        assertThat(other.drain()).hasSize(1);
    }

    @Test
    void leavesTheNextSessionOfASlowClientAlone() {
        TestClient slow = harness.join();
        slow.stopReading(3000);
        slow.hand(new Subscribe(1, SubscribeOptions.NONE, TOPIC));
        slow.readAll();
        slow.drain();

        slow.hand(new Goodbye(CloseDetails.NONE, Uris.CLOSE_REALM));
        slow.hand(new Hello(REALM, new HelloDetails(Map.of("roles", RouterHarness.PLAIN))));
        harness.loop.run();

        slow.expect(Goodbye.class);
        slow.expect(Welcome.class);
        slow.expectNothing();
        assertThat(slow.isClosed()).isFalse();
        assertThat(harness.statistics().aborted()).isZero();
    }

    @Test
    void refusesCallsToACalleeThatDoesNotReadThem() {
        TestClient slow = harness.join();
        slow.register(PROCEDURE);
        slow.stopReading(100);
        for (int i = 0; i < 11; i++) {
            other.call(PROCEDURE, i);
        }
        other.expectNothing();

        long request = other.call(PROCEDURE, 12);

        other.expectError(MessageType.CALL, request, Uris.UNAVAILABLE);
        assertThat(slow.isClosed()).isFalse();
        assertThat(harness.statistics().callsInFlight()).isEqualTo(11);
    }

    @Test
    void callsAnotherCalleeInsteadOfASlowOne() {
        TestClient slow = harness.join();
        TestClient standby = harness.join();
        slow.register(PROCEDURE, "invoke", "first");
        standby.register(PROCEDURE, "invoke", "first");
        slow.stopReading(2000);
        other.call(PROCEDURE, 1);
        slow.expect(Invocation.class);

        other.call(PROCEDURE, 2);

        standby.expect(Invocation.class);
    }

    @Test
    void stopsTheFloodOfProgressiveResultsToACallerThatDoesNotRead() {
        TestClient callee = harness.join(ABLE);
        callee.register(PROCEDURE);
        TestClient slow = harness.join();
        slow.call(PROCEDURE, 1, "receive_progress", true);
        long invocation = callee.expect(Invocation.class).request();
        slow.stopReading(100);

        for (int i = 0; i < 30; i++) {
            callee.yield(invocation, i, "progress", true);
        }

        assertThat(slow.isClosed()).isTrue();
        assertThat(callee.expect(Interrupt.class).request()).isEqualTo(invocation);
        callee.expectNothing();
        assertThat(harness.statistics().callsInFlight()).isZero();
    }

    // --- payloads that a receiver cannot carry

    private static <T extends Message> Function<Message, RuntimeException> cannotCarry(
            Class<T> type, Function<String, RuntimeException> failure) {
        return message -> type.isInstance(message) ? failure.apply("args[0] is too large") : null;
    }

    @Test
    void dropsAnEventThatAReceiverCannotCarry() {
        TestClient unable = harness.join();
        TestClient able = harness.join();
        unable.subscribe(TOPIC);
        able.subscribe(TOPIC);
        unable.refuseToCarry(cannotCarry(Event.class, WampException.InvalidPayload::new));
        other.publish(TOPIC, 1);
        unable.refuseToCarry(cannotCarry(Event.class, WampException.PayloadTooLarge::new));
        other.publish(TOPIC, 2);

        unable.expectNothing();
        assertThat(able.drain()).hasSize(2);
        assertThat(harness.statistics().droppedEvents()).isEqualTo(2);
        assertThat(unable.isClosed()).isFalse();
    }

    @Test
    void tellsTheCallerThatItsCallCannotBeDelivered() {
        TestClient callee = harness.join();
        callee.register(PROCEDURE);
        callee.refuseToCarry(cannotCarry(Invocation.class, WampException.InvalidPayload::new));
        long request = other.call(PROCEDURE, 1);
        other.expectError(MessageType.CALL, request, Uris.INVALID_PAYLOAD);
        callee.refuseToCarry(cannotCarry(Invocation.class, WampException.PayloadTooLarge::new));
        request = other.call(PROCEDURE, 1);
        other.expectError(MessageType.CALL, request, Uris.PAYLOAD_SIZE_EXCEEDED);
        assertThat(harness.statistics().callsInFlight()).isZero();

        callee.refuseToCarry(message -> null);
        other.call(PROCEDURE, 1);
        assertThat(callee.expect(Invocation.class).request())
                .as("no id is lost")
                .isEqualTo(1);
    }

    @Test
    void tellsTheCallerThatItsResultCannotBeDelivered() {
        TestClient callee = harness.join();
        callee.register(PROCEDURE);
        other.refuseToCarry(cannotCarry(Result.class, WampException.PayloadTooLarge::new));
        long request = other.call(PROCEDURE, 1);

        callee.yield(callee.expect(Invocation.class).request(), "huge");

        other.expectError(MessageType.CALL, request, Uris.PAYLOAD_SIZE_EXCEEDED);
        callee.expectNothing();
        assertThat(callee.isClosed()).isFalse();
    }

    @Test
    void endsACallWhoseProgressCannotBeDelivered() {
        TestClient callee = harness.join(ABLE);
        callee.register(PROCEDURE);
        other.refuseToCarry(cannotCarry(Result.class, WampException.InvalidPayload::new));
        long request = other.call(PROCEDURE, 1, "receive_progress", true);
        long invocation = callee.expect(Invocation.class).request();

        callee.yield(invocation, "huge", "progress", true);

        other.expectError(MessageType.CALL, request, Uris.INVALID_PAYLOAD);
        assertThat(callee.expect(Interrupt.class).request()).isEqualTo(invocation);
        callee.yield(invocation, "final");
        other.expectNothing();
    }

    @Test
    void abortsTheSenderWhenAPayloadTurnsOutToBeMalformed() {
        TestClient callee = harness.join();
        callee.register(PROCEDURE);
        other.refuseToCarry(cannotCarry(Result.class, WampException.ProtocolViolation::new));
        long request = other.call(PROCEDURE, 1);

        callee.yield(callee.expect(Invocation.class).request(), "malformed");

        callee.expectAbort(Uris.PROTOCOL_VIOLATION);
        other.expectError(MessageType.CALL, request, Uris.PROTOCOL_VIOLATION);
        assertThat(other.isClosed()).isFalse();
    }

    @Test
    void deliversTheNextPublicationOnceAfterOneThatTurnedOutToBeMalformed() {
        TestClient subscriber = harness.join();
        subscriber.subscribe(TOPIC);
        subscriber.refuseToCarry(cannotCarry(Event.class, WampException.ProtocolViolation::new));
        other.publish(TOPIC, "malformed");
        other.expectAbort(Uris.PROTOCOL_VIOLATION);
        subscriber.refuseToCarry(message -> null);

        harness.join().publish(TOPIC, "next");

        assertThat(subscriber.expect(Event.class).payload().args()).containsExactly("next");
        subscriber.expectNothing();
    }

    @Test
    void abortsASessionThatCannotEvenBeAnswered() {
        other.refuseToCarry(cannotCarry(io.camelwamp.protocol.Published.class, WampException.PayloadTooLarge::new));

        other.publish(TOPIC, 1, "acknowledge", true);

        other.expectAbort(Uris.NETWORK_FAILURE);
    }
}
