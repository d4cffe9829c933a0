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

class MethodAndCorsTest {
    private static final byte[] EVENT = "{\"topic\":\"com.example.topic\"}".getBytes();
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        bridge = new TestBridge()
                .add("wamp-publisher", Map.of("path", "/publish"))
                .add("wamp-publisher", Map.of("path", "/signed", "key", "key1", "secret", "secret1"))
                .add("wamp-publisher", Map.of("path", "/shop", "corsOrigins", "https://shop.example.com, http://a:81"))
                .start();
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    private static HttpAnswer send(String method, String target, String headers) throws Exception {
        try (RawClient client = bridge.connect()) {
            return client.request(method, target, headers, EVENT).read();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT"})
    void postAndPutAreEqual(String method) throws Exception {
        assertThat(send(method, "/publish", "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PATCH", "TRACE", "post", "Put", "options", "PROPFIND"})
    void otherMethodsAreRefusedAndTheConnectionGoesOn(String method) throws Exception {
        try (RawClient client = bridge.connect()) {
            HttpAnswer answer = client.request(method, "/publish", "", EVENT).read();
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo("POST,PUT,OPTIONS");
            assertThat(answer.error()).contains(method).contains("POST");
            assertThat(client.post("/publish", new String(EVENT)).status()).isEqualTo(200);
        }
    }

    @Test
    void headIsRefusedWithoutABody() throws Exception {
        try (RawClient client = bridge.connect()) {
            client.send("HEAD /publish HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            String answer = client.readToTheEnd();
            assertThat(answer)
                    .startsWith("HTTP/1.1 405 ")
                    .contains("Allow: POST,PUT,OPTIONS")
                    .endsWith("\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/publish", "/signed"})
    void optionsIsAnsweredWithoutAnySignature(String path) throws Exception {
        HttpAnswer answer = send("OPTIONS", path, "Access-Control-Request-Headers: x-one, content-type\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.octets()).isEmpty();
        assertThat(answer.header("Content-Length")).isEqualTo("0");
        assertThat(answer.header("Allow")).isEqualTo("POST,PUT,OPTIONS");
        assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("POST,PUT,OPTIONS");
        assertThat(answer.header("Access-Control-Allow-Headers")).isEqualTo("x-one, content-type");
    }

    @Test
    void answersHaveTheHeadersOfTheContract() throws Exception {
        for (String target : new String[] {"/publish", "/signed", "/nowhere"}) {
            HttpAnswer answer = send("POST", target, "Origin: https://app.example.com:8443\r\n");
            assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=UTF-8");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store,no-cache,must-revalidate,max-age=0");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example.com:8443");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
            assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(answer.octets().length));
            assertThat(answer.header("Server")).isNull();
        }
    }

    @Test
    void anAbsentOrNullOriginIsAnsweredWithAStar() throws Exception {
        assertThat(send("POST", "/publish", "").header("Access-Control-Allow-Origin"))
                .isEqualTo("*");
        assertThat(send("POST", "/publish", "Origin: null\r\n").header("Access-Control-Allow-Origin"))
                .isEqualTo("*");
    }

    @Test
    void aListedOriginIsServed() throws Exception {
        HttpAnswer answer = send("POST", "/shop", "Origin: https://SHOP.example.com\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://SHOP.example.com");
        assertThat(send("POST", "/shop", "").status()).isEqualTo(200);
    }

    @Test
    void anOriginThatIsNotListedIsRefusedAndNotAllowed() throws Exception {
        HttpAnswer answer = send("POST", "/shop", "Origin: https://evil.example.com\r\n");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
        HttpAnswer preflight = send("OPTIONS", "/shop", "Origin: https://evil.example.com\r\n");
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void noRequestMakesTheHeadersOfAnAnswerTooLarge() throws Exception {
        String headers = "Origin: http://"
                + "o".repeat(3500)
                + "\r\nAccess-Control-Request-Headers: "
                + "h".repeat(3500)
                + "\r\n";
        assertThat(send("POST", "/publish", headers).status()).isEqualTo(200);
        assertThat(send("OPTIONS", "/publish", headers).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/publish/", "/publish/a", "/publish/a/b?x=1", "/publish?x=%zz"})
    void subPathsAndTrailingSlashesAreServed(String target) throws Exception {
        assertThat(send("POST", target, "").status()).isEqualTo(200);
    }
}
