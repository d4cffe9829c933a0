package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.Uris;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code toD("wamp:…")}. */
class WampSendDynamicAwareTest extends WampTestSupport {
    @BeforeEach
    void dynamicRoutes() throws Exception {
        router.procedure("com.app.one", call -> call);
        router.procedure("com.app.two", call -> call);
        routes(r -> {
            r.from("direct:topic").toD("wamp:topic:${header.name}");
            r.from("direct:slashes").toD("wamp://topic:${header.name}?acknowledge=true");
            r.from("direct:procedure").toD("wamp:procedure:com.app.${header.name}");
            r.from("direct:realm").toD("wamp:topic:com.app.x?realm=${header.name}");
            r.from("direct:type").toD("wamp:${header.name}:com.app.x");
        });
    }

    private Exchange send(String route, String name) {
        return send("direct:" + route, "x", Map.of("name", name));
    }

    private long endpoints() {
        return context.getEndpoints().stream()
                .filter(WampEndpoint.class::isInstance)
                .count();
    }

    @Test
    void oneEndpointServesAllTopics() {
        for (int i = 0; i < 10; i++) {
            assertThat(send("topic", "com.app.t" + i).getException()).isNull();
        }
        Exchange last = send("slashes", "com.app.slashes");

        assertThat(last.getMessage().getHeaders()).doesNotContainKey(WampConstants.OVERRIDE_TOPIC);
        assertThat(router.received(Publish.class))
                .extracting(Publish::topic)
                .startsWith("com.app.t0", "com.app.t1")
                .endsWith("com.app.t9", "com.app.slashes")
                .hasSize(11);
        assertThat(endpoints()).isEqualTo(2);
    }

    @Test
    void oneEndpointServesAllProcedures() {
        assertThat(send("procedure", "one").getMessage().getBody()).isEqualTo("x");
        assertThat(send("procedure", "two").getMessage().getBody()).isEqualTo("x");

        assertThat(router.received(Call.class))
                .extracting(Call::procedure)
                .containsExactly("com.app.one", "com.app.two");
        assertThat(endpoints()).isEqualTo(1);
    }

    @Test
    void dynamicOptionsHaveEndpointsOfTheirOwn() {
        send("realm", "realm1");
        send("realm", "realm2");

        assertThat(router.received(Hello.class)).extracting(Hello::realm).containsExactly("realm1", "realm2");
        assertThat(router.received(Publish.class)).extracting(Publish::topic).containsOnly("com.app.x");
    }

    @Test
    void anOverrideHeaderOfTheRouteWins() {
        send("direct:topic", "x", Map.of("name", "com.app.a", WampConstants.OVERRIDE_TOPIC, "com.app.b"));

        assertThat(received(Publish.class).topic()).isEqualTo("com.app.b");
    }

    @Test
    void namesThatAreNoneFailTheExchange() {
        for (String name : new String[] {"", "com app", "com..app"}) {
            Exchange sent = send("topic", name);
            assertThat(sent.getException()).as(name).hasMessageContaining(Uris.INVALID_URI);
            assertThat(sent.getMessage().getHeaders()).doesNotContainKey(WampConstants.OVERRIDE_TOPIC);
        }
    }

    @Test
    void typesThatAreNoneFailTheExchange() {
        assertThat(send("type", "queue").getException())
                .hasMessageContaining("wamp:queue:com.app.x must be wamp:topic:NAME");
    }
}
