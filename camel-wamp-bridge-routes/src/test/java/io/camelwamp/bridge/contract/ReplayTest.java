package io.camelwamp.bridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.SigningClient;
import io.camelwamp.bridge.testing.TestBridge;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayTest {
    private static final String EVENT = "{\"topic\":\"com.example.topic\"}";
    private static final MemoryIdempotentRepository SHARED = new MemoryIdempotentRepository();
    private static TestBridge bridge;

    private final SigningClient client = new SigningClient("key1", "secret1");

    @BeforeAll
    static void start() throws Exception {
        bridge = new TestBridge();
        bridge.context().getRegistry().bind("shared", SHARED);
        bridge.context().getRegistry().bind("broken", new BrokenRepository());
        bridge.add("wamp-publisher", signed("/publish", Map.of()))
                .add("wamp-publisher", signed("/again", Map.of("replayProtection", "false")))
                .add("wamp-publisher", signed("/one", Map.of("replayRepository", "#shared")))
                .add("wamp-publisher", signed("/two", Map.of("replayRepository", "#shared")))
                .add("wamp-publisher", signed("/broken", Map.of("replayRepository", "#broken")))
                .add("wamp-publisher", signed("/small", Map.of("replayCapacity", "3")))
                .start();
    }

    private static Map<String, String> signed(String path, Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(more);
        parameters.putAll(Map.of("path", path, "key", "key1", "secret", "secret1"));
        return parameters;
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @BeforeEach
    void reset() {
        bridge.wamp().reset();
    }

    private static HttpAnswer send(String path, Map<String, String> parameters) throws Exception {
        return bridge.post(SigningClient.target(path, parameters), EVENT);
    }

    @Test
    void aSignedRequestIsAcceptedOnce() throws Exception {
        Map<String, String> parameters = client.sign(EVENT);
        assertThat(send("/publish", parameters).status()).isEqualTo(200);
        HttpAnswer replay = send("/publish", parameters);
        assertThat(replay.status()).isEqualTo(401);
        assertThat(replay.error()).contains("received before");
        assertThat(bridge.wamp().requests()).hasSize(1);
    }

    @Test
    void otherSpellingsOfTheSameRequestAreReplays() throws Exception {
        Map<String, String> parameters = client.sign(EVENT);
        assertThat(send("/publish", parameters).status()).isEqualTo(200);
        parameters.put("signature", parameters.get("signature").replace("=", ""));
        assertThat(send("/publish", parameters).status()).isEqualTo(401);
        String seqAndNonce = parameters.get("seq") + parameters.get("nonce");
        parameters.put("seq", seqAndNonce.substring(0, 3));
        parameters.put("nonce", seqAndNonce.substring(3));
        assertThat(send("/publish", parameters).status()).isEqualTo(401);
    }

    @Test
    void protectionCanBeTurnedOff() throws Exception {
        Map<String, String> parameters = client.sign(EVENT);
        assertThat(send("/again", parameters).status()).isEqualTo(200);
        assertThat(send("/again", parameters).status()).isEqualTo(200);
    }

    @Test
    void bridgesMayShareWhatTheyHaveAccepted() throws Exception {
        Map<String, String> parameters = client.sign(EVENT);
        assertThat(send("/one", parameters).status()).isEqualTo(200);
        assertThat(send("/two", parameters).status()).isEqualTo(401);
        assertThat(SHARED.getCacheSize()).isEqualTo(1);
    }

    private static List<Arguments> failuresBeforeSending() {
        return List.of(
                Arguments.of(new WampException.NotConnected("no session"), 503),
                Arguments.of(new WampException.JoinFailed(Uris.NO_SUCH_REALM, "none"), 503),
                Arguments.of(new CamelExecutionException("x", null, new WampException.NotConnected("y")), 503),
                Arguments.of(new WampException.InvalidPayload("args[0] is odd"), 400),
                Arguments.of(new WampException.PayloadTooLarge("over 1 MB"), 413));
    }

    @ParameterizedTest
    @MethodSource("failuresBeforeSending")
    void aRequestThatHadNoEffectMayBeSentAgain(Throwable failure, int status) throws Exception {
        Map<String, String> parameters = client.sign(EVENT);
        bridge.wamp().failWith(failure);
        assertThat(send("/publish", parameters).status()).isEqualTo(status);
        bridge.wamp().reset();
        assertThat(send("/publish", parameters).status()).isEqualTo(200);
    }

    @Test
    void aRequestWithAnUnknownOutcomeMayNotBeSentAgain() throws Exception {
        Map<String, String> parameters = client.sign(EVENT);
        bridge.wamp().failWith(new WampException.SessionLost(Uris.NETWORK_FAILURE, "gone"));
        assertThat(send("/publish", parameters).status()).isEqualTo(502);
        assertThat(send("/publish", parameters).status()).isEqualTo(401);
    }

    @Test
    void aStoreThatFailsOrIsFullRefusesRequestsForTheMoment() throws Exception {
        assertThat(send("/broken", client.sign(EVENT)).status()).isEqualTo(503);
        for (int i = 0; i < 3; i++) {
            assertThat(send("/small", client.sign(EVENT)).status()).isEqualTo(200);
        }
        HttpAnswer answer = send("/small", client.sign(EVENT));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(bridge.wamp().requests()).hasSize(3);
    }

    private static final class BrokenRepository extends MemoryIdempotentRepository {
        @Override
        public boolean add(String key) {
            throw new IllegalStateException("the database is down");
        }
    }
}
