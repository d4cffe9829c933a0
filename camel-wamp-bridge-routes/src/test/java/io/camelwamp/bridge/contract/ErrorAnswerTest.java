package io.camelwamp.bridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.TestBridge;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorAnswerTest {
    private static final String CALL = "{\"procedure\":\"com.example.add2\"}";
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        String table = "com.example.error.gone=410, com.example.*=422, wamp.error.no_such_procedure=501";
        bridge = new TestBridge()
                .add("wamp-caller", Map.of("path", "/call"))
                .add("wamp-caller", Map.of("path", "/http", "errorStatus", "http", "retryAfter", "9"))
                .add("wamp-caller", Map.of("path", "/table", "errorStatus", "http", "errorStatusTable", table))
                .add("wamp-publisher", Map.of("path", "/publish"))
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

    @Test
    void wampErrorsAreAnswersWithStatus200() throws Exception {
        bridge.wamp().failWith(new WampException("com.example.error", List.of("why", 5), Map.of("k", "v")));
        HttpAnswer answer = bridge.post("/call", CALL);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("{\"error\":\"com.example.error\",\"args\":[\"why\",5],\"kwargs\":{\"k\":\"v\"}}");
        bridge.wamp().failWith(new WampException(Uris.NOT_AUTHORIZED));
        assertThat(bridge.post("/publish", "{\"topic\":\"a.b\"}").text())
                .isEqualTo("{\"error\":\"wamp.error.not_authorized\",\"args\":[],\"kwargs\":{}}");
    }

    @ParameterizedTest
    @CsvSource({
        "/http, wamp.error.not_authorized, 403",
        "/http, wamp.error.no_such_procedure, 404",
        "/http, wamp.error.invalid_argument, 400",
        "/http, wamp.error.canceled, 504",
        "/http, wamp.error.timeout, 504",
        "/http, wamp.error.unavailable, 503",
        "/http, wamp.error.runtime_error, 500",
        "/http, com.example.anything, 500",
        "/table, wamp.error.not_authorized, 403",
        "/table, wamp.error.no_such_procedure, 501",
        "/table, com.example.error.gone, 410",
        "/table, com.example.error.other, 422",
        "/table, com.example, 500",
        "/table, com.other, 500"
    })
    void wampErrorsMayBeAnsweredByATable(String path, String uri, int status) throws Exception {
        bridge.wamp().failWith(new WampException(uri, "text"));
        HttpAnswer answer = bridge.post(path, CALL);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).isEqualTo("{\"error\":\"" + uri + "\",\"args\":[\"text\"],\"kwargs\":{}}");
        assertThat(answer.header("Retry-After")).isEqualTo(status == 503 ? "9" : null);
    }

    private static List<Arguments> failures() {
        return List.of(
                Arguments.of(new WampException.NotConnected("x"), 503, "try again"),
                Arguments.of(new WampException.JoinFailed(Uris.NO_SUCH_REALM, "x"), 503, "try again"),
                Arguments.of(new WampException.SessionLost(Uris.NETWORK_FAILURE, "x"), 502, "outcome is unknown"),
                Arguments.of(new WampException.ProtocolViolation("x"), 502, "outcome is unknown"),
                Arguments.of(new WampException.TimedOut("after 30 s"), 504, "after 30 s"),
                Arguments.of(new WampException.Canceled("by us"), 504, "by us"),
                Arguments.of(new WampException.InvalidPayload("args[0] is odd"), 400, "args[0] is odd"),
                Arguments.of(new WampException.PayloadTooLarge("over 1 MB"), 413, "over 1 MB"),
                Arguments.of(new RejectedExecutionException("x"), 503, "try again"),
                Arguments.of(new TimeoutException("x"), 504, "in time"),
                Arguments.of(
                        new CamelExecutionException("x", null, new WampException.NotConnected("y")), 503, "try again"),
                Arguments.of(new IllegalStateException("inner secret"), 500, "under the id"),
                Arguments.of(new NoClassDefFoundError("inner/secret"), 500, "under the id"),
                Arguments.of(new StackOverflowError(), 500, "under the id"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatGoesWrongOnThisSideHasAStatus(Throwable failure, int status, String text) throws Exception {
        bridge.wamp().failWith(failure);
        for (String path : new String[] {"/call", "/http"}) {
            HttpAnswer answer = bridge.post(path, CALL);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.error()).contains(text).doesNotContain("inner");
            assertThat(answer.json().path("args")).isEmpty();
            assertThat(answer.json().path("kwargs").isObject()).isTrue();
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(answer.header("Retry-After") != null).isEqualTo(status == 503);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wamp.session.on_join", "wamp", "com..example"})
    void aTopicThatNobodyMayPublishToIsRefusedBeforeItIsSent(String topic) throws Exception {
        HttpAnswer answer = bridge.post("/publish", "{\"topic\":\"" + topic + "\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains("'topic'");
        assertThat(bridge.wamp().requests()).isEmpty();
    }

    @Test
    void aPublicationThatIsNotAcknowledgedByAnIdIsAnError() throws Exception {
        bridge.wamp().answerWith((Object) null);
        assertThat(bridge.post("/publish", "{\"topic\":\"a.b\"}").status()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"com.example", "com.example=200", "com.example=abc", "a..b=404", "=404", "com.example=404,,x=500"
            })
    void aMalformedTableIsAStartUpError(String table) throws Exception {
        try (TestBridge broken = new TestBridge()) {
            assertThatThrownBy(() -> broken.add("wamp-caller", Map.of("path", "/c", "errorStatusTable", table))
                            .start())
                    .hasStackTraceContaining("errorStatusTable has the entry '");
        }
    }

    @Test
    void anUnknownErrorStatusIsAStartUpError() throws Exception {
        try (TestBridge broken = new TestBridge()) {
            assertThatThrownBy(() -> broken.add("wamp-caller", Map.of("path", "/c", "errorStatus", "rest"))
                            .start())
                    .hasStackTraceContaining("errorStatus is 'rest': it must be wamp or http");
        }
    }
}
