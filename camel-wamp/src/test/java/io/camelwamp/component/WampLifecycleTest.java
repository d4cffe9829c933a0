package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.camelwamp.protocol.CloseDetails;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.Goodbye;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.protocol.Unregister;
import io.camelwamp.protocol.Unsubscribe;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.Yield;
import io.camelwamp.testing.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.spi.ExchangeFactory;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.Test;

/** Starting, stopping, suspending; routers that come and go. */
class WampLifecycleTest extends WampTestSupport {
    private final CountDownLatch gate = new CountDownLatch(1);

    private RouteController controller() {
        return context.getRouteController();
    }

    @Test
    void routesStartWhileTheRouterIsDownAndWorkLater() throws Exception {
        router.goDown();
        MockEndpoint in = mock("in");
        in.expectedBodiesReceived("x");
        routes(r -> {
            r.from("wamp:topic:com.app.a").routeId("a").to("mock:in");
            r.from("direct:b").to("wamp:topic:com.app.b");
        });
        assertThat(controller().getRouteStatus("a")).isEqualTo(ServiceStatus.Started);
        CompletableFuture<Object> waiting = template.asyncRequestBody("direct:b", "waits");

        router.comeUp();

        awaitSubscribed("com.app.a");
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
        router.publish("com.app.a", "x");
        in.assertIsSatisfied();
    }

    @Test
    void subscriptionsAndRegistrationsComeBackWithTheRouter() throws Exception {
        routes(r -> {
            r.from("wamp:topic:com.app.a").to("mock:in");
            r.from("wamp:procedure:com.app.b").setBody(e -> "again");
        });
        awaitSubscribed("com.app.a");

        router.goDown();
        router.comeUp();
        awaitSubscribed("com.app.a");
        awaitRegistered("com.app.b");
        router.sayGoodbye(new Goodbye(CloseDetails.NONE, Uris.SYSTEM_SHUTDOWN));
        await().until(() -> router.received(Hello.class).size() == 3);
        awaitRegistered("com.app.b");

        assertThat(((Yield) router.call("com.app.b").get(10, TimeUnit.SECONDS))
                        .payload()
                        .args())
                .containsExactly("again");
    }

    @Test
    void aRevokedSubscriptionIsMadeAgain() throws Exception {
        routes(r -> r.from("wamp:topic:com.app.a").to("mock:in"));
        awaitSubscribed("com.app.a");

        router.revoke("com.app.a");

        await().until(() -> router.received(Subscribe.class).size() == 2);
        awaitSubscribed("com.app.a");
    }

    @Test
    void aRouteThatDoesNotStartByItselfDoesNotSubscribe() throws Exception {
        routes(r ->
                r.from("wamp:topic:com.app.a").routeId("a").autoStartup(false).to("mock:in"));
        assertThat(router.received(Hello.class)).isEmpty();

        controller().startRoute("a");

        awaitSubscribed("com.app.a");
    }

    @Test
    void aLazyProducerJoinsWithTheFirstMessage() throws Exception {
        routes(r -> r.from("direct:in").to("wamp:topic:com.app.a?lazyStartProducer=true"));
        assertThat(router.received(Hello.class)).isEmpty();

        assertThat(send("direct:in", "x").getException()).isNull();

        assertThat(router.received(Hello.class)).hasSize(1);
    }

    @Test
    void aSuspendedRouteUnsubscribesAndAResumedOneSubscribesAgain() throws Exception {
        MockEndpoint in = mock("in");
        in.expectedBodiesReceived("before", "after");
        routes(r -> r.from("wamp:topic:com.app.a").routeId("a").to("mock:in"));
        awaitSubscribed("com.app.a");
        router.publish("com.app.a", "before");

        controller().suspendRoute("a");
        await().until(() -> !router.isSubscribed("com.app.a"));
        assertThat(controller().getRouteStatus("a")).isEqualTo(ServiceStatus.Suspended);
        router.publish("com.app.a", "meanwhile");
        controller().resumeRoute("a");
        awaitSubscribed("com.app.a");
        router.publish("com.app.a", "after");

        in.assertIsSatisfied();
        assertThat(router.received(Unsubscribe.class)).hasSize(1);
        assertThat(router.received(Hello.class)).hasSize(1);
    }

    @Test
    void aSuspendedProcedureIsUnregistered() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.a").routeId("a").setBody(e -> "x"));
        awaitRegistered("com.app.a");

        controller().suspendRoute("a");
        await().until(() -> !router.isRegistered("com.app.a"));
        controller().resumeRoute("a");
        awaitRegistered("com.app.a");

