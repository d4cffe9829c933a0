package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.camelwamp.protocol.WampException;
import io.camelwamp.testing.LogCapture;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Sessions that are not tried again, and what takes their place. */
class WampGivenUpSessionTest extends WampTestSupport {
    private static final String ONE_ATTEMPT = "?maxReconnectAttempts=1";

    private void restart(String route) throws Exception {
        context.getRouteController().stopRoute(route);
        context.getRouteController().startRoute(route);
    }

    @Test
    void restartedRoutesShareANewSession() throws Exception {
        routes(r -> {
            r.from("wamp:topic:com.app.a" + ONE_ATTEMPT).routeId("a").to("mock:in");
            r.from("wamp:topic:com.app.b" + ONE_ATTEMPT).routeId("b").to("mock:in");
            r.from("direct:c").routeId("c").to("wamp:topic:com.app.c" + ONE_ATTEMPT);
        });
        awaitSubscribed("com.app.b");
        try (LogCapture log = new LogCapture("io.camelwamp", Level.ERROR)) {
            router.goDown();
            await().until(() -> !log.linesWith("no further attempt").isEmpty());
            assertThat(log.lines()).singleElement().asString().contains("realm1 at local:router");
        }
        router.comeUp();
        assertThat(send("direct:c", "x").getException())
                .isInstanceOf(WampException.NotConnected.class)
                .hasMessageContaining("given up");

        restart("a");
        awaitSubscribed("com.app.a");
        assertThat(router.isSubscribed("com.app.b")).isFalse();
        restart("b");
        restart("c");

        awaitSubscribed("com.app.b");
        assertThat(send("direct:c", "x").getException()).isNull();
        assertThat(router.sessions()).isEqualTo(1);
        context.getRouteController().stopRoute("a");
        context.getRouteController().stopRoute("b");
        assertThat(router.sessions()).isEqualTo(1);
        context.getRouteController().stopRoute("c");
        await().until(() -> router.sessions() == 0);
    }

    @Test
    void theRoutesErrorHandlerHearsOfItOnceIfBridged() throws Exception {
        Queue<Throwable> heard = new ConcurrentLinkedQueue<>();
        routes(r -> {
            r.onException(WampException.class)
                    .handled(true)
                    .process(e -> heard.add(e.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
            r.from("wamp:topic:com.app.a" + ONE_ATTEMPT + "&bridgeErrorHandler=true")
                    .to("mock:in");
        });
        awaitSubscribed("com.app.a");

        router.goDown();

        await().until(() -> !heard.isEmpty());
        assertThat(heard)
                .singleElement()
                .isInstanceOf(WampException.NotConnected.class)
                .asString()
                .contains("given up");
    }

    @Test
    void aConsumerHearsOfItWhenTheFirstAttemptFailsAtOnce() throws Exception {
        router.goDown();
        try (LogCapture log = new LogCapture("io.camelwamp.component", Level.WARN)) {
            routes(r -> r.from("wamp:topic:com.app.a" + ONE_ATTEMPT).to("mock:in"));

            String text = "The session of topic com.app.a was given up; restart the route";
            await().until(() -> !log.linesWith(text).isEmpty());
            assertThat(log.linesWith(text)).hasSize(1);
        }
    }

    private void giveUp() {
        router.goDown();
        await().until(() -> send("direct:out", "x").getException() != null
                && send("direct:out", "x").getException().getMessage().contains("given up"));
        router.comeUp();
    }

    @Test
    void aProducerUsesTheSessionThatARestartedRouteHasMade() throws Exception {
        routes(r -> {
            r.from("wamp:topic:com.app.a" + ONE_ATTEMPT).routeId("a").to("mock:in");
            r.from("direct:out").to("wamp:topic:com.app.c" + ONE_ATTEMPT);
        });
        awaitSubscribed("com.app.a");
        giveUp();

        restart("a");
        awaitSubscribed("com.app.a");

        assertThat(send("direct:out", "x").getException()).isNull();
        assertThat(router.sessions()).isEqualTo(1);
        context.getRouteController().stopRoute("a");
        assertThat(send("direct:out", "x").getException()).isNull();
        assertThat(router.sessions()).isEqualTo(1);
    }

    @Test
    void aProducerMakesANewSessionAfterAWhileIfNobodyElseDoes() throws Exception {
        routes(r -> r.from("direct:out").to("wamp:topic:com.app.c" + ONE_ATTEMPT + "&authenticationGrace=0"));
        giveUp();

        await().until(() -> send("direct:out", "x").getException() == null);

        assertThat(router.sessions()).isEqualTo(1);
    }

    @Test
    void aProducerDoesNotMakeOneSessionAfterTheOther() throws Exception {
        routes(r -> r.from("direct:out").to("wamp:topic:com.app.c" + ONE_ATTEMPT));
        giveUp();

        for (int i = 0; i < 20; i++) {
            assertThat(send("direct:out", "x").getException()).hasMessageContaining("given up");
        }
        assertThat(router.sessions()).isZero();
    }
}
