package io.camelwamp.bridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.bridge.testing.StandInWamp;
import io.camelwamp.bridge.testing.TestBridge;
import io.camelwamp.component.WampConstants;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationTest {
    private static final String TOPIC = "\"topic\":\"com.example.topic\"";
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        bridge = new TestBridge()
                .add("wamp-publisher", Map.of("path", "/publish"))
                .add("wamp-publisher", Map.of("path", "/other", "realm", "realm2", "routerUrl", "ws://router:9000"))
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

    private static StandInWamp.Request published(String json) throws Exception {
        HttpAnswer answer = bridge.post("/publish", json);
        assertThat(answer.text()).startsWith("{\"id\":");
        assertThat(answer.status()).isEqualTo(200);
        return bridge.wamp().requests().remove();
    }

    private static HttpAnswer refused(byte[] body) throws Exception {
        try (RawClient client = bridge.connect()) {
            HttpAnswer answer = client.request("POST", "/publish", "", body).read();
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(bridge.wamp().requests()).isEmpty();
            assertThat(client.post("/publish", "{" + TOPIC + "}").status()).isEqualTo(200);
            assertThat(bridge.wamp().requests()).hasSize(1);
            bridge.wamp().reset();
            return answer;
        }
    }

    @Test
    void theIdOfTheAcknowledgedPublicationIsTheAnswer() throws Exception {
        bridge.wamp().answerWith(9007199254740992L);
        assertThat(bridge.post("/publish", "{" + TOPIC + "}").text()).isEqualTo("{\"id\":9007199254740992}");
    }

    @Test
    void argumentsReachTheTopic() throws Exception {
        StandInWamp.Request published =
                published("{" + TOPIC + ",\"args\":[\"Hello, world\",23],\"kwargs\":{\"a\":{\"b\":[null,true]}}}");
        assertThat(published.uri()).isEqualTo("com.example.topic");
        assertThat(published.args()).containsExactly("Hello, world", 23);
        assertThat(published.kwargs()).isEqualTo(Map.of("a", Map.of("b", Arrays.asList(null, true))));
        assertThat(published.options()).isEqualTo(Map.of("acknowledge", true));
    }

    @Test
    void realmAndRouterBelongToTheService() throws Exception {
        assertThat(published("{" + TOPIC + "}").parameters())
                .containsEntry("realm", "realm1")
                .doesNotContainKey("url");
        bridge.post("/other", "{" + TOPIC + "}");
        assertThat(bridge.wamp().requests().remove().parameters())
                .containsEntry("realm", "realm2")
                .containsEntry("url", "ws://router:9000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"args\":null,\"kwargs\":null,\"options\":null",
                ",\"args\":[],\"kwargs\":{},\"options\":{}"
            })
    void nullAbsentAndEmptyAreTheSame(String members) throws Exception {
        StandInWamp.Request published = published("{" + TOPIC + members + "}");
        assertThat(published.args()).isEmpty();
        assertThat(published.kwargs()).isEmpty();
        assertThat(published.options()).isEqualTo(Map.of("acknowledge", true));
    }

    @Test
    void anyNameMayBeUsedInKwargs() throws Exception {
        String kwargs = "{\"options\":1,\"topic\":2,\"self\":3,\"url\":4,\"callee\":5,\"args\":6,\"kwargs\":7,"
                + "\"\":8,\"CamelWampTopic\":9,\"é\u0000\":10}";
        StandInWamp.Request published =
                published("{" + TOPIC + ",\"kwargs\":" + kwargs.replace("\u0000", "\\u0000") + "}");
        assertThat(published.uri()).isEqualTo("com.example.topic");
        assertThat(published.kwargs())
                .containsOnlyKeys(
                        "options", "topic", "self", "url", "callee", "args", "kwargs", "", "CamelWampTopic", "é\u0000");
    }

    @Test
    void numbersKeepTheirValues() throws Exception {
        String numbers = "1,1.0,-0.0,9223372036854775807,9223372036854775808,0.1,1e2,1e400,0.1000000000000000055,"
                + "12345678901234567890.123456789,1"
                + "0".repeat(400);
        assertThat(published("{" + TOPIC + ",\"args\":[" + numbers + "]}").args())
                .containsExactly(
                        1,
                        1.0,
                        -0.0,
                        Long.MAX_VALUE,
                        new BigInteger("9223372036854775808"),
                        0.1,
                        100.0,
                        new BigDecimal("1e400"),
                        new BigDecimal("0.1000000000000000055"),
                        new BigDecimal("12345678901234567890.123456789"),
                        BigInteger.TEN.pow(400));
    }

    @Test
    void ofADuplicateKeyTheLastWins() throws Exception {
        StandInWamp.Request published =
                published("{\"topic\":1," + TOPIC + ",\"args\":{},\"args\":[1],\"kwargs\":{\"a\":1,\"a\":2}}");
        assertThat(published.args()).containsExactly(1);
        assertThat(published.kwargs()).isEqualTo(Map.of("a", 2));
    }

    @Test
    void textIsUtf8() throws Exception {
        String text = "Grüße \uD83D\uDE00 \u2028 \u0000".replace("\u0000", "");
        assertThat(published("{" + TOPIC + ",\"args\":[\"" + text + "\",\"\\ud83d\\ude00\"]}")
                        .args())
                .containsExactly(text, "\uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "\"text\"",
                "[]",
                "[{" + TOPIC + "}]",
                "{",
                "{" + TOPIC,
                "{" + TOPIC + "}}",
                "{" + TOPIC + "} x",
                "{" + TOPIC + "}{}",
                "{" + TOPIC + ",}",
                "{'topic':'a.b'}",
                "{topic:\"a.b\"}",
                "{" + TOPIC + ",\"args\":[NaN]}",
                "{" + TOPIC + ",\"args\":[Infinity]}",
                "{" + TOPIC + ",\"args\":[-Infinity]}",
                "{" + TOPIC + ",\"args\":[01]}",
                "{" + TOPIC + ",\"args\":[+1]}",
                "{" + TOPIC + ",\"args\":[.5]}",
                "{" + TOPIC + ",\"args\":[1.]}",
                "{" + TOPIC + ",\"args\":[1,]}",
                "{" + TOPIC + ",\"args\":[tru]}",
                "{" + TOPIC + " /* comment */}",
                "{" + TOPIC + "} // comment",
                "{" + TOPIC + "} # comment",
                "{" + TOPIC + ",\"args\":[\"a\nb\"]}",
                "{" + TOPIC + ",\"args\":[\"\\x41\"]}",
                "{" + TOPIC + ",\"args\":[1e99999999999]}",
                "\uFEFF{" + TOPIC + "}"
            })
    void whatIsNotExactlyOneJsonObjectIsRefused(String body) throws Exception {
        assertThat(refused(body.getBytes(StandardCharsets.UTF_8)).error()).contains("body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "\\udc00\\ud800", "x\\ud83d", "\\ud83d\\ud83d"})
    void halvesOfSurrogatePairsAreRefused(String text) throws Exception {
        refused(("{" + TOPIC + ",\"args\":[\"" + text + "\"]}").getBytes(StandardCharsets.UTF_8));
        refused(("{" + TOPIC + ",\"kwargs\":{\"" + text + "\":1}}").getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "c3",
                "c328",
                "c0af",
                "e080af",
                "f08080af",
                "eda080",
                "edbfbf",
                "f4908080",
                "ff",
                "e28c",
                "f09f98"
            })
    void malformedUtf8IsRefused(String hex) throws Exception {
        byte[] head = ("{" + TOPIC + ",\"args\":[\"").getBytes(StandardCharsets.UTF_8);
        byte[] text = HexFormat.of().parseHex(hex);
        byte[] tail = "\"]}".getBytes(StandardCharsets.UTF_8);
        byte[] body = Arrays.copyOf(head, head.length + text.length + tail.length);
        System.arraycopy(text, 0, body, head.length, text.length);
        System.arraycopy(tail, 0, body, head.length + text.length, tail.length);
        assertThat(refused(body).error()).contains("UTF-8");
    }

    @Test
    void otherEncodingsAreRefused() throws Exception {
        for (java.nio.charset.Charset charset : List.of(
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                StandardCharsets.UTF_16,
                StandardCharsets.ISO_8859_1)) {
            refused(("{" + TOPIC + ",\"args\":[\"é\"]}").getBytes(charset));
        }
    }

    @Test
    void nestingIsBounded() throws Exception {
        published("{" + TOPIC + ",\"args\":" + "[".repeat(400) + "]".repeat(400) + "}");
        refused(("{" + TOPIC + ",\"args\":" + "[".repeat(600) + "]".repeat(600) + "}").getBytes());
        refused(("{" + TOPIC + ",\"kwargs\":" + "{\"a\":".repeat(100_000)).getBytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"topic\":null}",
                "{\"topic\":1}",
                "{\"topic\":[\"a\"]}",
                "{\"topic\":\"\"}",
                "{\"topic\":\"a..b\"}",
                "{\"topic\":\".a\"}",
                "{\"topic\":\"a.\"}",
                "{\"topic\":\"a b\"}",
                "{\"topic\":\"a#b\"}",
                "{\"topic\":\"a.b\\n\"}",
                "{\"topic\":\"a\\u00a0b\"}"
            })
    void aMissingOrInvalidTopicIsRefused(String body) throws Exception {
        assertThat(refused(body.getBytes(StandardCharsets.UTF_8)).error()).contains("'topic'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "args | {}", "args | \"x\"", "args | 1", "args | false", "args | 0", "args | \"\"",
                "kwargs | []", "kwargs | \"x\"", "kwargs | 1", "options | []", "options | true", "options | \"x\""
            })
    void membersOfTheWrongTypeAreRefused(String name, String value) throws Exception {
        byte[] body = ("{" + TOPIC + ",\"" + name + "\":" + value + "}").getBytes(StandardCharsets.UTF_8);
        assertThat(refused(body).error()).startsWith("'" + name + "' must be");
    }

    @Test
    void headersFromOutsideHaveNoEffect() throws Exception {
        String headers = "CamelWampTopic: com.evil\r\nCamelWampKwargs: x\r\nCamelWampOptions: x\r\n"
                + "CamelHttpResponseCode: 418\r\nCamelWampPublicationId: 5\r\nX-Any: thing\r\nSet-Cookie: a=b\r\n";
        try (RawClient client = bridge.connect()) {
            String target = "/publish?CamelWampTopic=com.evil&CamelWampPublicationId=5&Set-Cookie=c";
            client.request("POST", target, headers, ("{" + TOPIC + "}").getBytes());
            HttpAnswer answer = client.read();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isNotEqualTo("{\"id\":5}");
            assertThat(answer.headers())
                    .doesNotContainKeys("Set-Cookie", "X-Any", "CamelWampTopic", WampConstants.TOPIC);
        }
        StandInWamp.Request published = bridge.wamp().requests().remove();
        assertThat(published.uri()).isEqualTo("com.example.topic");
        assertThat(published.kwargs()).isEmpty();
        assertThat(published.options()).isEqualTo(Map.of("acknowledge", true));
    }
}
