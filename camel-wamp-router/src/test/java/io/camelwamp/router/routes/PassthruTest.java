package io.camelwamp.router.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.camelwamp.component.WampConstants;
import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.CallTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads that routers do not look into (spec: advanced/payload_passthru_mode.md). */
class PassthruTest extends RoutesOnRouter {
    private Exchange call(Object body, Map<String, Object> options) {
        return send(
                "wamp:procedure:com.app.a",
                body,
                Map.of(WampConstants.OPTIONS, options, WampConstants.KWARGS, Map.of("k", 1)));
    }

    private MockEndpoint callee() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.a").to("mock:in"));
        awaitRegistrations(1);
        return mock("in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void argumentsTravelInASerializerOfTheirOwn(String serializer) throws Exception {
        MockEndpoint in = callee();

        Exchange sent = call(List.of("ü", 2), Map.of("ppt_scheme", "x_mine", "ppt_serializer", serializer));

        assertThat(sent.getException()).isNull();
        assertThat(in.getExchanges().get(0).getMessage().getBody()).isEqualTo(List.of("ü", 2));
        assertThat(in.getExchanges().get(0).getMessage().getHeader(WampConstants.KWARGS))
                .isEqualTo(Map.of("k", 1));
    }

    @Test
    void octetsWithoutASerializerArriveAsTheyAre() throws Exception {
        routes(r -> r.from("wamp:topic:com.app.t").to("mock:in"));
        awaitSubscriptions(1);
        mock("in").expectedMessageCount(1);

        send(
                "wamp:topic:com.app.t?excludeMe=false",
                new byte[] {1, 2},
                Map.of(WampConstants.OPTIONS, Map.of("ppt_scheme", "mqtt")));

        mock("in").assertIsSatisfied();
        assertThat(mock("in").getExchanges().get(0).getMessage().getBody()).isEqualTo(new byte[] {1, 2});
    }

    private Throwable failureOf(Map<String, Object> options) {
        return catchThrowable(() -> other().call(
                        new CallTarget("com.app.a", CallOptions.of(options), Duration.ZERO, null, null),
                        Payload.ofArgs(new byte[] {1}))
                .result()
                .get(10, TimeUnit.SECONDS));
    }

    @Test
    void whatNobodyHereCanReadIsAnErrorAndNoBody() throws Exception {
        MockEndpoint in = callee();

        Throwable encrypted =
                failureOf(Map.of("ppt_scheme", "wamp", "ppt_serializer", "cbor", "ppt_cipher", "xsalsa20poly1305"));
        Throwable foreign = failureOf(Map.of("ppt_scheme", "x_mine", "ppt_serializer", "flatbuffers"));
        Throwable broken = failureOf(Map.of("ppt_scheme", "x_mine", "ppt_serializer", "json"));

        assertThat(encrypted).hasMessageContaining(Uris.FEATURE_NOT_SUPPORTED).hasMessageContaining("xsalsa20poly1305");
        assertThat(foreign).hasMessageContaining(Uris.FEATURE_NOT_SUPPORTED).hasMessageContaining("flatbuffers");
        assertThat(broken).hasMessageContaining(Uris.INVALID_PAYLOAD);
        assertThat(in.getReceivedCounter()).isZero();
    }

    @Test
    void octetsAreAnArgumentLikeOthersWhereThereIsASerializer() throws Exception {
        MockEndpoint in = callee();

        Exchange sent = send("wamp:procedure:com.app.a?pptScheme=x_mine&pptSerializer=cbor", new byte[] {1, 2});

        assertThat(in.getExchanges().get(0).getMessage().getBody()).isEqualTo(new byte[] {1, 2});
        assertThat(sent.getMessage().getBody()).isEqualTo(new byte[] {1, 2});
    }

