package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.camelwamp.protocol.EventDetails;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.testing.LogCapture;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** {@code from("wamp:topic:…")}. */
class WampSubscribeTest extends WampTestSupport {
    @Test
    void givesTheRouteBodyKwargsAndDetails() throws Exception {
        MockEndpoint in = mock("in");
        in.expectedMessageCount(1);
        routes(r -> r.from("wamp:topic:com.app.news").to("mock:in"));
        awaitSubscribed("com.app.news");

        router.publish(
                "com.app.news",
                Payload.of(List.of("Hello, world"), Map.of("k", List.of(1))),
                EventDetails.of(Map.of("publisher", 99, "x_vendor", "y")));

        in.assertIsSatisfied();
        Exchange exchange = in.getExchanges().get(0);
        assertThat(exchange.getPattern()).isEqualTo(ExchangePattern.InOnly);
        assertThat(exchange.getMessage().getBody()).isEqualTo("Hello, world");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(WampConstants.TOPIC, "com.app.news")
                .containsEntry(WampConstants.PUBLISHER, 99L)
                .containsEntry(WampConstants.KWARGS, Map.of("k", List.of(1)))
                .containsEntry(WampConstants.DETAILS, Map.of("publisher", 99L, "x_vendor", "y"))
                .hasEntrySatisfying(WampConstants.PUBLICATION_ID, id -> assertThat((long) id)
                        .isPositive());
    }

    @Test
    void tellsWhoPublishedHowFarTheRouterTrustsAndWhetherTheEventIsOld() throws Exception {
        MockEndpoint in = mock("in");
        in.expectedMessageCount(1);
        routes(r -> r.from("wamp:topic:com.app.news?getRetained=true").to("mock:in"));
        awaitSubscribed("com.app.news");

        router.publish(
                "com.app.news",
                Payload.ofArgs("x"),
                EventDetails.of(Map.of(
                        "publisher_authid", "joe", "publisher_authrole", "admin", "trustlevel", 3, "retained", true)));

        in.assertIsSatisfied();
        assertThat(in.getExchanges().get(0).getMessage().getHeaders())
                .containsEntry(WampConstants.PUBLISHER_AUTHID, "joe")
                .containsEntry(WampConstants.PUBLISHER_AUTHROLE, "admin")
                .containsEntry(WampConstants.TRUST_LEVEL, 3L)
                .containsEntry(WampConstants.RETAINED, true)
                .doesNotContainKey(WampConstants.PUBLISHER);
        assertThat(received(Subscribe.class).options().getRetained()).isTrue();
    }

    @Test
    void setsNoHeadersForWhatIsNotThere() throws Exception {
        MockEndpoint in = mock("in");
        in.expectedMessageCount(1);
        routes(r -> r.from("wamp:topic:com.app.news").to("mock:in"));
        awaitSubscribed("com.app.news");

        router.publish("com.app.news");

        in.assertIsSatisfied();
        assertThat(in.getExchanges().get(0).getMessage().getBody()).isNull();
        assertThat(in.getExchanges().get(0).getMessage().getHeaders())
                .containsOnlyKeys(WampConstants.TOPIC, WampConstants.PUBLICATION_ID);
    }

    @Test
    void subscribesToPatterns() throws Exception {
        MockEndpoint in = mock("in");
        in.expectedHeaderValuesReceivedInAnyOrder(WampConstants.TOPIC, "com.app.user.updated", "com.lib.user.updated");
        routes(r -> r.from("wamp:topic:com..user.updated?match=wildcard&getRetained=true")
                .to("mock:in"));
        awaitSubscribed("com..user.updated");

        router.publish("com.app.user.updated", 1);
        router.publish("com.app.user.deleted", 2);
        router.publish("com.lib.user.updated", 3);

        in.assertIsSatisfied();
        assertThat(received(Subscribe.class).options().values())
                .isEqualTo(Map.of("match", "wildcard", "get_retained", true));
    }

    @Test
    void canBePolled() throws Exception {
        CompletableFuture<Object> polled =
                CompletableFuture.supplyAsync(() -> consumer.receiveBody("wamp:topic:com.app.news", 10_000));
        awaitSubscribed("com.app.news");

        router.publish("com.app.news", "x");

        assertThat(polled.get(10, TimeUnit.SECONDS)).isEqualTo("x");
    }

