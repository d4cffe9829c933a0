package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.testing.LogCapture;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** Routers that do not accept a subscription or registration. */
class WampRefusalTest extends WampTestSupport {
    @Test
    void isLoggedAndTriedAgainUntilAccepted() throws Exception {
        router.refuse("com.app.a", Uris.NOT_AUTHORIZED);
        MockEndpoint in = mock("in");
        in.expectedBodiesReceived("x");
        try (LogCapture log = new LogCapture("io.camelwamp.component", Level.WARN)) {
            routes(r -> r.from("wamp:topic:com.app.a").to("mock:in"));

            await().until(() ->
                    log.linesWith("The router refuses topic com.app.a").size() >= 2);
            assertThat(log.lines().get(0)).contains(Uris.NOT_AUTHORIZED);
        }

        router.accept("com.app.a");

        awaitSubscribed("com.app.a");
        router.publish("com.app.a", "x");
        in.assertIsSatisfied();
    }

    @Test
    void doesNotStopOtherRoutesOfTheSession() throws Exception {
        router.refuse("com.app.a", Uris.NOT_AUTHORIZED);
        routes(r -> {
            r.from("wamp:topic:com.app.a").to("mock:in");
            r.from("wamp:topic:com.app.b").to("mock:in");
        });

        awaitSubscribed("com.app.b");

        assertThat(send("wamp:topic:com.app.c", "x").getException()).isNull();
    }

    @Test
    void reachesTheRoutesErrorHandlerOffTheLoopIfBridged() throws Exception {
        router.refuse("com.app.a", Uris.PROCEDURE_ALREADY_EXISTS);
        Queue<Boolean> inLoop = new ConcurrentLinkedQueue<>();
        Queue<WampException> reasons = new ConcurrentLinkedQueue<>();
        routes(r -> {
            r.onException(WampException.class).handled(true).process(e -> {
                inLoop.add(router.inLoop());
                reasons.add(e.getProperty(Exchange.EXCEPTION_CAUGHT, WampException.class));
            });
            r.from("wamp:procedure:com.app.a?bridgeErrorHandler=true").to("mock:in");
        });

        await().until(() -> !reasons.isEmpty());

        assertThat(inLoop).containsOnly(false);
        assertThat(reasons.element().uri()).isEqualTo(Uris.PROCEDURE_ALREADY_EXISTS);
        mock("in").expectedMessageCount(0);
        mock("in").assertIsSatisfied();
    }

    @Test
    void endsWithTheRoute() throws Exception {
        router.refuse("com.app.a", Uris.NOT_AUTHORIZED);
        routes(r -> r.from("wamp:topic:com.app.a").routeId("a").to("mock:in"));
        send("wamp:topic:com.app.keeps.the.session", "x");
        await().until(() -> router.received(Subscribe.class).size() >= 2);

        context.getRouteController().stopRoute("a");
        assertThat(router.isSubscribed("com.app.a")).isFalse();
        int attempts = router.received(Subscribe.class).size();
        router.accept("com.app.a");

        // The next attempt would be due within 20 ms.
        await().during(Duration.ofMillis(100))
                .until(() -> router.received(Subscribe.class).size() == attempts);
    }
}
