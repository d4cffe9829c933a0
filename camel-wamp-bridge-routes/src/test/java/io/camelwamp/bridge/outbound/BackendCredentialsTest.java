package io.camelwamp.bridge.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.bridge.testing.BrokenBackend;
import io.camelwamp.bridge.testing.StandInBackend;
import io.camelwamp.bridge.testing.StandInBackend.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Credentials are for who is at the base: others may be named by callers. */
@Timeout(60)
class BackendCredentialsTest {
    /** Credentials, and how they look in a request. */
    enum Kind {
        BEARER((credentials, tokens) -> credentials.setBearerToken("s3cret"), "s3cret"),
        BASIC(
                (credentials, tokens) -> {
                    credentials.setUsername("me");
                    credentials.setPassword("s3cret");
                },
                "bWU6czNjcmV0"),
        HEADER((credentials, tokens) -> credentials.setApiKey("s3cret"), "s3cret"),
        QUERY(
                (credentials, tokens) -> {
                    credentials.setApiKey("s3cret");
                    credentials.setApiKeyIn("query");
                },
                "s3cret"),
        OAUTH(
                (credentials, tokens) -> {
                    credentials.setTokenUrl(tokens);
                    credentials.setClientId("me");
                    credentials.setClientSecret("secret");
                },
                "s3cret");

        private final BiConsumer<BackendCredentials, String> setting;
        private final String seen;

        Kind(BiConsumer<BackendCredentials, String> setting, String seen) {
            this.setting = setting;
            this.seen = seen;
        }

        boolean isIn(StandInBackend.Request request) {
            return request.target().contains(seen)
                    || request.headers().values().stream()
                            .flatMap(List::stream)
                            .anyMatch(value -> value.contains(seen));
        }
    }

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final BackendCredentials credentials = new BackendCredentials();
    private final Backend backend = new Backend();
    private StandInBackend own;
    private StandInBackend other;
    private StandInBackend tokens;

    @BeforeEach
    void prepare() throws Exception {
        own = new StandInBackend();
        other = new StandInBackend();
        tokens = new StandInBackend();
        tokens.answerWith(Reply.json(200, "{\"access_token\":\"s3cret\"}"));
        context.start();
        backend.setCamelContext(context);
        backend.setBaseUrl(own.url() + "api/");
        backend.setAllowedTargets("*:*");
        backend.setPrivateAddresses("always");
        backend.setCredentials(credentials);
    }

    @AfterEach
    void stop() {
        backend.stop();
        context.stop();
        own.close();
        other.close();
        tokens.close();
    }

    private OutboundAnswer send(String url, Map<String, List<String>> headers) throws Exception {
        backend.start();
        OutboundRequest request = OutboundRequest.of("GET", backend.policy().resolve(url))
                .withHeaders(headers)
                .followingRedirects();
        return backend.send(request, new Recall()).get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void goToSchemeHostAndPortOfTheBaseOnly(Kind kind) throws Exception {
        kind.setting.accept(credentials, tokens.url());
        send("", Map.of());
        assertThat(kind.isIn(own.take())).isTrue();
        send("/elsewhere", Map.of());
        assertThat(kind.isIn(own.take())).isTrue();

        send(other.url(), Map.of());
        assertThat(kind.isIn(other.take())).isFalse();
        send(own.url().replace("127.0.0.1", "localhost"), Map.of());
        assertThat(kind.isIn(own.take())).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void stayWhenARedirectLeadsElsewhere(Kind kind) throws Exception {
        kind.setting.accept(credentials, tokens.url());
        own.answerWith(Reply.empty(307, "Location", other.url()));
        assertThat(send("", Map.of()).status()).isEqualTo(200);
        assertThat(kind.isIn(own.take())).isTrue();
        assertThat(kind.isIn(other.take())).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRefusalElsewhereIsAnAnswer(Kind kind) throws Exception {
        kind.setting.accept(credentials, tokens.url());
        other.answerWith(Reply.empty(401));
        assertThat(send(other.url(), Map.of()).status()).isEqualTo(401);
        assertThat(other.requests()).hasSize(1);
        assertThat(tokens.requests()).isEmpty();
    }

    @Test
    void thoseOfTheCallerGoWhereHeSays() throws Exception {
        Kind.BEARER.setting.accept(credentials, tokens.url());
        send(other.url(), Map.of("Authorization", List.of("Bearer mine")));
        assertThat(other.take().headers().get("Authorization")).containsExactly("Bearer mine");
    }

    @Test
    void theWaitForATokenEndsWithTheTimeoutOfTheRequest() throws Exception {
        try (BrokenBackend silent = new BrokenBackend("", false)) {
            Kind.OAUTH.setting.accept(credentials, silent.url());
            backend.setTimeout(300);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> send("", Map.of()))
                        .hasMessageContaining("the authorization server did not answer in time");
            }
            assertThat(own.requests()).isEmpty();
        }
    }
}
