package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.camelwamp.testing.LogCapture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hundred thousand events in a row for a route that does not keep up. */
class WampEventBurstTest extends WampTestSupport {
    private static final int BURST = 100_000;
    private static final int QUEUE = 500;

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger handled = new AtomicInteger();

    private WampSubscribeConsumer start(String overflow) throws Exception {
        routes(r -> r.from("wamp:topic:com.app.a?queueSize=" + QUEUE + "&overflow=" + overflow)
                .routeId("a")
                .process(exchange -> {
                    release.await();
                    handled.incrementAndGet();
                }));
        awaitSubscribed("com.app.a");
        WampSubscribeConsumer consumer =
                (WampSubscribeConsumer) context.getRoute("a").getConsumer();
        await().until(consumer::isHeld);
        router.publish("com.app.a", 0);
        await().until(() -> consumer.getQueued() == 0);
        return consumer;
    }

    /** Returns how many waited at most; the route has one more in hand. */
    private int burst(WampSubscribeConsumer consumer) {
        int most = 0;
        for (int i = 1; i < BURST; i++) {
            router.publish("com.app.a", i);
            most = Math.max(most, consumer.getQueued());
        }
        return most;
    }

    @ParameterizedTest
    @ValueSource(strings = {"dropOldest", "dropNewest"})
    void losesWhatFindsNoRoomAndLogsThatOnce(String overflow) throws Exception {
        WampSubscribeConsumer consumer = start(overflow);
        int lost = BURST - QUEUE - 1;
        try (LogCapture log = new LogCapture("io.camelwamp", Level.INFO)) {
            assertThat(burst(consumer)).isEqualTo(QUEUE);
            assertThat(consumer.getLost()).isEqualTo(lost);
            release.countDown();

            await().until(() -> handled.get() == QUEUE + 1);
            await().until(() -> log.linesWith("ost").size() == 2);
            assertThat(log.lines())
                    .satisfiesExactly(
                            begin -> assertThat(begin).startsWith("WARN Events of com.app.a are being lost"),
                            end -> assertThat(end)
                                    .isEqualTo(
                                            "WARN Lost events of com.app.a: " + lost + " (overflow=" + overflow + ")"));
        }
    }

    @Test
    void holdsTheRouterBackAndLosesNothing() throws Exception {
        WampSubscribeConsumer consumer = start("pause");
        assertThat(burst(consumer)).isBetween(QUEUE, 8 * QUEUE);
        release.countDown();

        await().until(() -> handled.get() == BURST);

        assertThat(consumer.getLost()).isZero();
    }
}
