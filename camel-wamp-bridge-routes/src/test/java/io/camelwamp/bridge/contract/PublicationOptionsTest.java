package io.camelwamp.bridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.TestBridge;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationOptionsTest {
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

    @BeforeEach
    void reset() {
        bridge.wamp().reset();
    }

    private static HttpAnswer publish(String options) throws Exception {
        return bridge.post("/publish", "{\"topic\":\"com.example.topic\",\"options\":{" + options + "}}");
    }

    private static Map<String, Object> accepted(String options) throws Exception {
        assertThat(publish(options).status()).isEqualTo(200);
        return bridge.wamp().requests().remove().options();
    }

    @Test
    void optionsReachTheRouter() throws Exception {
        assertThat(accepted("\"exclude\":[1,9007199254740992],\"eligible\":[3],\"exclude_authid\":[\"a\"],"
                        + "\"exclude_authrole\":[\"b\"],\"eligible_authid\":[\"c\"],\"eligible_authrole\":[\"d\",\"e\"],"
                        + "\"exclude_me\":false,\"retain\":true,\"disclose_me\":true,"
                        + "\"forward_for\":[{\"session\":1,\"authid\":\"x\",\"authrole\":\"y\"}]"))
                .isEqualTo(Map.ofEntries(
                        Map.entry("acknowledge", true),
                        Map.entry("exclude", List.of(1, 9007199254740992L)),
                        Map.entry("eligible", List.of(3)),
                        Map.entry("exclude_authid", List.of("a")),
                        Map.entry("exclude_authrole", List.of("b")),
                        Map.entry("eligible_authid", List.of("c")),
                        Map.entry("eligible_authrole", List.of("d", "e")),
                        Map.entry("exclude_me", false),
                        Map.entry("retain", true),
                        Map.entry("disclose_me", true),
                        Map.entry("forward_for", List.of(Map.of("session", 1, "authid", "x", "authrole", "y")))));
    }

    @Test
    void oneValueStandsForAListOfOne() throws Exception {
        assertThat(accepted("\"exclude\":7,\"eligible\":8,\"exclude_authid\":\"a\",\"eligible_authrole\":\"b\""))
                .isEqualTo(Map.of(
                        "acknowledge", true,
                        "exclude", List.of(7),
                        "eligible", List.of(8),
                        "exclude_authid", List.of("a"),
                        "eligible_authrole", List.of("b")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exclude | \"1\"",
                "exclude | 0",
                "exclude | -1",
                "exclude | 9007199254740993",
                "exclude | 1.0",
                "exclude | 1.5",
                "exclude | true",
                "exclude | {}",
                "exclude | [1,\"2\"]",
                "exclude | [null]",
                "exclude | [[1]]",
                "eligible | \"x\"",
                "eligible | [0]",
                "eligible | [1.0]",
                "exclude_authid | 1",
                "exclude_authid | [1]",
                "exclude_authrole | {}",
                "eligible_authid | [null]",
                "eligible_authrole | true",
                "exclude_me | 1",
                "exclude_me | \"true\"",
                "exclude_me | []",
                "retain | 0",
                "disclose_me | \"\"",
                "forward_for | {}",
                "forward_for | [1]",
                "forward_for | \"x\""
            })
    void anOptionOfTheWrongTypeIsNamed(String name, String value) throws Exception {
        HttpAnswer answer = publish("\"" + name + "\":" + value);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith("the option '" + name + "' must be");
        assertThat(bridge.wamp().requests()).isEmpty();
    }

    @Test
    void unknownOptionsAreIgnored() throws Exception {
        assertThat(accepted("\"acknowledge\":false,\"match\":5,\"x_mine\":{},\"exclude_me\":null,\"eligible\":null"))
                .isEqualTo(Map.of("acknowledge", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eligible", "eligible_authid", "eligible_authrole"})
    void anEmptyListOfEligibleOnesReachesNobody(String name) throws Exception {
        HttpAnswer answer = publish("\"" + name + "\":[],\"retain\":true");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("id").asLong()).isBetween(1L, 1L << 53);
        assertThat(bridge.wamp().requests()).isEmpty();
    }

    @Test
    void anEmptyListOfExcludedOnesExcludesNobody() throws Exception {
        assertThat(accepted("\"exclude\":[]")).containsEntry("exclude", List.of());
    }
}
