package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.PLAIN;
import static io.camelwamp.router.RouterHarness.REALM;
import static io.camelwamp.router.TestClient.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.Abort;
import io.camelwamp.protocol.CloseDetails;
import io.camelwamp.protocol.Goodbye;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.HelloDetails;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EndingTest {
    private final RouterHarness harness = new RouterHarness();

    private static Hello hello(String realm, Object... details) {
        Map<String, Object> all = map(details);
        all.putIfAbsent("roles", PLAIN);
        return new Hello(realm, new HelloDetails(all));
    }

    @Test
    void abortsASecondHello() {
        TestClient client = harness.join();
        client.subscribe("com.app.topic");

        client.say(hello(REALM));

        client.expectAbort(Uris.PROTOCOL_VIOLATION);
        assertThat(harness.statistics().sessions()).isZero();
        assertThat(harness.statistics().subscriptions()).isZero();
    }

    @Test
    void abortsWhenOctetsAreNoMessage() {
        for (boolean joined : List.of(false, true)) {
            var routerSide = harness.router.accept();
            TestClient client = new TestClient(harness.loop, routerSide);
            if (joined) {
                client.join(REALM, PLAIN);
            }

            routerSide.violated(new WampException.ProtocolViolation("EVENT[2] must be an id"));
            harness.loop.run();

            assertThat(client.expectAbort(Uris.PROTOCOL_VIOLATION).details().message())
                    .isEqualTo("EVENT[2] must be an id");
        }
        assertThat(harness.statistics().aborted()).isEqualTo(2);
        assertThat(harness.statistics().connections()).isZero();
    }

    @Test
    void hearsNothingMoreAfterAnAbort() {
        TestClient client = harness.connect();
        client.say(new Abort(CloseDetails.NONE, "wamp.error.whatever", Payload.EMPTY));
        client.expectNothing();
        assertThat(client.isClosed()).isTrue();

        client.say(hello(REALM));

        client.expectNothing();
        assertThat(harness.statistics().sessions()).isZero();
    }

    @Test
    void answersGoodbyeAndTakesAnotherSessionOnTheSameConnection() {
        TestClient client = harness.join();
        long first = client.sessionId();
        client.subscribe("com.app.topic");

        client.say(new Goodbye(CloseDetails.NONE, Uris.CLOSE_REALM));
        Goodbye answer = client.expect(Goodbye.class);
        assertThat(answer.reason()).isEqualTo(Uris.GOODBYE_AND_OUT);
        harness.join().publish("com.app.topic", 1);
        client.expectNothing();

        assertThat(client.join(REALM, PLAIN).session()).isNotEqualTo(first);
        client.subscribe("com.app.topic");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void closesAConnectionThatStaysWithoutASessionAfterGoodbye() {
        TestClient client = harness.join();
        client.say(new Goodbye(CloseDetails.NONE, Uris.CLOSE_REALM));
        client.expect(Goodbye.class);

        harness.loop.advance(Duration.ofSeconds(10));

        client.expectNothing();
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void endsASessionThatTheClientAborts() {
        TestClient client = harness.join();

        client.say(new Abort(CloseDetails.NONE, Uris.PROTOCOL_VIOLATION, Payload.EMPTY));

        client.expectNothing();
        assertThat(client.isClosed()).isTrue();
        assertThat(harness.statistics().sessions()).isZero();
    }

    static List<Message> messagesForClientsOnly() {
        return Samples.only(
                "WELCOME",
                "CHALLENGE",
                "AUTHENTICATE",
                "PUBLISHED",
                "SUBSCRIBED",
                "UNSUBSCRIBED",
                "EVENT",
                "RESULT",
                "REGISTERED",
                "UNREGISTERED",
                "INVOCATION",
                "INTERRUPT");
    }

    @ParameterizedTest
    @MethodSource("messagesForClientsOnly")
    void abortsASessionThatSendsWhatOnlyRoutersSend(Message message) {
        TestClient other = harness.join();
        other.subscribe("com.app.topic");
        TestClient client = harness.join();

        client.say(message);

        client.expectAbort(Uris.PROTOCOL_VIOLATION);
        harness.join().publish("com.app.topic", "still here");
        other.expect(io.camelwamp.protocol.Event.class);
    }

    @ParameterizedTest
    @MethodSource("badSequences")
    void abortsASessionWhoseRequestIdsAreNotASequence(List<Integer> requests) {
        TestClient client = harness.join();
        for (int i = 0; i < requests.size() - 1; i++) {
            client.say(Samples.publish(requests.get(i)));
            client.expectNothing();
        }

        client.say(Samples.publish(requests.get(requests.size() - 1)));

        client.expectAbort(Uris.PROTOCOL_VIOLATION);
    }

    static List<List<Integer>> badSequences() {
        return List.of(List.of(1, 2, 4), List.of(7), List.of(1, 1), List.of(1, 2, 1), List.of(713845233));
    }

    @ParameterizedTest
    @MethodSource("badSequences")
    void acceptsAnyRequestIdsIfToldSo(List<Integer> requests) {
        RouterHarness lenient = new RouterHarness(b -> b.realm(REALM).strictRequestIds(false));
        TestClient client = lenient.join();

        requests.forEach(request -> client.say(Samples.publish(request)));

        client.expectNothing();
        assertThat(lenient.statistics().publications()).isEqualTo(requests.size());
    }

    @Test
    void saysGoodbyeToEverybodyWhenItCloses() {
        TestClient polite = harness.join();
        TestClient silent = harness.join();
        TestClient waiting = harness.connect();

        var closed = harness.router.closeAsync().toCompletableFuture();
        harness.loop.run();

        assertThat(polite.expect(Goodbye.class).reason()).isEqualTo(Uris.SYSTEM_SHUTDOWN);
        assertThat(silent.expect(Goodbye.class).reason()).isEqualTo(Uris.SYSTEM_SHUTDOWN);
        waiting.expectAbort(Uris.SYSTEM_SHUTDOWN);
        polite.say(new Goodbye(CloseDetails.NONE, Uris.GOODBYE_AND_OUT));
        assertThat(polite.isClosed()).isTrue();
        silent.say(Samples.publish(1));
        silent.expectNothing();
        assertThat(silent.isClosed()).isFalse();
        assertThat(closed).isNotDone();

        harness.loop.advance(Duration.ofSeconds(5));

        assertThat(silent.isClosed()).isTrue();
        assertThat(closed).isCompleted();
        assertThatThrownBy(harness.router::accept).isInstanceOf(IllegalStateException.class);
        assertThat(harness.loop.timers()).isZero();
    }

    @Test
    void closesAtOnceWhenNobodyIsConnected() {
        harness.router.close();
        harness.loop.run();

        assertThat(harness.router.closeAsync().toCompletableFuture()).isCompleted();
        assertThat(harness.loop.timers()).isZero();
    }
}
