package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionsTest {
    @TempDir
    private Path folder;

    private List<OutboundService> forwarders(String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("bridge.yaml"), yaml);
        return BridgeSettings.load(file.toString()).outbound().services();
    }

    @Test
    void eachSubscriptionIsAForwarderWithTheOptionsOfAll() throws Exception {
        List<OutboundService> forwarders = forwarders("""
                bridge:
                  forwarders:
                    shop:
                      expectedCode: 204
                      method: PUT
                      subscriptions:
                        - {url: "http://localhost/news", topic: com.example.news., match: prefix}
                        - {url: "http://localhost/sold", topic: com.example.sold, method: POST}
                """);
        assertThat(forwarders)
                .extracting(OutboundService::toString)
                .containsExactly("forwarder shop-0", "forwarder shop-1");
        assertThat(forwarders.get(0).options())
                .containsEntry("url", "http://localhost/news")
                .containsEntry("topic", "com.example.news.")
                .containsEntry("match", "prefix")
                .containsEntry("expectedCode", "204")
                .containsEntry("method", "PUT");
        assertThat(forwarders.get(1).options())
                .doesNotContainKey("match")
                .containsEntry("expectedCode", "204")
                .containsEntry("method", "POST");
    }

    @Test
    void aListForAllForwardersMakesSome() throws Exception {
        List<OutboundService> forwarders = forwarders("""
                bridge:
                  forwarder:
                    expectedCode: 200
                    subscriptions:
                      - {url: "http://localhost/a", topic: com.example.a}
                  forwarders:
                    b: {url: "http://localhost/b", topic: com.example.b}
                """);
        assertThat(forwarders)
                .extracting(OutboundService::toString)
                .containsExactly("forwarder b", "forwarder forwarder-0");
        assertThat(forwarders).allSatisfy(one -> assertThat(one.options()).containsEntry("expectedCode", "200"));
    }

    @ParameterizedTest
    @CsvSource({"'[]'", "'[com.example.news]'", "com.example.news", "'{url: x}'"})
    void anythingButAListOfThemIsAnError(String value) {
        assertThatThrownBy(() -> forwarders("bridge: {forwarders: {shop: {subscriptions: " + value + "}}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bridge.forwarders.shop.subscriptions")
                .hasMessageContaining("url, topic");
    }

    @ParameterizedTest
    @CsvSource({
        "callees.a.baseurl, callees.a.baseUrl",
        "forwarders.a.expectedcode, forwarders.a.expectedCode",
        "publisher.post_body_limit, publisher.postBodyLimit",
        "publisher.timestamp_delta_limit, publisher.timestampDeltaLimit",
        "caller.require_ip, caller.requireIp",
        "require_tls, requireTls",
        "webhook.github_secret, webhook.githubSecret",
        "services.hook.success_response, services.hook.successResponse",
        "services.hook.error_response, services.hook.errorResponse"
    })
    void spellingsOfCrossbarAreToldHowTheyAreSpeltHere(String crossbars, String ours) {
        assertThatThrownBy(() -> BridgeSettings.of(Map.of("bridge." + crossbars, "1")))
                .hasMessage("there is no setting 'bridge." + crossbars + "'; did you mean 'bridge." + ours + "'?");
    }
}
