package io.camelwamp.bridge.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.testing.StandInBackend;
import io.camelwamp.bridge.testing.StandInBackend.Reply;
import io.camelwamp.testing.interop.Content;
import io.camelwamp.testing.interop.NeedsPeers;
import io.camelwamp.testing.interop.Peer;
import io.camelwamp.testing.interop.PeerProcess;
import io.camelwamp.testing.interop.PeerSession;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An internal API, Stripe and Twilio behind one procedure each, called by autobahn-js and by POST; all three are stand-ins
 * that check what the real ones would.
 */
@NeedsPeers(Peer.AUTOBAHN_JS)
@Timeout(120)
class ArticleFlowTest {
    private static final Map<String, Object> NO_OPTIONS = Map.of();
    private static final StandInBackend WEBAPP = standIn();
    private static final StandInBackend STRIPE = standIn();
    private static final StandInBackend TWILIO = standIn();

    @RegisterExtension
    static final Interop INTEROP = new Interop(Map.of(
            "bridge.callees.webapp.procedure",
            "webapp.api",
            "bridge.callees.webapp.baseUrl",
            "http://127.0.0.1:" + WEBAPP.port(),
            "bridge.callees.stripe.procedure",
            "stripe.api",
            "bridge.callees.stripe.baseUrl",
            "http://127.0.0.1:" + STRIPE.port(),
            "bridge.callees.twilio.procedure",
            "twilio.api",
            "bridge.callees.twilio.baseUrl",
            "http://127.0.0.1:" + TWILIO.port() + "/2010-04-01/"));

    private static StandInBackend standIn() {
        try {
            return new StandInBackend();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void behave() throws Exception {
        WEBAPP.answerWith(request -> "Basic cnBjOnNlY3JldA==".equals(request.header("Authorization"))
                ? Reply.json(200, "{\"path\":\"" + request.target() + "\",\"method\":\"" + request.method() + "\"}")
                : Reply.json(401, "{\"message\":\"Unauthenticated.\"}"));
        STRIPE.answerWith(request -> "POST /v1/charges?amount=100".equals(request.method() + " " + request.target())
                        && "Bearer stripe-token".equals(request.header("Authorization"))
                ? Reply.json(200, "{\"id\":\"ch_1\",\"amount\":100}")
                : Reply.json(402, "{\"error\":{}}"));
        TWILIO.answerWith(request ->
                request.target().equals("/2010-04-01/Accounts/ACXXXXXX/Messages.json?Body=here%20is%20an%20SMS")
                        ? Reply.json(201, "{\"status\":\"queued\"}")
                        : Reply.json(404, "{}"));
        for (String procedure : new String[] {"webapp.api", "stripe.api", "twilio.api"}) {
            await().until(() -> !post("{\"procedure\":\"" + procedure + "\",\"kwargs\":{\"no\":1}}")
                    .contains("no_such_procedure"));
        }
    }

    @AfterAll
    static void stop() {
        WEBAPP.close();
        STRIPE.close();
        TWILIO.close();
    }

    private static String post(String json) throws Exception {
        HttpResponse<String> answer = PeerProcess.await(INTEROP.bridge().post("/call", json), "/call");
        return answer.body();
    }

    private static Map<?, ?> result(PeerSession caller, String procedure, Content content) {
        Content result = caller.call(procedure, content, NO_OPTIONS).await();
        assertThat(result.kwargs()).isEmpty();
        return (Map<?, ?>) result.args().get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void autobahnCallsTheInternalApi(String serializer) {
        PeerSession caller = INTEROP.autobahn(serializer);
        Content call = Content.of("somearg1", "somearg1")
                .with("method", "POST")
                .with("url", "resource/3/test")
                .with("params", Map.of("foo", "bar"));

        Map<?, ?> refused = result(caller, "webapp.api", call.with("headers", Map.of()));
        assertThat(refused.get("code")).isEqualTo(401L);
        assertThat(refused.get("content")).isEqualTo("{\"message\":\"Unauthenticated.\"}");

        Map<?, ?> accepted = result(
                caller, "webapp.api", call.with("headers", Map.of("Authorization", List.of("Basic cnBjOnNlY3JldA=="))));
        assertThat(accepted.get("code")).isEqualTo(200L);
        assertThat(accepted.get("content")).isEqualTo("{\"path\":\"/resource/3/test?foo=bar\",\"method\":\"POST\"}");
        assertThat((Object) ((Map<?, ?>) accepted.get("headers")).get("Content-Type"))
                .isEqualTo(List.of("application/json"));
    }

    @Test
    void autobahnChargesByStripe() {
        Content call = Content.of("somearg1", "somearg1")
                .with("method", "POST")
                .with("url", "v1/charges")
                .with("headers", Map.of("Authorization", List.of("Bearer stripe-token")))
                .with("params", Map.of("amount", 100));
        Map<?, ?> result = result(INTEROP.autobahn("json"), "stripe.api", call);
        assertThat(result.get("code")).isEqualTo(200L);
        assertThat(result.get("content")).isEqualTo("{\"id\":\"ch_1\",\"amount\":100}");
    }

    @Test
    void autobahnSendsAMessageByTwilio() {
        Content call = Content.of("somearg1", "somearg1")
                .with("method", "POST")
                .with("url", "Accounts/ACXXXXXX/Messages.json")
                .with("headers", Map.of("Authorization", List.of("Bearer twilio-token")))
                .with("params", Map.of("Body", "here is an SMS"));
        Map<?, ?> result = result(INTEROP.autobahn("json"), "twilio.api", call);
        assertThat(result.get("code")).isEqualTo(201L);
    }

    @Test
    void aPostCallsTheInternalApiAsTheArticlePrintsIt() throws Exception {
        String answer = post("""
                {
                	"procedure" : "webapp.api",
                	"kwargs" : {
                		"url" : "someresource/123456/subresource",
                		"headers" : {
                			"Accept" : ["application\\/json"],
                			"Authorization" : ["Basic cnBjOnNlY3JldA=="]
                		},
                		"method" : "POST",
                		"params" : [
                			{
                				"foo" : "bar"
                			}
                		]
                	}
                }""");
        assertThat(answer)
                .startsWith(
                        "{\"args\":[{\"code\":200,\"content\":\"{\\\"path\\\":"
                                + "\\\"/someresource/123456/subresource?foo=bar\\\",\\\"method\\\":\\\"POST\\\"}\",\"headers\":{");
    }
}
