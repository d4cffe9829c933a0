package io.camelwamp.bridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.bridge.testing.StandInWamp;
import io.camelwamp.bridge.testing.TestBridge;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientGoneTest {
    private static final String CALL = "{\"procedure\":\"com.example.slow\"}";
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        bridge = new TestBridge().add("wamp-caller", Map.of("path", "/call")).start();
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @BeforeEach
    void neverAnswer() {
        bridge.wamp().reset();
        bridge.wamp().answerWith(request -> new CompletableFuture<>());
    }

    private static StandInWamp.Request call(RawClient client) throws Exception {
        client.request("POST", "/call", "", CALL.getBytes());
        return bridge.wamp().requests().take();
    }

    private static void awaitCancellation(StandInWamp.Request call) {
        await().atMost(Duration.ofSeconds(10)).until(() -> call.cancelled().get());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> bridge.context().getInflightRepository().size() == 0);
    }

    @Test
    void theCallIsCancelledWhenItsClientCloses() throws Exception {
        StandInWamp.Request call;
        try (RawClient client = bridge.connect()) {
            call = call(client);
        }
        awaitCancellation(call);
    }

    @Test
    void theCallIsCancelledWhenItsClientResets() throws Exception {
        StandInWamp.Request call;
        try (RawClient client = bridge.connect()) {
            client.resetOnClose();
            call = call(client);
        }
        awaitCancellation(call);
    }

    @Test
    void theCallIsCancelledWhenItsClientClosesAfterAWhile() throws Exception {
        StandInWamp.Request call;
        try (RawClient client = bridge.connect()) {
            call = call(client);
            assertThat(client.isSilentFor(800)).isTrue();
            assertThat(call.cancelled()).isFalse();
        }
        awaitCancellation(call);
    }

    @Test
    void aClientThatWaitsGetsItsAnswerAndTheConnectionGoesOn() throws Exception {
        CompletableFuture<Object> result = new CompletableFuture<>();
        bridge.wamp().answerWith(request -> result);
        try (RawClient client = bridge.connect()) {
            StandInWamp.Request call = call(client);
            assertThat(client.isSilentFor(800)).isTrue();
            result.complete("done");
            assertThat(client.read().text()).isEqualTo("{\"args\":[\"done\"]}");
            assertThat(call.cancelled()).isFalse();
            assertThat(client.post("/call", CALL).text()).isEqualTo("{\"args\":[\"done\"]}");
        }
    }
}
