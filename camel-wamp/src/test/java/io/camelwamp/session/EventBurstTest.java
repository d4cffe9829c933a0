package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.testing.HandExecutor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hundred thousand events in a row, while the handler is busy: memory has its limits, losses are counted. */
class EventBurstTest {
    private static final int BURST = 100_000;
    private static final int CAPACITY = 1000;

    private final Story story = Story.open();
    private final HandExecutor executor = new HandExecutor();
    private final List<Long> received = new ArrayList<>();
    private final List<Long> losses = new ArrayList<>();
    private Subscription subscription;

    /** Takes down what it gets and hears. */
    private final class Events implements EventHandler {
        @Override
        public void onEvent(ReceivedEvent event, Runnable done) {
            received.add(event.publication());
            done.run();
        }

        @Override
        public void onLost(long count) {
            losses.add(count);
        }
    }

    private void subscribe(Overflow overflow) {
        subscribe(overflow, 1);
    }

    private void subscribe(Overflow overflow, int request) {
        subscription = story.session.subscribe(
                "a.t", SubscribeOptions.NONE, new Events(), new LaneConfig(executor, CAPACITY, 1, overflow));
        story.router.expects("[32, " + request + ", {}, 'a.t']").sends("[33, " + request + ", 77]");
    }

    /** Returns how many waited at most. */
    private int sendBurst() {
        int most = 0;
        for (int i = 1; i <= BURST; i++) {
            story.router.sends("[36, 77, " + i + ", {}]");
            most = Math.max(most, subscription.waiting());
        }
        return most;
    }

    private void handleAll() {
        executor.runAll();
        story.loop.run();
        executor.runAll();
    }

    @Test
    void keepsTheLatestIfTheOldestAreToBeDropped() {
        subscribe(Overflow.DROP_OLDEST);
        assertThat(sendBurst()).isEqualTo(CAPACITY);
        handleAll();
        assertThat(received).hasSize(CAPACITY).isSorted().endsWith((long) BURST);

        assertLost(BURST - CAPACITY);
    }

    @Test
    void keepsTheFirstIfTheNewestAreToBeDropped() {
        subscribe(Overflow.DROP_NEWEST);
        assertThat(sendBurst()).isEqualTo(CAPACITY);
        handleAll();
        assertThat(received).hasSize(CAPACITY).isSorted().startsWith(1L);

        assertLost(BURST - CAPACITY);
    }

    @Test
    void losesNothingByHoldingTheRouterBack() {
        subscribe(Overflow.PAUSE);
        assertThat(sendBurst()).isEqualTo(CAPACITY);
        assertThat(story.router.isHeldBack()).isTrue();
        assertThat(story.status().load().readingPaused()).isTrue();

        while (received.size() < BURST) {
            int before = received.size();
            handleAll();
            assertThat(received).hasSizeGreaterThan(before);
        }

        assertThat(received).hasSize(BURST).isSorted();
        assertThat(losses).isEmpty();
        assertThat(story.session.counters().lostEvents()).isZero();
    }

    @Test
    void growsToEightTimesItsSizeWhenItCannotHoldTheRouterBack() {
        story.publishAcknowledged("a.other");
        story.loop.run();
        story.router.expects("[16, 1, {acknowledge: true}, 'a.other']");
        subscribe(Overflow.PAUSE, 2);

        assertThat(sendBurst()).isEqualTo(8 * CAPACITY);
        assertThat(story.router.isHeldBack()).isFalse();
        handleAll();

        assertThat(received).hasSize(8 * CAPACITY);
        assertLost(BURST - 8L * CAPACITY);
    }

    private void assertLost(long count) {
        assertThat(losses).containsExactly(1L, count);
        assertThat(subscription.lost()).isEqualTo(count);
        assertThat(story.session.counters().lostEvents()).isEqualTo(count);
        assertThat(story.session.counters().events()).isEqualTo(BURST);
        assertThat(story.status().load().queued()).isZero();
    }
}
