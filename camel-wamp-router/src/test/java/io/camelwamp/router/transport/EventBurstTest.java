package io.camelwamp.router.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.router.Router;
import io.camelwamp.router.RouterStatistics;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.Overflow;
import io.camelwamp.session.Subscription;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.netty.RawSocketAcceptorConfig;
import io.camelwamp.transport.netty.WebSocketAcceptorConfig;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A hundred thousand events in a row over a real connection, to a subscriber that handles none before
 * the last was published: whatever holds what back, each event is either handled or counted as lost.
 */
@Timeout(120)
class EventBurstTest {
    private static final int BURST = 100_000;
    private static final int QUEUE = 1000;
    private static final int WINDOW = 256;
    private static final String TEXT = "x".repeat(100);
    private static final PublishOptions ACKNOWLEDGE = PublishOptions.NONE.with("acknowledge", true);

    private final NettyWebSocketListener webSocket =
            new NettyWebSocketListener(WebSocketAcceptorConfig.of("127.0.0.1", 0, "/ws"));
    private final NettyRawSocketListener rawSocket =
            new NettyRawSocketListener(RawSocketAcceptorConfig.of("127.0.0.1", 0));
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicLong handled = new AtomicLong();

    private void publishBurst(WampSession publisher) throws InterruptedException {
        Semaphore window = new Semaphore(WINDOW);
        for (int i = 0; i < BURST; i++) {
            window.acquire();
            publisher
                    .publish("com.app.burst", ACKNOWLEDGE, Payload.ofArgs(i, TEXT))
                    .whenComplete((id, failure) -> {
                        assertThat(failure).isNull();
                        window.release();
                    });
        }
        window.acquire(WINDOW);
    }

    private void burst(URI uri, Router router, Overflow overflow) throws Exception {
        ExecutorService route = Executors.newSingleThreadExecutor();
        try (EventLoops loops = EventLoops.create("test", 1);
                WampSession publisher = Sessions.join(TransportConfig.of(uri), loops);
                WampSession subscriber = Sessions.join(TransportConfig.of(uri), loops)) {
            Subscription subscription = subscriber.subscribe(
                    "com.app.burst",
                    SubscribeOptions.NONE,
                    (event, done) -> {
                        awaitRelease();
                        handled.incrementAndGet();
                        done.run();
                    },
                    new LaneConfig(route, QUEUE, 1, overflow));
            await().until(subscription::isActive);

            publishBurst(publisher);

            assertThat(subscription.waiting()).isLessThanOrEqualTo(8 * QUEUE);
            release.countDown();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> handled.get()
                                    + subscription.lost()
                                    + statistics(router).droppedEvents()
                            == BURST);
            assertThat(subscriber.counters().lostEvents()).isEqualTo(subscription.lost());
            assertThat(subscriber.counters().reconnects()).isZero();
            if (overflow == Overflow.PAUSE) {
                assertThat(subscription.lost()).isZero();
            } else {
                assertThat(statistics(router).droppedEvents()).isZero();
            }
        } finally {
            release.countDown();
            route.shutdown();
        }
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RouterStatistics statistics(Router router) {
        return router.statistics().toCompletableFuture().join();
    }

    @ParameterizedTest
    @EnumSource(Overflow.class)
    void isHandledOrCountedOverWebSocket(Overflow overflow) throws Exception {
        try (Router router =
                Router.builder().realm("realm1").listener(webSocket).build()) {
            router.start();
            burst(URI.create("ws://127.0.0.1:" + webSocket.address().getPort() + "/ws"), router, overflow);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PAUSE", "DROP_OLDEST"})
    void isHandledOrCountedOverRawSocket(Overflow overflow) throws Exception {
        try (Router router =
                Router.builder().realm("realm1").listener(rawSocket).build()) {
            router.start();
            burst(URI.create("rs://127.0.0.1:" + rawSocket.address().getPort()), router, overflow);
        }
    }
}
