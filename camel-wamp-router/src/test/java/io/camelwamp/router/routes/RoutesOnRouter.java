package io.camelwamp.router.routes;

import static org.awaitility.Awaitility.await;

import io.camelwamp.auth.AnonymousAuthenticator;
import io.camelwamp.component.WampComponent;
import io.camelwamp.component.WampConfiguration;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import io.camelwamp.router.Router;
import io.camelwamp.router.RouterBuilder;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.ReconnectPolicy;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.local.LocalTransportProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routes of the component on the embedded router, and a client of its own beside them. */
@Timeout(60)
abstract class RoutesOnRouter extends CamelTestSupport {
    final Router router = configure(Router.builder()).build();
    private final EventLoops loops = EventLoops.create("test", 1);
    private WampSession other;

    /** Before the context's own extension, so that it closes after the context has left. */
    @RegisterExtension
    @Order(0)
    final AfterEachCallback closing = test -> {
        if (other != null) {
            other.leave().get(10, TimeUnit.SECONDS);
        }
        router.close();
        loops.close();
    };

    RouterBuilder configure(RouterBuilder builder) {
        return builder.realm("realm1");
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        try {
            router.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        registry.bind("router", router);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        WampConfiguration options =
                created.getComponent("wamp", WampComponent.class).getConfiguration();
        options.setUrl("local:router");
        options.setReconnectDelay(10);
        options.setMaxReconnectDelay(20);
        return created;
    }

    void routes(LambdaRouteBuilder routes) throws Exception {
        RouteBuilder.addRoutes(context, routes);
    }

    MockEndpoint mock(String name) {
        return context.getEndpoint("mock:" + name, MockEndpoint.class);
    }

    Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    Exchange send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    /** A client that is no part of the context. */
    WampSession other() {
        if (other == null) {
            Duration limit = Duration.ofSeconds(10);
            SessionConfig config = new SessionConfig(
                    "realm1",
                    List.of(TransportConfig.of(URI.create("local:router"))),
                    List.of(new LocalTransportProvider(router)),
                    List.of(new AnonymousAuthenticator()),
                    ReconnectPolicy.DEFAULT,
                    limit,
                    limit,
                    limit,
                    limit,
                    true);
            other = WampSession.open(config, loops);
            await().until(other::isReady);
        }
        return other;
    }

    Payload call(String procedure, Object... args) throws ExecutionException, InterruptedException, TimeoutException {
        return other().call(CallTarget.of(procedure), Payload.ofArgs(args))
                .result()
                .get(10, TimeUnit.SECONDS)
                .payload();
    }

    /** Waits until the router holds so many registrations. */
    void awaitRegistrations(int count) {
        await().until(() -> router.statistics().toCompletableFuture().join().registrations() == count);
    }

    /** Waits until the router holds so many subscriptions. */
    void awaitSubscriptions(int count) {
        await().until(() -> router.statistics().toCompletableFuture().join().subscriptions() == count);
    }

    static WampException failure(Exchange exchange) {
        return exchange.getException(WampException.class);
    }
}
