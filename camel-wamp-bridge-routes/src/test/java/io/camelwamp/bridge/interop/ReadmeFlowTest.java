package io.camelwamp.bridge.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelwamp.testing.interop.Content;
import io.camelwamp.testing.interop.NeedsPeers;
import io.camelwamp.testing.interop.Peer;
import io.camelwamp.testing.interop.PeerProcess;
import io.camelwamp.testing.interop.PeerSession;
import io.camelwamp.testing.interop.PeerSession.Event;
import io.camelwamp.testing.interop.PeerSession.Invocation;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Crossbar's document and our README print, with autobahn-js on the WAMP side. */
@NeedsPeers(Peer.AUTOBAHN_JS)
class ReadmeFlowTest {
    @RegisterExtension
    static final Interop INTEROP = new Interop();

    private static final Map<String, Object> NO_OPTIONS = Map.of();

    @ParameterizedTest
    @ValueSource(strings = {"/publish", "/push"})
    void aPostReachesASubscriber(String path) throws Exception {
        PeerSession subscriber = INTEROP.autobahn("json");
        subscriber.subscribe("com.myapp.topic1", NO_OPTIONS);

        HttpResponse<String> response = post(path, "{\"topic\": \"com.myapp.topic1\", \"args\": [\"Hello, world\"]}");

        Event event = subscriber.nextEvent();
        assertThat(event.content()).isEqualTo(Content.of("Hello, world"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"id\":" + event.publication() + "}");
    }

    @Test
    void aPostIsAnsweredByACamelRoute() throws Exception {
        HttpResponse<String> response = post("/call", "{\"procedure\": \"com.example.add2\", \"args\": [1, 2]}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"args\":[3]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void aPostIsAnsweredByAProcedureOfAutobahn(String serializer) throws Exception {
        PeerSession callee = INTEROP.autobahn(serializer);
        callee.register("com.example.greet", NO_OPTIONS);

        CompletableFuture<HttpResponse<String>> response = postLater(
                "/call", "{\"procedure\": \"com.example.greet\", \"args\": [1]," + " \"kwargs\": {\"name\": \"Zoë\"}}");
        Invocation invocation = callee.nextInvocation();
        callee.answer(invocation, Content.of("Hello", "Zoë").with("polite", true));

        assertThat(invocation.content()).isEqualTo(Content.of(1).with("name", "Zoë"));
        assertThat(PeerProcess.await(response, "/call").body())
                .isEqualTo("{\"args\":[\"Hello\",\"Zoë\"],\"kwargs\":{\"polite\":true}}");
    }

    @Test
    void aPostIsAnsweredByAnErrorOfAutobahn() throws Exception {
        PeerSession callee = INTEROP.autobahn("json");
        callee.register("com.example.fails", NO_OPTIONS);

        CompletableFuture<HttpResponse<String>> response = postLater("/call", "{\"procedure\": \"com.example.fails\"}");
        callee.fail(
                callee.nextInvocation(),
                "com.example.error.sour",
                Content.of("no milk").with("until", 8));

        HttpResponse<String> answer = PeerProcess.await(response, "/call");
        JsonNode error = new ObjectMapper().readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(error.path("error").asText()).isEqualTo("com.example.error.sour");
        assertThat(Content.of(error)).isEqualTo(Content.of("no milk").with("until", 8));
    }

    @Test
    void autobahnCallsTheCamelRoute() {
        PeerSession caller = INTEROP.autobahn("cbor");

        assertThat(caller.call("com.example.add2", Content.of(20, 22), NO_OPTIONS)
                        .await())
                .isEqualTo(Content.of(42));
    }

    private static HttpResponse<String> post(String path, String json) throws Exception {
        return PeerProcess.await(postLater(path, json), path);
    }

    private static CompletableFuture<HttpResponse<String>> postLater(String path, String json) {
        return INTEROP.bridge().post(path, json);
    }
}
