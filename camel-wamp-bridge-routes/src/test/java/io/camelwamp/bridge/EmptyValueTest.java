package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.bridge.testing.TestBridge;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A variable that is not set must not switch off what its setting protects. */
class EmptyValueTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bridge.publisher.secret",
                "bridge.key",
                "bridge.webhook.githubSecret",
                "bridge.requireIp",
                "bridge.caller.requireTls",
                "bridge.corsOrigins",
                "bridge.callback.keysFile",
                "bridge.callees.a.bearerToken",
                "bridge.forwarder.password",
                "bridge.router.usersFile",
                "bridge.router.authMethods",
                "bridge.tls.keyStore"
            })
    void whatProtectsMayNotBeEmpty(String key) {
        for (String empty : new String[] {"", " "}) {
            assertThatThrownBy(() -> BridgeSettings.of(Map.of(key, empty)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(key + " is empty: give it a value or leave it out");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "publisher.key, key of the publisher publish",
        "publisher.secret, secret of the publisher publish",
        "caller.requireIp, requireIp of the caller call",
        "services.hook.githubSecret, githubSecret of the webhook hook",
        "services.hook.corsOrigins, corsOrigins of the webhook hook",
        "services.hook.requireTls, requireTls of the webhook hook",
        "publisher.role, role of the publisher publish",
        "callees.a.bearerToken, bearerToken of the callee a",
        "forwarders.b.clientSecret, clientSecret of the forwarder b"
    })
    void neitherMayWhatAPlaceholderStandsFor(String key, String name) throws Exception {
        Map<String, String> given = new HashMap<>(Map.of(
                "bridge.port", "0",
                "bridge.services.hook.type", "webhook",
                "bridge.services.hook.path", "/hook",
                "bridge.services.hook.topic", "com.example.hook",
                "bridge.callees.a.procedure", "com.example.a",
                "bridge.callees.a.baseUrl", "http://localhost/",
                "bridge.forwarders.b.topic", "com.example.b",
                "bridge.forwarders.b.url", "http://localhost/",
                "my.secret", ""));
        given.put("bridge." + key, "{{my.secret}}");
        try (Bridge bridge = new Bridge(BridgeSettings.of(given))) {
            assertThatThrownBy(bridge::start)
                    .hasMessageStartingWith(name + " is given as {{my.secret}}, which is empty");
        }
    }

    @Test
    void noneTakesBackWhatIsSetForMany() {
        BridgeSettings settings = BridgeSettings.of(Map.of(
                "bridge.key", "k",
                "bridge.secret", "s",
                "bridge.requireIp", "10.0.0.1",
                "bridge.caller.key", "none",
                "bridge.caller.secret", "none",
                "bridge.caller.requireIp", "none",
                "bridge.callee.apiKey", "k",
                "bridge.callees.a.procedure", "com.example.a",
                "bridge.callees.a.baseUrl", "http://localhost/",
                "bridge.callees.a.bearerToken", "none"));
        assertThat(settings.services().get(0).options()).containsKeys("key", "secret", "requireIp");
        assertThat(settings.services().get(2).options()).doesNotContainKeys("key", "secret", "requireIp");
        assertThat(settings.outbound().services().get(0).options()).doesNotContainKeys("bearerToken", "apiKey");
    }

    @ParameterizedTest
    @CsvSource({
        "wamp-publisher, key, the key is empty",
        "wamp-caller, secret, the secret is empty",
        "wamp-publisher, requireIp, requireIp is empty",
        "wamp-publisher, corsOrigins, corsOrigins is empty",
        "wamp-webhook, githubSecret, githubSecret is empty"
    })
    void theTemplatesAloneAreAsStrict(String template, String option, String text) throws Exception {
        try (TestBridge bridge = new TestBridge()) {
            Map<String, String> parameters = Map.of("path", "/it", "topic", "com.example.topic", option, "");
            assertThatThrownBy(() -> bridge.add(template, parameters).start())
                    .rootCause()
                    .hasMessageContaining(text);
        }
    }
}
