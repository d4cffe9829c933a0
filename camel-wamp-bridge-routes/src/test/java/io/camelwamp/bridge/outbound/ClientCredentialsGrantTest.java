package io.camelwamp.bridge.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.bridge.testing.BrokenBackend;
import io.camelwamp.bridge.testing.StandInBackend;
import io.camelwamp.bridge.testing.StandInBackend.Reply;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ClientCredentialsGrantTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final OutboundClient client = new OutboundClient();
    private StandInBackend tokens;
    private TargetPolicy policy;
    private ClientCredentialsGrant grant;

    @BeforeEach
    void start() throws Exception {
        tokens = new StandInBackend();
        policy = TargetPolicy.of(tokens.url(), "", PrivateAddresses.NAMED);
        grant = new ClientCredentialsGrant(client, policy, "id", "secret", null);
        context.start();
        OutboundClient.startIn(context, client);
    }

    @AfterEach
    void stop() {
        context.stop();
        tokens.close();
    }

    private void expiringIn(String seconds) {
        tokens.answerWith(Reply.json(200, "{\"access_token\":\"t\",\"expires_in\":" + seconds + "}"));
    }

    private void authorize() throws Exception {
        OutboundRequest authorized =
                grant.addTo(OutboundRequest.of("GET", policy.base())).get(10, TimeUnit.SECONDS);
        assertThat(authorized.headers().get("Authorization")).containsExactly("Bearer t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "30", "3600", "9223372036854775807", "1e30", "null"})
    void aTokenIsUsedAgainWhateverItsLifeIs(String seconds) throws Exception {
        expiringIn(seconds);
        authorize();
        authorize();
        assertThat(tokens.requests()).hasSize(1);
    }

    @Test
    void aTokenThatHasExpiredIsNotUsedAgain() throws Exception {
        expiringIn("0");
        authorize();
        authorize();
        assertThat(tokens.requests()).hasSize(2);
    }

    @Test
    void aServerThatIsDownIsToldFromTheBackend() {
        tokens.close();
        assertThatThrownBy(this::authorize)
                .hasMessageContaining("the authorization server cannot be reached")
                .cause()
                .isInstanceOfSatisfying(OutboundException.class, e -> assertThat(e.kind())
                        .isEqualTo(OutboundException.Kind.NO_CREDENTIALS));
    }

    @Test
    void aServerThatBreaksOffIsToldFromTheBackend() throws Exception {
        try (BrokenBackend broken = new BrokenBackend("", true)) {
            policy = TargetPolicy.of(broken.url(), "", PrivateAddresses.NAMED);
            grant = new ClientCredentialsGrant(client, policy, "id", "secret", null);
            assertThatThrownBy(this::authorize)
                    .hasMessageContaining("the authorization server ended the connection before its answer");
        }
    }
}
