package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.protocol.Message;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A context whose endpoints use the test router; each test adds its routes. */
abstract class WampTestSupport extends CamelTestSupport {
    final TestRouter router = new TestRouter();

    /** Before the context's own extension, so that it closes after the context has left. */
    @RegisterExtension
    @Order(0)
    final AfterEachCallback closing = test -> router.close();

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("router", router);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        WampConfiguration options = wamp(created).getConfiguration();
        options.setUrl("local:router");
        options.setReconnectDelay(10);
        options.setMaxReconnectDelay(20);
        configure(created);
        return created;
    }

    /** For what must be set before the context starts. */
    void configure(CamelContext created) throws Exception {}

    static WampComponent wamp(CamelContext context) {
        return context.getComponent("wamp", WampComponent.class);
    }

    void routes(LambdaRouteBuilder routes) throws Exception {
        RouteBuilder.addRoutes(context, routes);
    }

    void awaitSubscribed(String topic) {
        await().until(() -> router.isSubscribed(topic));
    }

    void awaitRegistered(String procedure) {
        await().until(() -> router.isRegistered(procedure));
    }

    /** Sends a message and waits; the exchange has its failure, if there was one. */
    Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    Exchange send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    /** The only message of a type that the router got. */
    <M extends Message> M received(Class<M> type) {
        List<M> all = router.received(type);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    MockEndpoint mock(String name) {
        return context.getEndpoint("mock:" + name, MockEndpoint.class);
    }
}
