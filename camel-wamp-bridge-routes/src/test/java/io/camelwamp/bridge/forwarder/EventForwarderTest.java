package io.camelwamp.bridge.forwarder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.outbound.Backend;
import io.camelwamp.bridge.outbound.OutboundAnswer;
import io.camelwamp.bridge.outbound.OutboundClient;
import io.camelwamp.bridge.outbound.OutboundRequest;
import io.camelwamp.bridge.testing.BrokenBackend;
import io.camelwamp.bridge.testing.StandInBackend;
import io.camelwamp.bridge.testing.StandInBackend.Reply;
import io.camelwamp.component.WampConstants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ProcessorEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EventForwarderTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Backend target = new Backend();
    private final EventForwarder forwarder = new EventForwarder();
    private final BlockingQueue<Message> deadLetters = new LinkedBlockingQueue<>();
    private StandInBackend backend;
    private ProducerTemplate events;

    @BeforeEach
    void prepare() throws Exception {
        backend = new StandInBackend();
        target.setBaseUrl(backend.url() + "receiver?key=1");
        forwarder.setBackend(target);
        forwarder.setDeadLetter("direct:dead");
        target.setRetries(3);
        target.setRetryDelay(1);
        context.getShutdownStrategy().setTimeout(20);
    }

    @AfterEach
    void stop() {
        context.stop();
        backend.close();
    }

    private void start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dead").process(exchange -> deadLetters.add(exchange.getMessage()));
                from("direct:events")
                        .routeId("events")
                        .errorHandler(noErrorHandler())
                        .process(forwarder);
            }
        });
        context.start();
        events = context.createProducerTemplate();
    }

    private void publish(Object body) {
        Map<String, Object> headers = Map.of(WampConstants.TOPIC, "com.example.x", WampConstants.PUBLICATION_ID, 7L);
        events.sendBodyAndHeaders("direct:events", body, headers);
    }

    private Message deadLetter() throws InterruptedException {
        Message letter = deadLetters.poll(20, TimeUnit.SECONDS);
        assertThat(letter).isNotNull();
        return letter;
    }

    @Test
    void sendsCompactJsonWithWhatIsKnownOfTheEvent() throws Exception {
        start();
        Map<String, Object> headers = new HashMap<>();
        headers.put(WampConstants.TOPIC, "com.example.grüße");
        headers.put(WampConstants.PUBLICATION_ID, 9007199254740991L);
        headers.put(WampConstants.PUBLISHER, 17L);
        headers.put(WampConstants.PUBLISHER_AUTHID, "ada");
        headers.put(WampConstants.KWARGS, Map.of("self", Map.of("url", 1.0)));
        headers.put("X-Other", "not sent");
        events.sendBodyAndHeaders("direct:events", List.of(1, "ü"), headers);

        StandInBackend.Request request = backend.take();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/receiver?key=1");
        assertThat(request.text()).isEqualTo("{\"args\":[1,\"ü\"],\"kwargs\":{\"self\":{\"url\":1.0}}}");
        assertThat(request.headers().get("Content-Type")).containsExactly("application/json");
        assertThat(request.header("X-Wamp-Topic")).isEqualTo("com.example.gr%C3%BC%C3%9Fe");
        assertThat(request.header("X-Wamp-Publication")).isEqualTo("9007199254740991");
        assertThat(request.header("X-Wamp-Publisher")).isEqualTo("17");
        assertThat(request.header("X-Wamp-Publisher-Authid")).isEqualTo("ada");
        assertThat(request.header("X-Other")).isNull();
    }

    @Test
    void argsAndKwargsAreAlwaysPresent() throws Exception {
        start();
        publish(null);
        assertThat(backend.take().text()).isEqualTo("{\"args\":[],\"kwargs\":{}}");
        publish(Map.of("foo", "bar"));
        assertThat(backend.take().text()).isEqualTo("{\"args\":[{\"foo\":\"bar\"}],\"kwargs\":{}}");
        publish(List.of(List.of(1)));
        assertThat(backend.take().text()).isEqualTo("{\"args\":[[1]],\"kwargs\":{}}");
    }

    @Test
    void failuresThatMayPassAreTriedAgainAndKeepTheOrder() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        List<String> accepted = Collections.synchronizedList(new ArrayList<>());
        backend.answerWith(request -> {
            if (requests.incrementAndGet() % 3 != 0) {
                return Reply.empty(requests.get() % 3 == 1 ? 500 : 429);
            }
            accepted.add(request.text());
            return Reply.empty(204);
        });
        start();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            publish(i);
            expected.add("{\"args\":[" + i + "],\"kwargs\":{}}");
        }
        await().until(() -> forwarder.forwarded() == 20);
        assertThat(accepted).isEqualTo(expected);
        assertThat(backend.mostUnderWay()).isEqualTo(1);
        assertThat(deadLetters).isEmpty();
    }

    @Test
    void withoutOrderSeveralAreUnderWay() throws Exception {
        backend.answerWith(Reply.empty(200).after(Duration.ofMillis(200)));
        forwarder.setOrdered(false);
        forwarder.setConcurrency(5);
        start();
        for (int i = 0; i < 20; i++) {
            publish(i);
        }
        await().until(() -> forwarder.forwarded() == 20);
        assertThat(backend.mostUnderWay()).isBetween(2, 5);
    }

    @Test
    void whatTheBackendRefusesIsADeadLetterAtOnce() throws Exception {
        backend.answerWith(Reply.empty(404));
        start();
        publish("lost");
        Message letter = deadLetter();
        assertThat(letter.getBody()).isEqualTo("{\"args\":[\"lost\"],\"kwargs\":{}}");
        assertThat(letter.getHeader(WampConstants.TOPIC)).isEqualTo("com.example.x");
        assertThat(letter.getHeader(WampConstants.PUBLICATION_ID)).isEqualTo(7L);
        assertThat(letter.getHeader("CamelWampForwardUrl", String.class)).startsWith(backend.url());
        assertThat(letter.getHeader("CamelWampForwardFailure", String.class)).contains("status 404");
        assertThat(backend.requests()).hasSize(1);
    }

    @Test
    void anotherStatusThanTheExpectedOneIsAFailure() throws Exception {
        forwarder.setExpectedCode(200);
        backend.answerWith(request -> Reply.empty(request.text().contains("good") ? 200 : 201));
        start();
        publish("bad");
        assertThat(deadLetter().getBody(String.class)).contains("bad");
        publish("good");
        await().until(() -> forwarder.forwarded() == 1);
    }

    @Test
    void aBackendThatIsDownCostsItsEventsOnlyAndIsUsedAgainAfterwards() throws Exception {
        int port = backend.port();
        backend.close();
        target.setRetries(2);
        start();
        for (int i = 0; i < 10; i++) {
            publish(i);
        }
        for (int i = 0; i < 10; i++) {
            assertThat(deadLetter().getBody()).isEqualTo("{\"args\":[" + i + "],\"kwargs\":{}}");
        }
        backend = new StandInBackend(port);
        publish("again");
        assertThat(backend.take().text()).contains("again");
        await().until(() -> forwarder.getPendingExchangesSize() == 0);
        assertThat(forwarder.lost()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart", "garbage\r\n\r\n"})
    void aBackendThatBreaksOffStopsNothing(String answer) throws Exception {
        try (BrokenBackend broken = new BrokenBackend(answer, true)) {
            target.setBaseUrl(broken.url());
            target.setRetries(2);
            start();
            publish(1);
            publish(2);
            assertThat(deadLetter().getBody(String.class)).contains("[1]");
            assertThat(deadLetter().getBody(String.class)).contains("[2]");
            assertThat(broken.connections()).isEqualTo(6);
        }
    }

    @Test
    void whatTheQueueHasNoRoomForIsADeadLetter() throws Exception {
        backend.answerWith(Reply.empty(500));
        forwarder.setQueueSize(10);
        target.setRetries(1000);
        target.setRetryDelay(60_000);
        target.setMaxRetryDelay(60_000);
        start();
        for (int i = 0; i < 500; i++) {
            publish(i);
        }
        await().untilAsserted(() -> assertThat(deadLetters).hasSize(489));
        await().untilAsserted(
                        () -> assertThat(forwarder.getPendingExchangesSize()).isEqualTo(11));
        assertThat(deadLetter().getHeader("CamelWampForwardFailure")).isEqualTo("too many events wait");
    }

    @Test
    void withoutAnEndpointWhatIsLostIsCounted() throws Exception {
        backend.answerWith(Reply.empty(400));
        forwarder.setDeadLetter("");
        start();
        publish(1);
        publish(2);
        await().until(() -> forwarder.lost() == 2);
    }

    @Test
    void aDeadLetterEndpointThatFailsStopsNothing() throws Exception {
        backend.answerWith(request -> Reply.empty(request.text().contains("good") ? 200 : 400));
        forwarder.setDeadLetter("direct:nobody-there?block=false");
        start();
        publish(1);
        publish("good");
        await().until(() -> forwarder.lost() == 1 && forwarder.forwarded() == 1);
    }

    @Test
    void aGracefulStopSendsWhatWaits() throws Exception {
        backend.answerWith(Reply.empty(200).after(Duration.ofMillis(100)));
        start();
        for (int i = 0; i < 60; i++) {
            publish(i);
        }
        context.stop();
        assertThat(backend.requests()).hasSize(60);
        assertThat(forwarder.forwarded()).isEqualTo(60);
    }

    @Test
    void aStopDoesNotWaitForABackendThatFails() throws Exception {
        backend.answerWith(Reply.empty(500));
        target.setRetryDelay(60_000);
        target.setMaxRetryDelay(60_000);
        start();
        for (int i = 0; i < 3; i++) {
            publish(i);
        }
        await().until(() -> !backend.requests().isEmpty());
        long start = System.nanoTime();
        context.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        assertThat(deadLetters).hasSize(3);
        assertThat(forwarder.lost()).isZero();
    }

    /** An endpoint of no route, so that it is there whatever stops. */
    private void sendDeadLettersTo(Processor taker) throws Exception {
        context.addEndpoint("taker:dead", new ProcessorEndpoint("taker:dead", context, taker));
        forwarder.setDeadLetter("taker:dead");
    }

    @Test
    void aDeadLetterEndpointThatHangsHoldsUpNobodyElse() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        sendDeadLettersTo(exchange -> {
            hanging.countDown();
            release.await();
        });
        OutboundClient client = new OutboundClient();
        client.setCamelContext(context);
        target.setClient(client);
        forwarder.setOrdered(false);
        backend.answerWith(request -> Reply.empty(request.method().equals("POST") ? 400 : 200));
        start();
        try {
            for (int i = 0; i < 20; i++) {
                publish(i);
            }
            await().until(() -> backend.requests().size() == 20);
            assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
            OutboundRequest request = OutboundRequest.of("GET", target.policy().base());
            for (int i = 0; i < 10; i++) {
                OutboundAnswer answer = client.send(request, target.policy()).get(10, TimeUnit.SECONDS);
                assertThat(answer.status()).isEqualTo(200);
            }
            assertThat(forwarder.getPendingExchangesSize()).isEqualTo(20);
        } finally {
            release.countDown();
        }
        await().until(() -> forwarder.deadLettered() == 20);
    }

    @Test
    void whatStillWaitsAtAForcedStopIsADeadLetterAndNotSent() throws Exception {
        sendDeadLettersTo(exchange -> deadLetters.add(exchange.getMessage()));
        OutboundClient client = new OutboundClient();
        client.setCamelContext(context);
        target.setClient(client);
        backend.answerWith(Reply.empty(200).after(Duration.ofMillis(2000)));
        start();
        for (int i = 0; i < 10; i++) {
            publish(i);
        }
        await().until(() -> backend.requests().size() == 1);
        context.getRouteController().stopRoute("events", 1, TimeUnit.SECONDS);
        assertThat(backend.requests()).hasSize(1);
        assertThat(forwarder.forwarded()).isEqualTo(1);
        assertThat(deadLetters).hasSize(9);
        assertThat(deadLetter().getHeader("CamelWampForwardFailure")).isEqualTo("the bridge stopped");
        assertThat(forwarder.lost()).isZero();
    }

    @Test
    void impossibleSettingsAreErrors() {
        assertThatThrownBy(() -> forwarder.setQueueSize(0)).hasMessageContaining("queueSize is 0");
        assertThatThrownBy(() -> forwarder.setConcurrency(0)).hasMessageContaining("concurrency is 0");
        assertThatThrownBy(() -> new EventForwarder().start()).hasStackTraceContaining("needs the backend");
    }

    @Test
    void anEventThatJsonCannotExpressFailsItsExchange() throws Exception {
        start();
        Exchange failed =
                events.send("direct:events", exchange -> exchange.getMessage().setBody(new Object()));
        assertThat(failed.getException()).hasMessageContaining("cannot be written as JSON");
    }
}