        assertThat(router.received(Unregister.class)).hasSize(1);
        assertThat(router.call("com.app.a")).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void aGracefulStopHandlesTheEventsThatWait() throws Exception {
        Queue<Object> handled = new ConcurrentLinkedQueue<>();
        routes(r -> r.from("wamp:topic:com.app.a")
                .routeId("a")
                .process(e -> gate.await(10, TimeUnit.SECONDS))
                .process(e -> handled.add(e.getMessage().getBody())));
        awaitSubscribed("com.app.a");
        IntStream.range(0, 50).forEach(number -> router.publish("com.app.a", number));

        CompletableFuture<Void> stopped = stopInBackground("a");
        await().until(() -> !router.isSubscribed("com.app.a"));
        gate.countDown();

        assertThat(stopped).succeedsWithin(Duration.ofSeconds(20));
        assertThat(handled)
                .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
    }

    @Test
    void aGracefulStopAnswersTheCallsThatWereAccepted() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.a?concurrentConsumers=2")
                .routeId("a")
                .process(e -> gate.await(10, TimeUnit.SECONDS)));
        awaitRegistered("com.app.a");
        List<CompletableFuture<Message>> calls = IntStream.range(0, 20)
                .mapToObj(n -> router.call("com.app.a", n))
                .toList();

        CompletableFuture<Void> stopped = stopInBackground("a");
        await().until(() -> !router.isRegistered("com.app.a"));
        gate.countDown();

        assertThat(stopped).succeedsWithin(Duration.ofSeconds(20));
        assertThat(calls)
                .allSatisfy(call ->
                        assertThat(call).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(Yield.class));
        assertThat(router.received(Goodbye.class)).hasSize(1);
    }

    private CompletableFuture<Void> stopInBackground(String route) {
        return CompletableFuture.runAsync(() -> {
            try {
                controller().stopRoute(route);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void aForcedStopDropsWhatWaitsAndSaysSo() throws Exception {
        Queue<Object> handled = new ConcurrentLinkedQueue<>();
        routes(r -> {
            r.from("wamp:topic:com.app.a")
                    .routeId("a")
                    .process(e -> handled.add(e.getMessage().getBody()))
                    .process(e -> gate.await(10, TimeUnit.SECONDS));
            r.from("wamp:procedure:com.app.b?concurrentConsumers=1")
                    .routeId("b")
                    .process(e -> gate.await(10, TimeUnit.SECONDS));
        });
        awaitSubscribed("com.app.a");
        awaitRegistered("com.app.b");
        IntStream.range(0, 5).forEach(number -> router.publish("com.app.a", number));
        router.call("com.app.b", "runs");
        await().until(() -> context.getInflightRepository().size() == 2);
        CompletableFuture<Message> waits = router.call("com.app.b", "waits");
        send("wamp:topic:com.app.keeps.the.session", "x");

        try (LogCapture log = new LogCapture("io.camelwamp.component", Level.WARN)) {
            controller().stopRoute("a", 10, TimeUnit.MILLISECONDS);
            controller().stopRoute("b", 10, TimeUnit.MILLISECONDS);
            gate.countDown();

            assertThat(log.linesWith("4 messages of topic com.app.a still waited"))
                    .hasSize(1);
            assertThat(waits).succeedsWithin(Duration.ofSeconds(10));
            assertThat(((ErrorMessage) waits.join()).error()).isEqualTo(Uris.UNAVAILABLE);
            assertThat(handled).containsExactly(0);
        }
    }

    @Test
    void pooledExchangesAreUsedAgain() throws Exception {
        PooledExchangeFactory pool = new PooledExchangeFactory();
        pool.setStatisticsEnabled(true);
        context.getCamelContextExtension().setExchangeFactory(pool);
        Queue<Object> handled = new ConcurrentLinkedQueue<>();
        routes(r -> {
            r.from("wamp:topic:com.app.a")
                    .process(e -> handled.add(e.getMessage().getHeaders().size()));
            r.from("wamp:procedure:com.app.b")
                    .process(e -> handled.add(e.getMessage().getHeaders().size()));
        });
        awaitSubscribed("com.app.a");
        awaitRegistered("com.app.b");

        for (int i = 1; i <= 5; i++) {
            int events = 2 * i;
            router.publish("com.app.a", i);
            Yield answer = (Yield) router.call("com.app.b", i).get(10, TimeUnit.SECONDS);
            assertThat(answer.payload().args()).containsExactly(i);
            await().until(() -> handled.size() == events);
        }
        ExchangeFactory.Statistics exchanges =
                context.getCamelContextExtension().getExchangeFactoryManager().getStatistics();
        await().until(() -> exchanges.getReleasedCounter() == 10);
        assertThat(exchanges.getCreatedCounter()).isBetween(2L, 9L);
        assertThat(exchanges.getDiscardedCounter()).isZero();
    }

    @Test
    void stopsInOrderAfterItsRouterIsGone() throws Exception {
        routes(r -> r.from("wamp:topic:com.app.a").to("wamp:topic:com.app.b"));
        awaitSubscribed("com.app.a");

        router.close();
        context.stop();

        assertThat(context.getStatus()).isEqualTo(ServiceStatus.Stopped);
    }
}
