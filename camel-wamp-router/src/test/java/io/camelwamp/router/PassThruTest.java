package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.ABLE;
import static io.camelwamp.router.RouterHarness.VERSATILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.Interrupt;
import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.Uris;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Payload pass-through mode (spec: advanced/payload_passthru_mode.md). */
class PassThruTest {
    private static final String PROCEDURE = "com.app.secret";
    private static final Map<String, Object> OPTIONS = Map.of(
            "ppt_scheme", "wamp",
            "ppt_serializer", "cbor",
            "ppt_cipher", "xsalsa20poly1305",
            "ppt_keyid", "GTtQ37XGJO2O4R8Dvx4AUo8pe61D9evIWpKGQAPdOh0=");
    private static final Object[] USED = OPTIONS.entrySet().stream()
            .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
            .toArray();

    private final RouterHarness harness = new RouterHarness();
    private final TestClient caller = harness.join(VERSATILE);
    private final TestClient callee = harness.join(VERSATILE);

    @Test
    void handsOnWhatDescribesThePayload() {
        callee.register(PROCEDURE);
        caller.subscribe("com.app.topic");

        caller.call(PROCEDURE, new byte[] {1}, USED);
        assertThat(callee.expect(Invocation.class).details().values()).isEqualTo(OPTIONS);
        callee.yield(1, new byte[] {2}, USED);
        assertThat(caller.expect(Result.class).details().values()).isEqualTo(OPTIONS);
        callee.publish("com.app.topic", new byte[] {3}, USED);
        Event event = caller.expect(Event.class);
        assertThat(event.details().values()).isEqualTo(OPTIONS);
        assertThat((byte[]) event.payload().args().get(0)).containsExactly(3);
    }

    @Test
    void handsOnErrors() {
        callee.register(PROCEDURE);
        long request = caller.call(PROCEDURE, 1);

        callee.say(
                new ErrorMessage(MessageType.INVOCATION, 1, OPTIONS, "com.app.error", Payload.ofArgs(new byte[] {1})));

        assertThat(caller.expectError(MessageType.CALL, request, "com.app.error")
                        .details())
                .isEqualTo(OPTIONS);
    }

    @Test
    void keepsTheOptionsForAllPortionsOfACall() {
        callee.register(PROCEDURE);
        long request = caller.call(PROCEDURE, 1, "ppt_scheme", "mqtt", "progress", true);

        caller.callAgain(request, PROCEDURE, 2);

        callee.expect(Invocation.class);
        assertThat(callee.expect(Invocation.class).details().values()).isEqualTo(Map.of("ppt_scheme", "mqtt"));
    }

    @Test
    void refusesCallsToACalleeThatDoesNotKnowIt() {
        TestClient simple = harness.join(ABLE);
        simple.register(PROCEDURE);

        long request = caller.call(PROCEDURE, 1, USED);

        caller.expectError(MessageType.CALL, request, Uris.FEATURE_NOT_SUPPORTED);
        simple.expectNothing();
        assertThat(harness.statistics().callsInFlight()).isZero();
    }

    @Test
    void tellsACallerThatItCouldNotReadTheAnswer() {
        callee.register(PROCEDURE);
        TestClient simple = harness.join();
        long first = simple.call(PROCEDURE, 1);
        callee.yield(1, 1, USED);
        simple.expectError(MessageType.CALL, first, Uris.FEATURE_NOT_SUPPORTED);

        long second = simple.call(PROCEDURE, 1, "receive_progress", true);
        callee.drain();
        callee.yield(2, 1, "progress", true, "ppt_scheme", "mqtt");
        simple.expectError(MessageType.CALL, second, Uris.FEATURE_NOT_SUPPORTED);
        callee.expect(Interrupt.class);

        long third = simple.call(PROCEDURE, 1);
        callee.say(new ErrorMessage(MessageType.INVOCATION, 3, OPTIONS, "com.app.error", Payload.ofArgs(1)));
        assertThat(simple.expectError(MessageType.CALL, third, "com.app.error").details())
                .isEmpty();
        simple.expectNothing();
    }

    @Test
    void deliversEventsOnlyToThoseWhoKnowItAndCountsTheOthers() {
        TestClient simple = harness.join();
        simple.subscribe("com.app.topic");
        callee.subscribe("com.app.topic");

        caller.publish("com.app.topic", 1, USED);

        callee.expect(Event.class);
        simple.expectNothing();
        assertThat(harness.statistics().events()).isEqualTo(1);
        assertThat(harness.statistics().droppedEvents()).isEqualTo(1);
    }

    @Test
    void abortsACalleeThatUsesItInAnErrorUnannounced() {
        TestClient simple = harness.join(ABLE);
        simple.register(PROCEDURE);
        long request = caller.call(PROCEDURE, 1);
        simple.expect(Invocation.class);

        simple.say(new ErrorMessage(MessageType.INVOCATION, 1, OPTIONS, "com.app.error", Payload.EMPTY));

        simple.expectAbort(Uris.PROTOCOL_VIOLATION);
        caller.expectError(MessageType.CALL, request, Uris.CANCELED);
    }
}
