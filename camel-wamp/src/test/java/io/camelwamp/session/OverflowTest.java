package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.testing.HandExecutor;
import org.junit.jupiter.api.Test;

/** What happens to events when a queue is full, if it is not to hold the router back. */
class OverflowTest {
    private static final int CAPACITY = 3;

    private final Story story = Story.open();
    private final HandExecutor executor = new HandExecutor();
    private final Story.Events events = new Story.Events();

    private Subscription subscribe(EventHandler handler, Overflow overflow) {
        Subscription subscription = story.session.subscribe(
                "a.t", SubscribeOptions.NONE, handler, new LaneConfig(executor, CAPACITY, 1, overflow));
        story.router.expects("[32, 1, {}, 'a.t']").sends("[33, 1, 77]");
        return subscription;
    }

    private void sendsEvents(int count) {
        for (int i = 1; i <= count; i++) {
            story.router.sends("[36, 77, %d, {}, [%d]]".formatted(i, i));
        }
    }

    @Test
    void losesTheOldest() {
        subscribe(events, Overflow.DROP_OLDEST);

        sendsEvents(CAPACITY + 2);
        executor.runAll();

        assertThat(events.values()).containsExactly(3, 4, 5);
        assertThat(story.session.counters().lostEvents()).isEqualTo(2);
        assertThat(story.status().lostEvents()).isEqualTo(2);
        assertThat(story.router.pauses()).isZero();
    }

    @Test
    void losesTheNewest() {
        subscribe(events, Overflow.DROP_NEWEST);

        sendsEvents(CAPACITY + 2);
        executor.runAll();

        assertThat(events.values()).containsExactly(1, 2, 3);
        assertThat(story.session.counters().lostEvents()).isEqualTo(2);
        assertThat(story.router.pauses()).isZero();
    }

    @Test
    void tellsTheHandlerWhenALossBeginsAndWhenItIsOver() {
        subscribe(events, Overflow.DROP_NEWEST);
        sendsEvents(CAPACITY + 5);
        assertThat(events.losses).containsExactly(1L);
        executor.runAll();

        sendsEvents(1);

        assertThat(events.losses).containsExactly(1L, 5L);
    }

    @Test
    void tellsHowManyWereLostWhenTheSubscriptionIsGivenUp() {
        Subscription subscription = subscribe(events, Overflow.DROP_NEWEST);
        sendsEvents(CAPACITY + 5);

        subscription.unsubscribe();
        story.loop.run();
        executor.runAll();
        story.loop.run();

        assertThat(events.losses).containsExactly(1L, 5L);
    }

    @Test
    void tellsHowManyWereLostAlsoIfNoEventFollows() {
        subscribe(events, Overflow.DROP_OLDEST);
        sendsEvents(CAPACITY + 5);

        executor.runAll();
        story.loop.run();

        assertThat(events.losses).containsExactly(1L, 5L);
    }

    @Test
    void goesOnWhenTheHandlerCannotBearTheNews() {
        subscribe(
                new EventHandler() {
                    @Override
                    public void onEvent(ReceivedEvent event, Runnable done) {
                        events.onEvent(event, done);
                    }

                    @Override
                    public void onLost(long count) {
                        throw new IllegalStateException("thrown by the test");
                    }
                },
                Overflow.DROP_NEWEST);

        sendsEvents(CAPACITY + 2);
        executor.runAll();
        sendsEvents(1);
        executor.runAll();

        assertThat(events.values()).containsExactly(1, 2, 3, 1);
    }
}
