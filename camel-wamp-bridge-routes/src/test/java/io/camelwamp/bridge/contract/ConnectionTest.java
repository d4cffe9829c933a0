package io.camelwamp.bridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.bridge.testing.StandInWamp;
import io.camelwamp.bridge.testing.TestBridge;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {
    private static final String CALL = "{\"procedure\":\"com.example.echo\"}";
    private static final String HEAD = "POST /call HTTP/1.1\r\nHost: x\r\nContent-Length: " + CALL.length() + "\r\n";
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        bridge = new TestBridge();
        bridge.server().setIdleTimeout(500);
        bridge.add("wamp-caller", Map.of("path", "/call", "postBodyLimit", "1000"))
                .start();
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @BeforeEach
    void reset() {
        bridge.wamp().reset();
    }

    private static CompletableFuture<Object> later(Object value, long millis) {
        return new CompletableFuture<>().completeOnTimeout(value, millis, TimeUnit.MILLISECONDS);
    }

    @Test
    void connectionsAreKeptAlive() throws Exception {
        try (RawClient client = bridge.connect()) {
            for (int i = 0; i < 10; i++) {
                assertThat(client.post("/call", CALL).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
        int[] count = new int[1];
        bridge.wamp().answerWith(request -> later(++count[0], 300 / count[0]));
        try (RawClient client = bridge.connect()) {
            client.send((HEAD + "\r\n" + CALL).repeat(5));
            for (int i = 1; i <= 5; i++) {
                assertThat(client.read().text()).isEqualTo("{\"args\":[" + i + "]}");
            }
        }
    }

    @Test
    void aRequestThatComesWhileACallIsPendingIsAnsweredAfterIt() throws Exception {
        CompletableFuture<Object> first = new CompletableFuture<>();
        bridge.wamp().answerWith(request -> first);
        try (RawClient client = bridge.connect()) {
            client.send(HEAD + "\r\n" + CALL);
            StandInWamp.Request pending = bridge.wamp().requests().take();
            awaitWatched(client);
            client.send(HEAD + "\r\n").send(CALL);
            awaitWatched(client);
            assertThat(pending.cancelled()).isFalse();
            first.complete("one");
            bridge.wamp().answerWith("two");
            assertThat(client.read().text()).contains("one");
            assertThat(client.read().text()).isIn("{\"args\":[\"one\"]}", "{\"args\":[\"two\"]}");
            assertThat(client.post("/call", CALL).text()).contains("two");
        }
    }

    /** Lets the bridge have more than the moment after which it watches connections. */
    private static void awaitWatched(RawClient client) throws Exception {
        assertThat(client.isSilentFor(700)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1"})
    void connectionsAreClosedWhereTheClientWantsIt(String version) throws Exception {
        try (RawClient client = bridge.connect()) {
            String close = version.endsWith("1") ? "Connection: close\r\n" : "";
            client.send(HEAD.replace("HTTP/1.1", version) + close + "\r\n" + CALL);
            HttpAnswer answer = client.read();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Length")).isEqualTo("15");
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void http10ConnectionsMayBeKeptAlive() throws Exception {
        try (RawClient client = bridge.connect()) {
            String request = HEAD.replace("HTTP/1.1", "HTTP/1.0") + "Connection: keep-alive\r\n\r\n" + CALL;
            assertThat(client.send(request).read().status()).isEqualTo(200);
            assertThat(client.send(request).read().status()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatExpectsIsToldToContinue() throws Exception {
        try (RawClient client = bridge.connect()) {
            client.send(HEAD + "Expect: 100-continue\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(100);
            assertThat(client.send(CALL).read().status()).isEqualTo(200);
            assertThat(client.post("/call", CALL).status()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatExpectsIsRefusedBeforeItSends() throws Exception {
        try (RawClient client = bridge.connect()) {
            client.send("POST /call HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(413);
        }
        try (RawClient client = bridge.connect()) {
            client.send(HEAD + "Content-Type: text/plain\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(400);
        }
    }

    @Test
    void aBodyThatStopsHalfWayTimesOut() throws Exception {
        try (RawClient client = bridge.connect()) {
            client.send(HEAD + "\r\n" + CALL.substring(1));
            HttpAnswer answer = client.read();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.error()).contains("in time");
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThat(bridge.wamp().requests()).isEmpty();
    }

    @Test
    void idleAndHalfOpenConnectionsAreClosed() throws Exception {
        try (RawClient idle = bridge.connect();
                RawClient half = bridge.connect();
                RawClient used = bridge.connect()) {
            half.send("POST /call HTTP/1.1\r\nHost:");
            used.post("/call", CALL);
            assertThat(idle.isClosedByServer()).isTrue();
            assertThat(used.isClosedByServer()).isTrue();
            half.readToTheEnd();
        }
    }

    @Test
    void aCallMayTakeLongerThanAConnectionMayBeIdle() throws Exception {
        bridge.wamp().answerWith(request -> later("late", 1500));
        try (RawClient client = bridge.connect()) {
            assertThat(client.post("/call", CALL).text()).isEqualTo("{\"args\":[\"late\"]}");
            assertThat(client.post("/call", CALL).status()).isEqualTo(200);
        }
    }

    @Test
    void headersHaveALimit() throws Exception {
        try (RawClient client = bridge.connect()) {
            client.send(HEAD + "X-Long: " + "x".repeat(9000) + "\r\n\r\n" + CALL);
            HttpAnswer answer = client.read();
            assertThat(answer.status()).isEqualTo(431);
            assertThat(answer.error()).contains("too large");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "POST  /call HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /call HTTP/1.1\r\n\r\n",
                "POST /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /call/%2e%2e/x HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /call;x=1/%2f HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST http:// HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /call HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "\u0000\u0001\u0002\r\n\r\n",
                "POST /call HTTP/1.1\r\nHost: x\r\nX: a\u0000b\r\n\r\n",
                "POST /call HTTP/1.1\r\n folded\r\n\r\n"
            })
    void whatIsNoHttpIsRefusedInJson(String octets) throws Exception {
        try (RawClient client = bridge.connect()) {
            client.send(octets);
            HttpAnswer answer = client.read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=UTF-8");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(answer.error()).isNotEmpty();
        }
        assertThat(bridge.wamp().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/calls", "/Call", "//call", "/call2/x"})
    void whatIsNotServedIsNotFound(String path) throws Exception {
        HttpAnswer answer = bridge.post(path, CALL);
        assertThat(answer.status()).isBetween(400, 404);
        assertThat(answer.error()).isNotEmpty();
        assertThat(bridge.wamp().requests()).isEmpty();
    }
}
