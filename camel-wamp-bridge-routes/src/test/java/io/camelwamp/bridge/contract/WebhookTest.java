package io.camelwamp.bridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.bridge.testing.SigningClient;
import io.camelwamp.bridge.testing.StandInWamp;
import io.camelwamp.bridge.testing.TestBridge;
import io.camelwamp.protocol.WampException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
    private static final String SECRET = "It's a Secret to Everybody";
    private static final String BODY = "Hello, World!";

    /** From GitHub's page on validating webhook deliveries. */
    private static final String SIGNATURE = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private static TestBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        bridge = new TestBridge()
                .add("wamp-webhook", Map.of("path", "/hook", "topic", "com.example.hook"))
                .add("wamp-webhook", Map.of("path", "/github", "topic", "com.example.push", "githubSecret", SECRET))
                .add(
                        "wamp-webhook",
                        Map.of(
                                "path", "/texts",
                                "topic", "com.example.hook",
                                "successResponse", "danke",
                                "errorResponse", "schade"))
                .add(
                        "wamp-webhook",
                        Map.of(
                                "path", "/signed",
                                "topic", "com.example.hook",
                                "key", "k",
                                "secret", "s",
                                "postBodyLimit", "20"))
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

    private static HttpAnswer send(String target, String headers, String body) throws Exception {
        try (RawClient client = bridge.connect()) {
            return client.request("POST", target, headers, body.getBytes(StandardCharsets.UTF_8))
                    .read();
        }
    }

    private static String signature(String algorithm, String prefix) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), algorithm));
        return prefix + HexFormat.of().formatHex(mac.doFinal(BODY.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void publishesHeadersAndBodyAndAnswersOk() throws Exception {
        HttpAnswer answer = send(
                "/hook",
                "Content-Type: application/x-www-form-urlencoded\r\nx-twice: 1\r\nX-TWICE: 2\r\n",
                "From=ü&Body=x");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text()).isEqualTo("OK");
        assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("application/json; charset=UTF-8");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store,no-cache,must-revalidate,max-age=0");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        StandInWamp.Request event = bridge.wamp().requests().remove();
        assertThat(event.uri()).isEqualTo("com.example.hook");
        assertThat(event.options()).containsEntry("acknowledge", true);
        assertThat(event.kwargs()).isEmpty();
        assertThat(event.args()).singleElement().satisfies(argument -> {
            Map<?, ?> message = (Map<?, ?>) argument;
            assertThat(message.get("body")).isEqualTo("From=ü&Body=x");
            assertThat((Object) message.get("headers"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                    .containsEntry("Host", List.of("localhost"))
                    .containsEntry("X-Twice", List.of("1", "2"))
                    .containsEntry("Content-Type", List.of("application/x-www-form-urlencoded"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: text/xml\r\n", "Content-Type: nonsense\r\n", "Content-Type: \r\n", ""})
    void takesAnyContentType(String header) throws Exception {
        assertThat(send("/hook", header, "").status()).isEqualTo(202);
        assertThat(((Map<?, ?>) bridge.wamp().requests().remove().args().get(0)).get("body"))
                .isEqualTo("");
    }

    @Test
    void theTextsOfTheAnswersAreOptions() throws Exception {
        assertThat(send("/texts", "", "").text()).isEqualTo("danke");
        bridge.wamp().failWith(new WampException("wamp.error.not_authorized"));
        HttpAnswer answer = send("/texts", "", "");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).isEqualTo("schade");
    }

    @Test
    void whatCannotBePublishedIsAnsweredWithTheErrorResponse() throws Exception {
        for (Exception failure : List.of(
                new WampException.NotConnected("x"),
                new WampException.SessionLost("wamp.error.network_failure", "x"),
                new IllegalStateException("inner secret"))) {
            bridge.wamp().failWith(failure);
            HttpAnswer answer = send("/hook", "", "");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text()).isEqualTo("NOT OK");
        }
    }

    @Test
    void acceptsGitHubsOwnExampleSignature() throws Exception {
        assertThat(send("/github", "X-Hub-Signature-256: " + SIGNATURE + "\r\n", BODY)
                        .status())
                .isEqualTo(202);
        assertThat(signature("HmacSHA256", "sha256=")).isEqualTo(SIGNATURE);
    }

    @Test
    void acceptsSha1WhereSha256IsAbsent() throws Exception {
        String sha1 = "X-Hub-Signature: " + signature("HmacSHA1", "sha1=") + "\r\n";
        assertThat(send("/github", sha1, BODY).status()).isEqualTo(202);
        assertThat(send("/github", sha1 + "X-Hub-Signature-256: " + SIGNATURE + "\r\n", BODY)
                        .status())
                .isEqualTo(202);
        assertThat(send("/github", sha1 + "X-Hub-Signature-256: sha256=00\r\n", BODY)
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "'X-Hub-Signature-256: '",
        "'X-Hub-Signature-256: sha256='",
        "'X-Hub-Signature-256: sha1=757107ea0eb2509fc211221cce984b8a37570b6d'",
        "'X-Hub-Signature-256: 757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'",
        "'X-Hub-Signature-256: sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18'",
        "'X-Hub-Signature-256: sha256=nohex'",
        "'X-Hub-Signature: sha1=757107ea0eb2509fc211221cce984b8a37570b6d'",
        "'X-Hub-Signature: sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'",
        "'X-Hub-Signature-256: säcret'",
    })
    void missingAndWrongSignaturesAreRefused(String header) throws Exception {
        HttpAnswer answer = send("/github", header.isEmpty() ? "" : header + "\r\n", BODY);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains("signature");
        assertThat(bridge.wamp().requests()).isEmpty();
    }

    @Test
    void theSignatureIsOfTheOctetsOfTheBody() throws Exception {
        assertThat(send("/github", "X-Hub-Signature-256: " + SIGNATURE + "\r\n", BODY + " ")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theOtherChecksAreThoseOfThePublisher() throws Exception {
        try (RawClient client = bridge.connect()) {
            assertThat(client.request("GET", "/hook", "", new byte[0]).read().status())
                    .isEqualTo(405);
        }
        assertThat(send("/signed", "", "x").error()).contains("'key' is missing");
        assertThat(send("/signed", "", "x".repeat(21)).status()).isEqualTo(413);
        String target = SigningClient.target("/signed", new SigningClient("k", "s").sign("x"));
        assertThat(send(target, "", "x").status()).isEqualTo(202);
        assertThat(send(target, "", "x").status()).isEqualTo(401);
    }

    @Test
    void bodiesThatAreNoTextAreRefused() throws Exception {
        try (RawClient client = bridge.connect()) {
            HttpAnswer answer = client.request("POST", "/hook", "", new byte[] {'a', (byte) 0xff})
                    .read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).contains("UTF-8 at octet 1");
            assertThat(client.request("POST", "/hook", "", new byte[] {0, 'a'})
                            .read()
                            .status())
                    .isEqualTo(400);
        }
        assertThat(bridge.wamp().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#general", "a..b", "wamp.x", ""})
    void aTopicThatIsNoneIsAStartUpError(String topic) throws Exception {
        try (TestBridge broken = new TestBridge()) {
            assertThatThrownBy(() -> broken.add("wamp-webhook", Map.of("path", "/h", "topic", topic))
                            .start())
                    .hasStackTraceContaining("topic is '" + topic + "'");
        }
    }

    @Test
    void aTopicIsRequired() throws Exception {
        try (TestBridge broken = new TestBridge()) {
            assertThatThrownBy(() -> broken.add("wamp-webhook", Map.of("path", "/h")))
                    .hasStackTraceContaining("topic");
        }
    }
}