    private Exchange answered(String callOptions, Object body, String calleeOptions, Object result) throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.b" + calleeOptions).setBody(e -> result));
        awaitRegistrations(1);
        return send("wamp:procedure:com.app.b" + callOptions, body);
    }

    private static Object details(Exchange exchange) {
        return exchange.getMessage().getHeader(WampConstants.DETAILS);
    }

    @Test
    void aResultIsSentAsTheCallCame() throws Exception {
        Exchange sent = answered("?pptScheme=x_mine&pptSerializer=msgpack", "x", "", List.of("a", 1));

        assertThat(sent.getMessage().getBody()).isEqualTo(List.of("a", 1));
        assertThat(details(sent)).isEqualTo(Map.of("ppt_scheme", "x_mine", "ppt_serializer", "msgpack"));
    }

    @Test
    void octetsAreAnsweredByOctetsOfTheSameScheme() throws Exception {
        Exchange sent = answered("?pptScheme=mqtt", new byte[] {1}, "", new byte[] {2});

        assertThat(sent.getMessage().getBody()).isEqualTo(new byte[] {2});
        assertThat(details(sent)).isEqualTo(Map.of("ppt_scheme", "mqtt"));
    }

    @Test
    void octetsMayBeAnsweredByArguments() throws Exception {
        Exchange sent = answered("?pptScheme=mqtt&pptSerializer=native", new byte[] {1}, "", "taken");

        assertThat(sent.getMessage().getBody()).isEqualTo("taken");
        assertThat(details(sent)).isNull();
    }

    @Test
    void aCalleeChoosesTheFormOfItsResults() throws Exception {
        Exchange sent = answered("", "x", "?pptScheme=x_mine&pptSerializer=json", "a");

        assertThat(sent.getMessage().getBody()).isEqualTo("a");
        assertThat(details(sent)).isEqualTo(Map.of("ppt_scheme", "x_mine", "ppt_serializer", "json"));
    }

    @Test
    void aResultThatIsNotWhatItsCalleeChoseIsAnErrorForTheCaller() throws Exception {
        Exchange sent = answered("", "x", "?pptScheme=mqtt", "no octets");

        assertThat(failure(sent))
                .returns(Uris.INVALID_PAYLOAD, WampException::uri)
                .hasMessageContaining("byte[]");
    }

    @Test
    void aCipherWithoutASchemeIsNoWayIntoTheClear() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.b")
                .setHeader(WampConstants.OPTIONS, () -> Map.of("ppt_cipher", "aes256gcm"))
                .setBody(e -> "confidential"));
        awaitRegistrations(1);

        Exchange sent = send("wamp:procedure:com.app.b", "x");

        assertThat(failure(sent))
                .returns(Uris.INVALID_ARGUMENT, WampException::uri)
                .hasMessageContaining("ppt_scheme");
    }

    @Test
    void otherOptionsOfACallOnTheWayAreNotForTheResult() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.b")
                .setHeader(WampConstants.OPTIONS, () -> Map.of("disclose_me", true))
                .setBody(e -> "done"));
        awaitRegistrations(1);

        assertThat(send("wamp:procedure:com.app.b", "x").getMessage().getBody()).isEqualTo("done");
    }

    @Test
    void anErrorIsSentAsTheCallCame() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.b").process(e -> {
            throw new WampException("com.app.error", List.of("why"), Map.of("k", 1));
        }));
        awaitRegistrations(1);

        Exchange packed = send("wamp:procedure:com.app.b?pptScheme=x_mine&pptSerializer=cbor", "x");
        Exchange octets = send("wamp:procedure:com.app.b?pptScheme=mqtt", new byte[] {1});

        for (Exchange sent : List.of(packed, octets)) {
            assertThat(failure(sent)).returns("com.app.error", WampException::uri);
            assertThat(failure(sent).args()).containsExactly("why");
            assertThat(failure(sent).kwargs()).isEqualTo(Map.of("k", 1));
        }
        assertThat(details(packed)).isEqualTo(Map.of("ppt_scheme", "x_mine", "ppt_serializer", "cbor"));
        assertThat(failure(octets).details()).isEmpty();
    }

    @Test
    void partialResultsOfOctetsEndWithNothing() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.b").setBody(e -> Stream.of(new byte[] {1}, new byte[] {2})));
        awaitRegistrations(1);

        Exchange sent = send("wamp:procedure:com.app.b?pptScheme=mqtt&aggregateProgress=true", new byte[] {0});

        assertThat(sent.getException()).isNull();
        assertThat(Payload.of((List<?>) sent.getMessage().getBody(), null))
                .isEqualTo(Payload.ofArgs(new byte[] {1}, new byte[] {2}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pptSerializer=cbor", "pptCipher=aes256gcm", "pptKeyid=k1"})
    void optionsWithoutASchemeAreRefused(String option) {
        assertThatThrownBy(() ->
                        routes(r -> r.from("wamp:procedure:com.app.b?" + option).to("mock:in")))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("need pptScheme");
        assertThatThrownBy(() -> send("wamp:procedure:com.app.b?" + option, "x"))
                .rootCause()
                .hasMessageContaining("need pptScheme");
    }

    @Test
    void valuesThatNobodyPacksAreRefused() {
        Exchange sent =
                send("wamp:procedure:com.app.a", "text", Map.of(WampConstants.OPTIONS, Map.of("ppt_scheme", "x_mine")));

        assertThat(failure(sent))
                .isInstanceOf(WampException.InvalidPayload.class)
                .hasMessageContaining("byte[]");
    }
}
