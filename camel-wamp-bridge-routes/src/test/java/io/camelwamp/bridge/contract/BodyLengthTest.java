package io.camelwamp.bridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.bridge.testing.TestBridge;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyLengthTest {
    private static final int LIMIT = 100;
    private static final String EVENT = "{\"topic\":\"com.example.topic\"}";
    private static final String CHUNKED = "POST /limited HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        bridge = new TestBridge()
                .add("wamp-publisher", Map.of("path", "/publish"))
                .add("wamp-publisher", Map.of("path", "/capped", "bodyCap", "5000"))
                .add("wamp-publisher", Map.of("path", "/limited", "postBodyLimit", LIMIT))
                .start();
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @BeforeEach
    void forget() {
        bridge.wamp().reset();
    }

    private static byte[] event(int length) {
        return (EVENT + " ".repeat(length - EVENT.length())).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void exactlyTheLimitPasses() throws Exception {
        try (RawClient client = bridge.connect()) {
            assertThat(client.request("POST", "/limited", "", event(LIMIT))
                            .read()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void oneOctetMoreIsRefusedAndTheConnectionGoesOn() throws Exception {
        try (RawClient client = bridge.connect()) {
            HttpAnswer answer =
                    client.request("POST", "/limited", "", event(LIMIT + 1)).read();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.error()).contains("100 octets");
            assertThat(client.post("/limited", EVENT).status()).isEqualTo(200);
        }
    }

    @Test
    void aDeclaredLengthOverTheLimitIsRefusedBeforeTheBodyIsSent() throws Exception {
        try (RawClient client = bridge.connect()) {
            client.send("POST /limited HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(413);
            client.send(event(1000));
            assertThat(client.post("/limited", EVENT).status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyTooLongToSkipClosesTheConnectionAfterTheAnswer() throws Exception {
        try (RawClient client = bridge.connect()) {
            client.send("POST /limited HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000000\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(413);
            byte[] piece = new byte[64 * 1024];
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> {
                        for (int i = 0; i < 1000; i++) {
                            client.send(piece);
                        }
                    })
                    .isInstanceOf(java.io.IOException.class);
        }
    }

    @Test
    void aChunkedBodyIsRefusedWhenItPassesTheLimit() throws Exception {
        try (RawClient client = bridge.connect()) {
            client.send(CHUNKED).send("40\r\n" + "x".repeat(64) + "\r\n");
            client.send("40\r\n" + "x".repeat(64) + "\r\n");
            assertThat(client.read().status()).isEqualTo(413);
            client.send("5\r\nxxxxx\r\n0\r\n\r\n");
            assertThat(client.post("/limited", EVENT).status()).isEqualTo(200);
        }
    }

    @Test
    void aChunkedBodyIsReadWhateverItsPieces() throws Exception {
        try (RawClient client = bridge.connect()) {
            client.send(CHUNKED);
            for (char c : EVENT.toCharArray()) {
                client.send("1\r\n" + c + "\r\n");
            }
            client.send("0\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(200);
            client.send(CHUNKED + Integer.toHexString(EVENT.length()) + "\r\n" + EVENT + "\r\n0\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyThatComesInPiecesIsRead() throws Exception {
        byte[] event = event(90_000);
        try (RawClient client = bridge.connect()) {
            client.send("POST /publish HTTP/1.1\r\nHost: x\r\nContent-Length: 90000\r\n\r\n");
            for (int i = 0; i < event.length; i += 10_000) {
                client.send(java.util.Arrays.copyOfRange(event, i, i + 10_000));
            }
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.post("/publish", EVENT).status()).isEqualTo(200);
        }
    }

    @Test
    void withoutALimitTheCapGuardsTheMemory() throws Exception {
        try (RawClient client = bridge.connect()) {
            assertThat(client.request("POST", "/capped", "", event(5000)).read().status())
                    .isEqualTo(200);
            assertThat(client.request("POST", "/capped", "", event(5001)).read().status())
                    .isEqualTo(413);
            assertThat(client.request("POST", "/publish", "", event(5001))
                            .read()
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 10\r\nContent-Length: 20\r\n",
                "Content-Length: 28\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 1e2\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Content-Length: abc\r\n",
                "Transfer-Encoding: gzip\r\n",
                "Transfer-Encoding: chunked, chunked\r\n",
                "No colon\r\n",
                "Spaced : name\r\n"
            })
    void framingErrorsAreRefused(String headers) throws Exception {
        try (RawClient client = bridge.connect()) {
            client.send("POST /publish HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + EVENT);
            HttpAnswer answer = client.read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=UTF-8");
            assertThat(answer.error()).isNotEmpty();
        }
        assertThat(bridge.wamp().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "5g\r\nabcde\r\n", "-1\r\n", "fffffffffffffffff\r\n"})
    void brokenChunksAreRefused(String chunk) throws Exception {
        try (RawClient client = bridge.connect()) {
            client.send(CHUNKED.replace("/limited", "/publish") + chunk);
            HttpAnswer answer = client.read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).contains("framed");
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThat(bridge.wamp().requests()).isEmpty();
    }

    @Test
    void aBodyThatEndsEarlyIsRefused() throws Exception {
        try (RawClient client = bridge.connect()) {
            client.send("POST /publish HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" + EVENT);
            client.closeOutput();
            assertThat(client.read().status()).isEqualTo(400);
        }
        assertThat(bridge.wamp().requests()).isEmpty();
    }
}