    @Test
    void severalRoutesMaySubscribeToTheSameTopic() throws Exception {
        mock("one").expectedMessageCount(1);
        mock("two").expectedMessageCount(1);
        routes(r -> {
            r.from("wamp:topic:com.app.news").to("mock:one");
            r.from("wamp:topic:com.app.news").to("mock:two");
        });
        awaitSubscribed("com.app.news");
        await().until(() -> wampIsReady("com.app.news", 2));

        router.publish("com.app.news", "x");

        MockEndpoint.assertIsSatisfied(context);
    }

    private boolean wampIsReady(String topic, int routes) {
        return context.getRoutes().stream()
                        .map(route -> (WampConsumer<?>) route.getConsumer())
                        .filter(consumer -> consumer.getHealthCheck()
                                .call()
                                .getState()
                                .name()
                                .equals("UP"))
                        .count()
                == routes;
    }

    @Test
    void whatOneRouteDoesToAListDoesNotConcernTheOther() throws Exception {
        routes(r -> {
            r.from("wamp:topic:com.app.news")
                    .process(e -> e.getMessage().getBody(List.class).clear())
                    .to("mock:one");
            r.from("wamp:topic:com.app.news?queueSize=10").to("mock:two");
        });
        await().until(() -> wampIsReady("com.app.news", 2));
        mock("one").expectedMessageCount(1);
        mock("two").expectedMessageCount(1);

        router.publish("com.app.news", 1, 2);

        MockEndpoint.assertIsSatisfied(context);
        assertThat(mock("one").getExchanges().get(0).getMessage().getBody()).isEqualTo(List.of());
        assertThat(mock("two").getExchanges().get(0).getMessage().getBody()).isEqualTo(List.of(1, 2));
    }

    @Test
    void keepsTheOrderOfEventsInAsynchronousRoutes() throws Exception {
        router.procedure("com.app.echo", call -> call);
        List<Integer> numbers = IntStream.range(0, 500).boxed().toList();
        MockEndpoint out = mock("out");
        out.expectedBodiesReceived(numbers);
        routes(r -> r.from("wamp:topic:com.app.news")
                .to("wamp:procedure:com.app.echo")
                .to("wamp:topic:com.app.copy")
                .to("mock:out"));
        awaitSubscribed("com.app.news");

        numbers.forEach(number -> router.publish("com.app.news", number));

        out.assertIsSatisfied();
    }

    @Test
    void handlesSeveralEventsAtOnceIfToldTo() throws Exception {
        CyclicBarrier together = new CyclicBarrier(3);
        MockEndpoint out = mock("out");
        out.expectedMessageCount(3);
        routes(r -> r.from("wamp:topic:com.app.news?concurrentConsumers=3")
                .process(e -> together.await(10, TimeUnit.SECONDS))
                .to("mock:out"));
        awaitSubscribed("com.app.news");

        IntStream.range(0, 3).forEach(number -> router.publish("com.app.news", number));

        out.assertIsSatisfied();
    }

    @Test
    void aFailingRouteGetsTheNextEvent() throws Exception {
        MockEndpoint out = mock("out");
        out.expectedBodiesReceived("good");
        routes(r -> r.from("wamp:topic:com.app.news")
                .process(e -> {
                    if (e.getMessage().getBody().equals("bad")) {
                        throw new IllegalStateException("bad event");
                    }
                })
                .to("mock:out"));
        awaitSubscribed("com.app.news");

        try (LogCapture log = new LogCapture("io.camelwamp.component", Level.WARN)) {
            router.publish("com.app.news", "bad");
            router.publish("com.app.news", "good");

            out.assertIsSatisfied();
            assertThat(log.linesWith("An event of com.app.news was not handled"))
                    .hasSize(1);
        }
    }

