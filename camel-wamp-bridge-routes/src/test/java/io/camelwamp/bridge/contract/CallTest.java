package io.camelwamp.bridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.StandInWamp;
import io.camelwamp.bridge.testing.TestBridge;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {
    private static final String ADD = "{\"procedure\":\"com.example.add2\",\"args\":[1,2],\"kwargs\":{\"carry\":0}}";
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        bridge = new TestBridge()
                .add("wamp-caller", Map.of("path", "/call"))
                .add("wamp-caller", Map.of("path", "/quick", "callTimeout", "1500"))
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
    void argumentsReachTheProcedure() throws Exception {
        bridge.wamp().answerWith(3);
        assertThat(bridge.post("/call", ADD).text()).isEqualTo("{\"args\":[3]}");
        StandInWamp.Request call = bridge.wamp().requests().remove();
        assertThat(call.uri()).isEqualTo("com.example.add2");
        assertThat(call.args()).containsExactly(1, 2);
        assertThat(call.kwargs()).isEqualTo(Map.of("carry", 0));
        assertThat(call.timeout()).isEqualTo(30_000);
    }

    @Test
    void theTimeoutIsAnOption() throws Exception {
        bridge.post("/quick", ADD);
        assertThat(bridge.wamp().requests().remove().timeout()).isEqualTo(1500);
    }

    private static List<Arguments> results() {
        Map<String, Object> kwargs = new LinkedHashMap<>();
        kwargs.put("b", 1);
        kwargs.put("a", List.of());
        return List.of(
                Arguments.of(null, "{\"args\":[null]}"),
                Arguments.of(List.of(), "{\"args\":[null]}"),
                Arguments.of(Collections.singletonList(null), "{\"args\":[null]}"),
                Arguments.of("text", "{\"args\":[\"text\"]}"),
                Arguments.of(List.of("text"), "{\"args\":[\"text\"]}"),
                Arguments.of(List.of(List.of()), "{\"args\":[[]]}"),
                Arguments.of(Arrays.asList(1, null, true, 2.0), "{\"args\":[1,null,true,2.0]}"),
                Arguments.of(Map.of("k", "v"), "{\"args\":[{\"k\":\"v\"}]}"),
                Arguments.of(new StandInWamp.Result(null, kwargs), "{\"kwargs\":{\"b\":1,\"a\":[]}}"),
                Arguments.of(new StandInWamp.Result(List.of(), kwargs), "{\"kwargs\":{\"b\":1,\"a\":[]}}"),
                Arguments.of(new StandInWamp.Result(7, kwargs), "{\"args\":[7],\"kwargs\":{\"b\":1,\"a\":[]}}"),
                Arguments.of(new StandInWamp.Result(7, Map.of()), "{\"args\":[7]}"),
                Arguments.of(Long.MAX_VALUE, "{\"args\":[9223372036854775807]}"),
                Arguments.of(BigInteger.TWO.pow(70), "{\"args\":[1180591620717411303424]}"),
                Arguments.of(new BigDecimal("0.10"), "{\"args\":[0.10]}"),
                Arguments.of(
                        "Grüße \uD83D\uDE00 / \" \\ \u0001", "{\"args\":[\"Grüße \uD83D\uDE00 / \\\" \\\\ \\u0001\"]}"),
                Arguments.of("half \uD83D", "{\"args\":[\"half \\uD83D\"]}"),
                Arguments.of(new byte[] {0, 16, (byte) 255}, "{\"args\":[\"\\u0000ABD/\"]}"),
                Arguments.of(Double.NaN, "{\"args\":[\"NaN\"]}"));
    }

    @ParameterizedTest
    @MethodSource("results")
    void resultsAreCompactJson(Object result, String json) throws Exception {
        bridge.wamp().answerWith(result);
        HttpAnswer answer = bridge.post("/call", ADD);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(json);
        assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(answer.octets().length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"procedure\":null}",
                "{\"procedure\":5}",
                "{\"procedure\":\"a..b\"}",
                "{\"procedure\":\"\"}",
                "{\"topic\":\"a.b\"}"
            })
    void aMissingOrInvalidProcedureIsRefused(String body) throws Exception {
        HttpAnswer answer = bridge.post("/call", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains("'procedure'");
        assertThat(bridge.wamp().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"args", "kwargs", "options"})
    void membersOfTheWrongTypeAreRefused(String name) throws Exception {
        HttpAnswer answer = bridge.post("/call", "{\"procedure\":\"a.b\",\"" + name + "\":7}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith("'" + name + "' must be");
    }

    @Test
    void nullArgumentsAreNone() throws Exception {
        bridge.post("/call", "{\"procedure\":\"a.b\",\"args\":null,\"kwargs\":null,\"options\":null}");
        StandInWamp.Request call = bridge.wamp().requests().remove();
        assertThat(call.args()).isEmpty();
        assertThat(call.kwargs()).isEmpty();
    }

    @Test
    void aResultThatJsonCannotExpressIsAnErrorWithoutDetails() throws Exception {
        bridge.wamp().answerWith(new Object());
        HttpAnswer answer = bridge.post("/call", ADD);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.error()).matches("an unexpected failure .* id [0-9a-f]{16}");
    }
}
