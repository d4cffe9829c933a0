package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.EventDetails;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/**
 * What Camel demands of asynchronous producers: the callback exactly once, with {@code true} if and
 * only if {@code process} returns true; and what we add: never on the event loop.
 */
class WampProducerContractTest extends WampTestSupport {
    private record Done(boolean sync, Thread thread, boolean inLoop) {}

    private final Queue<Done> done = new ConcurrentLinkedQueue<>();

    private AsyncProducer producer(String uri) throws Exception {
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        return producer;
    }

    private boolean process(AsyncProducer producer, Exchange exchange) {
        return producer.process(exchange, sync -> done.add(new Done(sync, Thread.currentThread(), router.inLoop())));
    }

    private Exchange exchange(Object body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        return exchange;
    }

    private void assertOnceAsynchronously(boolean returned) {
        assertThat(returned).isFalse();
        await().until(() -> !done.isEmpty());
        assertThat(done).singleElement().satisfies(once -> {
            assertThat(once.sync).isFalse();
            assertThat(once.inLoop).isFalse();
            assertThat(once.thread.getName()).contains("WampAnswers");
        });
    }

    private void assertOnceSynchronously(boolean returned) {
        assertThat(returned).isTrue();
        assertThat(done).singleElement().satisfies(once -> assertThat(once.sync).isTrue());
    }

    @Test
    void continuesOnAThreadForRoutesAfterAnAnswer() throws Exception {
        router.procedure("com.app.echo", call -> call);
        AsyncProducer producer = producer("wamp:procedure:com.app.echo");
        CountDownLatch answers = router.busy();

        boolean returned = process(producer, exchange("x"));
        answers.countDown();

        assertOnceAsynchronously(returned);
        producer.stop();
    }

    @Test
    void continuesOnAThreadForRoutesAfterAnUnacknowledgedPublication() throws Exception {
        AsyncProducer producer = producer("wamp:topic:com.app.news?acknowledge=false");
        CountDownLatch answers = router.busy();

        boolean returned = process(producer, exchange("x"));
        answers.countDown();

        assertOnceAsynchronously(returned);
        producer.stop();
    }

    @Test
    void endsAtOnceIfTheMessageCannotBeSent() throws Exception {
        AsyncProducer producer = producer("wamp:topic:com.app.news");
        Exchange exchange = exchange(new Object());

        boolean returned = process(producer, exchange);

        assertOnceSynchronously(returned);
        assertThat(exchange.getException()).isInstanceOf(WampException.InvalidPayload.class);
        producer.stop();
    }

    @Test
    void endsAtOnceIfThereIsNothingToSend() throws Exception {
        AsyncProducer producer = producer("wamp:topic:com.app.news?eligible=");
        Exchange exchange = exchange("x");

        boolean returned = process(producer, exchange);

        assertOnceSynchronously(returned);
        assertThat(exchange.getException()).isNull();
        producer.stop();
    }

    @Test
    void endsAtOnceIfTheProducerIsStopped() throws Exception {
        AsyncProducer producer = producer("wamp:topic:com.app.news");
        producer.stop();
        Exchange exchange = exchange("x");

        boolean returned = process(producer, exchange);

        assertOnceSynchronously(returned);
        assertThat(exchange.getException())
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("is stopped");
    }

    @Test
    void endsAtOnceIfTheEventLoopIsGone() throws Exception {
        AsyncProducer producer = producer("wamp:topic:com.app.news");
        router.close();
        Exchange exchange = exchange("x");

        boolean returned = process(producer, exchange);

        assertOnceSynchronously(returned);
        assertThat(exchange.getException()).isInstanceOf(WampException.NotConnected.class);
    }

    @Test
    void endsTheExchangesInFlightWhenTheContextStops() throws Exception {
        router.ignore("com.app.slow");
        Exchange exchange = exchange("x");
        AsyncProducer producer = producer("wamp:procedure:com.app.slow");
        boolean returned = process(producer, exchange);
        await().until(() -> !router.received(Call.class).isEmpty());

        context.stop();

        assertOnceAsynchronously(returned);
        assertThat(exchange.getException()).isInstanceOf(WampException.SessionLost.class);
    }

    @Test
    void answersWaitForAThreadWhenAllAreBusy() {
        ThreadPoolExecutor threads = (ThreadPoolExecutor) wamp(context).continuations();
        CountDownLatch release = new CountDownLatch(1);
        int busy = threads.getMaximumPoolSize();
        for (int i = 0; i < busy; i++) {
            threads.execute(() -> awaitQuietly(release));
        }

        threads.execute(() -> done.add(new Done(false, Thread.currentThread(), false)));

        assertThat(threads.getQueue()).hasSize(1);
        assertThat(threads.getLargestPoolSize()).isEqualTo(busy);
        release.countDown();
        await().until(() -> !done.isEmpty());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The executor is closed, and the session is not: it belongs to a router that lives on. */
    @Test
    void endsTheExchangeOffTheLoopEvenIfThereIsNoThreadForRoutesAnyMore() throws Exception {
        router.procedure("com.app.echo", call -> call);
        AsyncProducer producer = producer("wamp:procedure:com.app.echo");
        wamp(context).continuations().shutdown();
        Exchange exchange = exchange("x");
        CountDownLatch answers = router.busy();

        boolean returned = process(producer, exchange);
        answers.countDown();

        assertOnceAsynchronously(returned);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("x");
        producer.stop();
    }

    @Test
    void failsTheExchangeIfTheResultCannotBeDecoded() throws Exception {
        router.procedure("com.app.garbage", call -> TestRouter.undecodable("RESULT[3]"));
        AsyncProducer producer = producer("wamp:procedure:com.app.garbage");
        Exchange exchange = exchange("x");
        CountDownLatch answers = router.busy();

        boolean returned = process(producer, exchange);
        answers.countDown();

        assertOnceAsynchronously(returned);
        assertThat(exchange.getException()).isInstanceOf(WampException.ProtocolViolation.class);
    }

    @Test
    void routesNeverRunOnTheEventLoop() throws Exception {
        router.procedure("com.app.echo", call -> call);
        Queue<Boolean> inLoop = new ConcurrentLinkedQueue<>();
        routes(r -> r.from("wamp:topic:com.app.in")
                .process(e -> inLoop.add(router.inLoop()))
                .to("wamp:procedure:com.app.echo")
                .process(e -> inLoop.add(router.inLoop()))
                .to("wamp:topic:com.app.out")
                .process(e -> inLoop.add(router.inLoop())));
        awaitSubscribed("com.app.in");

        router.publish("com.app.in", Payload.of(List.of("x"), Map.of()), EventDetails.NONE);

        await().until(() -> inLoop.size() == 3);
        assertThat(inLoop).containsOnly(false);
    }

    @Test
    void theLoggingContextGoesOnWithTheRoute() throws Exception {
        context.setUseMDCLogging(true);
        router.procedure("com.app.echo", call -> call);
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        routes(r -> r.from("wamp:topic:com.app.in")
                .routeId("in")
                .process(e -> logged.add(MDC.get("camel.exchangeId")))
                .to("wamp:procedure:com.app.echo")
                .process(e -> logged.add(MDC.get("camel.exchangeId")))
                .process(e -> logged.add(e.getExchangeId())));
        awaitSubscribed("com.app.in");

        router.publish("com.app.in", "x");

        await().until(() -> logged.size() == 3);
        assertThat(Set.copyOf(logged)).hasSize(1);
    }
}
