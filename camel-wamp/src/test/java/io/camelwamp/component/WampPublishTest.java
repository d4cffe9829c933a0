package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** {@code to("wamp:topic:…")}. */
class WampPublishTest extends WampTestSupport {
    @Test
    void publishesBodyAndKwargs() {
        Exchange sent =
                send("wamp:topic:com.app.news", List.of("a", 1), Map.of(WampConstants.KWARGS, Map.of("urgent", true)));

        assertThat(sent.getException()).isNull();
        Publish publish = received(Publish.class);
        assertThat(publish.topic()).isEqualTo("com.app.news");
        assertThat(publish.payload().args()).containsExactly("a", 1);
        assertThat(publish.payload().kwargs()).containsExactly(Map.entry("urgent", true));
    }

    @Test
    void asksForAnAcknowledgementAndTellsThePublicationsId() {
        Exchange sent = send("wamp:topic:com.app.news", "x");

        Publish publish = received(Publish.class);
        assertThat(publish.options().values()).isEqualTo(Map.of("acknowledge", true));
        assertThat(sent.getMessage().getHeader(WampConstants.PUBLICATION_ID)).isEqualTo(1_000_000 + publish.request());
        assertThat(sent.getMessage().getBody()).isEqualTo("x");
    }

    @Test
    void knowsNoPublicationIdWithoutAcknowledgement() {
        Exchange sent =
                send("wamp:topic:com.app.news?acknowledge=false", "x", Map.of(WampConstants.PUBLICATION_ID, 5L));

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getHeaders()).doesNotContainKey(WampConstants.PUBLICATION_ID);
        await().untilAsserted(() ->
                assertThat(received(Publish.class).options().isEmpty()).isTrue());
    }

    @Test
    void sendsTheOptionsOfTheEndpoint() {
        send(
                "wamp:topic:com.app.news?acknowledge=false&excludeMe=false&discloseMe=true&retain=true"
                        + "&exclude=1, 2&eligible=3&excludeAuthid=eve&excludeAuthrole=guest"
                        + "&eligibleAuthid=ann,bob&eligibleAuthrole=staff",
                "x");

        await().untilAsserted(() -> assertThat(received(Publish.class).options().values())
                .isEqualTo(Map.of(
                        "exclude_me",
                        false,
                        "disclose_me",
                        true,
                        "retain",
                        true,
                        "exclude",
                        List.of(1L, 2L),
                        "eligible",
                        List.of(3L),
                        "exclude_authid",
                        List.of("eve"),
                        "exclude_authrole",
                        List.of("guest"),
                        "eligible_authid",
                        List.of("ann", "bob"),
                        "eligible_authrole",
                        List.of("staff"))));
    }

    @Test
    void mergesTheOptionsOfTheMessageOverThoseOfTheEndpoint() {
        java.util.Map<String, Object> options = new java.util.HashMap<>();
        options.put("exclude_me", false);
        options.put("retain", null);
        options.put("eligible", Set.of(7));
        options.put("x_vendor", "kept");

        send("wamp:topic:com.app.news?retain=true", "x", Map.of(WampConstants.OPTIONS, options));

        assertThat(received(Publish.class).options().values())
                .isEqualTo(
                        Map.of("acknowledge", true, "exclude_me", false, "eligible", List.of(7L), "x_vendor", "kept"));
    }

    @Test
    void refusesOptionsOfTheWrongType() {
        Exchange sent =
                send("wamp:topic:com.app.news", "x", Map.of(WampConstants.OPTIONS, Map.of("acknowledge", "yes")));

        assertThat(sent.getException())
                .isInstanceOf(WampException.class)
                .hasMessageContaining(Uris.INVALID_ARGUMENT)
                .hasMessageContaining("CamelWampOptions")
                .hasMessageContaining("acknowledge must be a boolean");
        assertThat(router.received(Publish.class)).isEmpty();
    }

    @Test
    void refusesOptionsThatWampCannotCarry() {
        Exchange sent =
                send("wamp:topic:com.app.news", "x", Map.of(WampConstants.OPTIONS, Map.of("x_vendor", new Object())));

        assertThat(sent.getException())
                .isInstanceOf(WampException.InvalidPayload.class)
                .hasMessageContaining("CamelWampOptions.x_vendor is a java.lang.Object");
    }

    @Test
    void refusesOptionsThatAreNoMap() {
        Exchange sent = send("wamp:topic:com.app.news", "x", Map.of(WampConstants.OPTIONS, "retain"));

        assertThat(sent.getException())
                .isInstanceOf(WampException.InvalidPayload.class)
                .hasMessageContaining("CamelWampOptions must be a Map with String keys")
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void sendsNothingIfTheListOfEligiblesIsEmpty() {
        for (String key : List.of("eligible", "eligible_authid", "eligible_authrole")) {
            Map<String, Object> options = Map.of(WampConstants.OPTIONS, Map.of(key, List.of()));
            assertThat(send("wamp:topic:com.app.news", "x", options).getException())
                    .isNull();
            assertThat(send("wamp:topic:com.app.news?acknowledge=false", "x", options)
                            .getException())
                    .isNull();
        }
        assertThat(send("wamp:topic:com.app.news?eligible=", "x").getException())
                .isNull();
        send("wamp:topic:com.app.other", "last");

        assertThat(received(Publish.class).topic()).isEqualTo("com.app.other");
    }

    @Test
    void publishesToTheTopicOfTheHeaderOnceAndRemovesIt() throws Exception {
        routes(r -> r.from("direct:in").to("wamp:topic:com.app.a").to("wamp:topic:com.app.b"));

        Exchange sent = send("direct:in", "x", Map.of(WampConstants.OVERRIDE_TOPIC, "com.app.other"));

        assertThat(router.received(Publish.class))
                .extracting(Publish::topic)
                .containsExactly("com.app.other", "com.app.b");
        assertThat(sent.getMessage().getHeaders()).doesNotContainKey(WampConstants.OVERRIDE_TOPIC);
    }

    @Test
    void failsIfTheTopicOfTheHeaderIsNoUri() {
        Exchange sent = send("wamp:topic:com.app.a", "x", Map.of(WampConstants.OVERRIDE_TOPIC, "com.app other"));

        assertThat(sent.getException())
                .isInstanceOf(WampException.class)
                .hasMessageContaining(Uris.INVALID_URI)
                .hasMessageContaining("'com.app other'");
        assertThat(sent.getMessage().getHeaders()).doesNotContainKey(WampConstants.OVERRIDE_TOPIC);
    }

    @Test
    void forwardsEventsFromTopicToTopicWithTheirKwargs() throws Exception {
        routes(r -> r.from("wamp:topic:com.app.a").to("wamp:topic:com.app.b").to("mock:out"));
        awaitSubscribed("com.app.a");
        MockEndpoint out = mock("out");
        out.expectedMessageCount(1);

        router.publish(
                "com.app.a",
                io.camelwamp.protocol.Payload.of(List.of("x"), Map.of("k", "v")),
                io.camelwamp.protocol.EventDetails.NONE);

        out.assertIsSatisfied();
        Publish publish = received(Publish.class);
        assertThat(publish.topic()).isEqualTo("com.app.b");
        assertThat(publish.payload().args()).containsExactly("x");
        assertThat(publish.payload().kwargs()).isEqualTo(Map.of("k", "v"));
    }

    @Test
    void aRefusalOfTheRouterBecomesTheExchangesException() {
        router.refuse("com.app.news", Uris.NOT_AUTHORIZED);

        Exchange sent = send("wamp:topic:com.app.news", "x");

        assertThat(sent.getException()).isInstanceOfSatisfying(WampException.class, e -> {
            assertThat(e.uri()).isEqualTo(Uris.NOT_AUTHORIZED);
            assertThat(e.args()).containsExactly("the test refuses it");
        });
    }

    @Test
    void aMissingAcknowledgementTimesOut() {
        router.ignore("com.app.news");

        Exchange sent = send("wamp:topic:com.app.news?requestTimeout=50", "x");

        assertThat(sent.getException())
                .isInstanceOf(WampException.TimedOut.class)
                .hasMessageContaining("did not answer PUBLISH in time");
    }
}
