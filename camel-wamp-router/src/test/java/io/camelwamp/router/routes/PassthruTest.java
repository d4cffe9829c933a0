package io.camelwamp.router.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.component.WampConstants;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.util.List;
import java.util.Map;
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

    private Exchange callWithOctets(Map<String, Object> options) {
        return send("wamp:procedure:com.app.a", new byte[] {1}, Map.of(WampConstants.OPTIONS, options));
    }

    @Test
    void whatNobodyHereCanReadIsAnErrorAndNoBody() throws Exception {
        MockEndpoint in = callee();

        Exchange encrypted = callWithOctets(
                Map.of("ppt_scheme", "wamp", "ppt_serializer", "cbor", "ppt_cipher", "xsalsa20poly1305"));
        Exchange foreign = callWithOctets(Map.of("ppt_scheme", "x_mine", "ppt_serializer", "flatbuffers"));
        Exchange broken = callWithOctets(Map.of("ppt_scheme", "x_mine", "ppt_serializer", "json"));

        assertThat(failure(encrypted)).returns(Uris.FEATURE_NOT_SUPPORTED, WampException::uri);
        assertThat(failure(encrypted)).hasMessageContaining("xsalsa20poly1305");
        assertThat(failure(foreign)).returns(Uris.FEATURE_NOT_SUPPORTED, WampException::uri);
        assertThat(failure(broken)).returns(Uris.INVALID_PAYLOAD, WampException::uri);
        assertThat(in.getReceivedCounter()).isZero();
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