    @Test
    void anEventThatCannotBeDecodedIsReportedAndTheNextOneHandled() throws Exception {
        MockEndpoint out = mock("out");
        out.expectedBodiesReceived("good");
        routes(r -> r.from("wamp:topic:com.app.news").to("mock:out"));
        awaitSubscribed("com.app.news");

        try (LogCapture log = new LogCapture("io.camelwamp.component", Level.WARN)) {
            router.publish("com.app.news", TestRouter.undecodable("EVENT[4]"), EventDetails.NONE);
            router.publish("com.app.news", "good");

            out.assertIsSatisfied();
            assertThat(log.linesWith("An event of com.app.news was not handled"))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("EVENT[4] must be a list"));
        }
    }

    @Test
    void dropsTheOldestOrTheNewestAsToldAndSaysSoOncePerBurst() throws Exception {
        Map<String, List<Integer>> expected = Map.of("dropOldest", List.of(0, 4, 5), "dropNewest", List.of(0, 1, 2));
        for (Map.Entry<String, List<Integer>> policy : expected.entrySet()) {
            assertDrops(policy.getKey(), policy.getValue());
        }
    }

    /** Six events for a queue of two while the route is busy with the first, and two bursts. */
    private void assertDrops(String overflow, List<Integer> arriving) throws Exception {
        String topic = "com.app." + overflow.toLowerCase(java.util.Locale.ROOT);
        Queue<Object> seen = new ConcurrentLinkedQueue<>();
        Queue<CountDownLatch> gates =
                new ConcurrentLinkedQueue<>(List.of(new CountDownLatch(1), new CountDownLatch(1)));
        CountDownLatch first = gates.peek();
        routes(r -> r.from("wamp:topic:" + topic + "?queueSize=2&overflow=" + overflow)
                .process(e -> {
                    seen.add(e.getMessage().getBody());
                    if (e.getMessage().getBody().equals(0)) {
                        gates.element().await(10, TimeUnit.SECONDS);
                    }
                }));
        awaitSubscribed(topic);
        try (LogCapture log = new LogCapture("io.camelwamp.component", Level.WARN)) {
            router.publish(topic, 0);
            await().until(() -> !seen.isEmpty());
            IntStream.range(1, 6).forEach(number -> router.publish(topic, number));
            gates.remove();
            first.countDown();
            await().untilAsserted(() -> assertThat(seen).containsExactlyElementsOf(arriving));

            router.publish(topic, 9);

            await().until(() -> log.linesWith(topic).size() == 2);
            assertThat(log.linesWith(topic))
                    .satisfiesExactly(
                            begin -> assertThat(begin).contains("are being lost", "overflow=" + overflow),
                            end -> assertThat(end).contains("Lost events of " + topic + ": 3"));
            gates.element().countDown();
        }
    }

    @Test
    void aSingleLostEventIsReportedOnce() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        MockEndpoint out = mock("out");
        routes(r -> r.from("wamp:topic:com.app.news?queueSize=2&overflow=dropNewest")
                .process(e -> gate.await(10, TimeUnit.SECONDS))
                .to("mock:out"));
        awaitSubscribed("com.app.news");
        try (LogCapture log = new LogCapture("io.camelwamp.component", Level.WARN)) {
            router.publish("com.app.news", 0);
            await().until(() -> context.getInflightRepository().size() == 1);
            IntStream.range(1, 4).forEach(number -> router.publish("com.app.news", number));
            gate.countDown();
            await().until(() -> out.getReceivedCounter() == 3);
            router.publish("com.app.news", 9);

            await().until(() -> log.linesWith("com.app.news").size() == 2);
            assertThat(log.lines().get(1)).contains("Lost events of com.app.news: 1");
        }
    }

    @Test
    void losesNothingWhileItPausesTheRouter() throws Exception {
        List<Integer> numbers = IntStream.range(0, 300).boxed().toList();
        CountDownLatch gate = new CountDownLatch(1);
        MockEndpoint out = mock("out");
        out.expectedBodiesReceived(numbers);
        routes(r -> r.from("wamp:topic:com.app.news?queueSize=2")
                .process(e -> gate.await(10, TimeUnit.SECONDS))
                .to("mock:out"));
        awaitSubscribed("com.app.news");

        numbers.forEach(number -> router.publish("com.app.news", number));
        gate.countDown();

        out.assertIsSatisfied();
    }
}
