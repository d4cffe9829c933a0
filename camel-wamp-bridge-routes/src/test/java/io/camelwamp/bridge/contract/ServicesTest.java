package io.camelwamp.bridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.bridge.testing.SigningClient;
import io.camelwamp.bridge.testing.TestBridge;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ServicesTest {
    private static final String BAD_JSON = "nonsense";
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        Map<String, Object> strict = Map.of(
                "path", "/strict",
                "key", "k",
                "secret", "s",
                "postBodyLimit", "8",
                "requireIp", "10.0.0.1",
                "requireTls", "true");
        bridge = new TestBridge()
                .add("wamp-publisher", strict)
                .add("wamp-publisher", Map.of("path", "/tls", "requireTls", "true"))
                .add("wamp-publisher", Map.of("path", "/shop/events", "realm", "shop"))
                .add("wamp-caller", Map.of("path", "/shop/call", "realm", "shop"))
                .add("wamp-publisher", Map.of("path", "/", "realm", "root"))
                .start();
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    private static String signed(String body) {
        return SigningClient.target("/strict", new SigningClient("k", "s").sign(body));
    }

    private static Stream<Arguments> failingFromCheckToCheck() {
        return Stream.of(
                Arguments.of("GET", "text/plain", "/strict", "too long a body", 405, "method"),
                Arguments.of("POST", "text/plain", "/strict", "too long a body", 400, "content type"),
                Arguments.of("POST", "application/json", "/strict", "too long a body", 413, "too large"),
                Arguments.of("POST", "application/json", "/strict", BAD_JSON, 400, "'key' is missing"),
                Arguments.of(
                        "POST",
                        "application/json",
                        "/strict?key=x&timestamp=x&seq=x&nonce=1&signature=x",
                        BAD_JSON,
                        400,
                        "'timestamp'"),
                Arguments.of("POST", "application/json", signed("other"), BAD_JSON, 401, "signature"),
                Arguments.of("POST", "application/json", signed(BAD_JSON), BAD_JSON, 400, "address"),
                Arguments.of("POST", "application/json", "/tls", BAD_JSON, 400, "TLS"),
                Arguments.of("POST", "application/json", "/shop/events", BAD_JSON, 400, "JSON"),
                Arguments.of("POST", "application/json", "/shop/events", "{\"args\":1,\"options\":1}", 400, "'topic'"),
                Arguments.of(
                        "POST",
                        "application/json",
                        "/shop/events",
                        "{\"topic\":\"a\",\"args\":1,\"options\":{\"retain\":1}}",
                        400,
                        "'args'"));
    }

    @ParameterizedTest
    @MethodSource("failingFromCheckToCheck")
    void theFirstCheckThatFailsDecides(String method, String type, String target, String body, int status, String text)
            throws Exception {
        try (RawClient client = bridge.connect()) {
            client.request(method, target, "Content-Type: " + type + "\r\n", body.getBytes());
            HttpAnswer answer = client.read();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.error()).contains(text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/shop/events, topic, shop",
        "/shop/events/x, topic, shop",
        "/shop/call, procedure, shop",
        "/shop/other, topic, root",
        "/, topic, root",
        "/anything, topic, root"
    })
    void servicesShareAPort(String path, String kind, String realm) throws Exception {
        bridge.wamp().reset();
        assertThat(bridge.post(path, "{\"" + kind + "\":\"a.b\"}").status()).isEqualTo(200);
        assertThat(bridge.wamp().requests().remove().parameters()).containsEntry("realm", realm);
    }

    @ParameterizedTest
    @CsvSource({"key, secret", "secret, key"})
    void keyWithoutSecretAndSecretWithoutKeyAreStartUpErrors(String given, String missing) throws Exception {
        try (TestBridge broken = new TestBridge()) {
            assertThatThrownBy(() -> broken.add("wamp-caller", Map.of("path", "/c", given, "value"))
                            .start())
                    .hasStackTraceContaining("the " + missing + " is missing: set both key and secret, or neither");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "postBodyLimit, -1, postBodyLimit is -1",
        "bodyCap, 0, bodyCap is 0",
        "callTimeout, 0, callTimeout is 0",
        "timestampDeltaLimit, -1, timestampDeltaLimit is -1",
        "corsOrigins, example.com, 'example.com' is not an origin",
        "replayCapacity, 1, replayCapacity is 1"
    })
    void impossibleValuesAreStartUpErrors(String option, String value, String text) throws Exception {
        try (TestBridge broken = new TestBridge()) {
            assertThatThrownBy(() -> broken.add("wamp-caller", Map.of("path", "/c", option, value))
                            .start())
                    .hasStackTraceContaining(text);
        }
    }

    @Test
    void aPathIsRequired() throws Exception {
        try (TestBridge broken = new TestBridge()) {
            assertThatThrownBy(() -> broken.add("wamp-publisher", Map.of())).hasStackTraceContaining("path");
        }
    }
}
