package io.camelwamp.bridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.bridge.testing.TestBridge;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTypeTest {
    private static final String EVENT = "{\"topic\":\"com.example.topic\"}";
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        bridge = new TestBridge()
                .add("wamp-publisher", Map.of("path", "/publish"))
                .start();
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @Test
    void anAbsentTypeIsFine() throws Exception {
        try (RawClient client = bridge.connect()) {
            assertThat(client.request("POST", "/publish", "", EVENT.getBytes())
                            .read()
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json;charset=utf-8",
                "application/json; charset=UTF-8",
                "application/json; CHARSET=utf8",
                "application/json ; charset=\"UTF-8\"",
                "application/json; version=\"a;charset=latin1\"; charset=utf-8",
                "application/json; boundary=x; q=\"\\\"; charset=x\"",
                "application/json;"
            })
    void jsonInUtf8IsAccepted(String type) throws Exception {
        try (RawClient client = bridge.connect()) {
            client.request("POST", "/publish", "Content-Type: " + type + "\r\n", EVENT.getBytes());
            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";charset=utf-8",
                "text/plain",
                "text/json",
                "application/json-seq",
                "application/x-www-form-urlencoded",
                "application/x-java-serialized-object",
                "multipart/form-data; boundary=x",
                "application/json; charset=iso-8859-1",
                "application/json; charset=utf-16",
                "application/json; charset=",
                "application/json; charset=\"utf-8",
                "application/json; charset=utf-8; charset=utf-8",
                "application/json; charset=\u00ff"
            })
    void anythingElseIsRefusedAndTheConnectionGoesOn(String type) throws Exception {
        try (RawClient client = bridge.connect()) {
            client.request("POST", "/publish", "Content-Type: " + type + "\r\n", EVENT.getBytes());
            HttpAnswer answer = client.read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).contains("application/json");
            assertThat(client.post("/publish", EVENT).status()).isEqualTo(200);
        }
    }

    @Test
    void twoTypesAreRefused() throws Exception {
        try (RawClient client = bridge.connect()) {
            String twice = "Content-Type: application/json\r\nContent-Type: application/json\r\n";
            assertThat(client.request("POST", "/publish", twice, EVENT.getBytes())
                            .read()
                            .status())
                    .isEqualTo(400);
        }
    }
}
