package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.testing.HandExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A full queue holds the router back, but never an answer that somebody waits for. */
class ReadPauseTest {
    private static final int CAPACITY = 4;

    private final Story story = Story.open();
    private final HandExecutor executor = new HandExecutor();
    private final Story.Events events = new Story.Events();
    private Subscription subscription;

    @BeforeEach
    void subscribe() {
        subscription = story.session.subscribe(
                "a.t", SubscribeOptions.NONE, events, new LaneConfig(executor, CAPACITY, 1, Overflow.PAUSE));
        story.router.expects("[32, 1, {}, 'a.t']").sends("[33, 1, 77]");
    }

    private void sendsEvents(int from, int to) {
        for (int i = from; i <= to; i++) {
            story.router.sends("[36, 77, %d, {}, [%d]]".formatted(i, i));
        }
    }

    @Test
    void stopsReadingWhenTheQueueIsFullAndReadsAgainWhenThereIsRoom() {
        sendsEvents(1, CAPACITY - 1);
        assertThat(story.router.isHeldBack()).isFalse();
        sendsEvents(CAPACITY, CAPACITY + 2);
        assertThat(story.router.isHeldBack()).isTrue();

        executor.runAll();

        assertThat(events.values()).containsExactly(1, 2, 3, 4);
        assertThat(story.router.isHeldBack()).isFalse();
        drain();
        assertThat(events.values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(story.session.counters().lostEvents()).isZero();
    }

    @Test
    void losesNothingHoweverOftenItStopsReading() {
        sendsEvents(1, 50);

        for (int i = 0; i < 50; i++) {
            drain();
        }

        assertThat(events.values()).hasSize(50).isSorted();
        assertThat(story.session.counters().lostEvents()).isZero();
        assertThat(story.router.pauses()).isGreaterThan(5);
    }

    private void drain() {
        for (int i = 0; i < 20; i++) {
            executor.runAll();
            story.loop.run();
        }
    }

    @Test
    void readsOnWhileARequestWaitsForItsAnswer() {
        CompletableFuture<Long> published = story.publishAcknowledged("a.t");
        story.router.expects("[16, 2, {acknowledge: true}, 'a.t']");

        sendsEvents(1, CAPACITY);

        assertThat(story.router.isHeldBack()).isFalse();
        story.router.sends("[17, 2, 5]");
        assertThat(published).isCompletedWithValue(5L);
        assertThat(story.router.isHeldBack()).isTrue();
    }

    @Test
    void readsAgainWhenTheRouteThatShouldMakeRoomPublishes() {
        sendsEvents(1, CAPACITY);
        assertThat(story.router.isHeldBack()).isTrue();

        CompletableFuture<Long> published = story.publishAcknowledged("a.t");

        story.router.expects("[16, 2, {acknowledge: true}, 'a.t']").sends("[17, 2, 5]");
        assertThat(published).isCompletedWithValue(5L);
    }

    @Test
    void readsAgainWhenTheRouteThatShouldMakeRoomSubscribes() {
        sendsEvents(1, CAPACITY);

        Subscription other = story.subscribe("b.t", new Story.Events());

        story.router.expects("[32, 2, {}, 'b.t']").sends("[33, 2, 78]");
        assertThat(other.active()).isCompleted();
        assertThat(story.router.isHeldBack()).isTrue();
    }

    @Test
    void readsAgainWhenTheRouteThatShouldMakeRoomUnsubscribes() {
        sendsEvents(1, CAPACITY);

        CompletableFuture<Void> released = subscription.unsubscribe();

        story.router.expects("[34, 2, 77]").sends("[35, 2]");
        assertThat(released).isCompleted();
        assertThat(story.router.isHeldBack()).isFalse();
    }

    @Test
    void stopsReadingAgainWhenTheAnswerDoesNotCome() {
        story.publishAcknowledged("a.t");
        sendsEvents(1, CAPACITY);
        assertThat(story.router.isHeldBack()).isFalse();

        story.advance(Story.REQUEST_TIMEOUT);

        assertThat(story.router.isHeldBack()).isTrue();
    }

    @Test
    void readsOnWhileARequestWaitsForTheRouterToReadIt() {
        sendsEvents(1, CAPACITY);
        assertThat(story.router.isHeldBack()).isTrue();
        story.router.stopsReading();

        story.publish("a.t");

        assertThat(story.router.isHeldBack()).isFalse();
        story.advance(Story.REQUEST_TIMEOUT);
        assertThat(story.router.isHeldBack()).isTrue();
    }

    @Test
    void readsTheRoutersGoodbyeWhenItLeaves() {
        sendsEvents(1, CAPACITY);
        assertThat(story.router.isHeldBack()).isTrue();

        CompletableFuture<Void> left = story.session.leave();

        story.router
                .expects("[6, {}, 'wamp.close.close_realm']")
                .sends("[6, {}, 'wamp.close.goodbye_and_out']")
                .expectsClose();
        assertThat(left).isCompleted();
    }

    @Test
    void losesWhatComesAfterEightTimesTheCapacity() {
        story.publishAcknowledged("a.t");
        sendsEvents(1, 8 * CAPACITY + 3);

        drain();

        assertThat(events.values()).hasSize(8 * CAPACITY).isSorted().endsWith(8 * CAPACITY);
        assertThat(story.session.counters().lostEvents()).isEqualTo(3);
        assertThat(events.losses).containsExactly(1L, 3L);
        sendsEvents(100, 100);
        assertThat(events.losses).containsExactly(1L, 3L);
    }

    @Test
    void readsOnBeforeTheRouterMissesTheAnswerToAPing() {
        sendsEvents(1, CAPACITY);
        story.advance(ReadGate.LONGEST_PAUSE.minusNanos(1));
        assertThat(story.router.isHeldBack()).isTrue();

        story.advance(Duration.ofNanos(1));

        assertThat(story.router.isHeldBack()).isFalse();
        sendsEvents(CAPACITY + 1, 8 * CAPACITY + 3);
        assertThat(story.router.isHeldBack()).isFalse();
        assertThat(subscription.waiting()).isEqualTo(8 * CAPACITY);
        assertThat(story.session.counters().lostEvents()).isEqualTo(3);
    }

    @Test
    void stopsReadingAgainOnlyAfterTheQueueHadRoom() {
        sendsEvents(1, CAPACITY);
        story.advance(ReadGate.LONGEST_PAUSE);
        sendsEvents(CAPACITY + 1, CAPACITY + 2);
        story.advance(ReadGate.LONGEST_PAUSE.multipliedBy(3));
        assertThat(story.router.pauses()).isEqualTo(1);

        drain();
        sendsEvents(1, CAPACITY);

        assertThat(story.router.isHeldBack()).isTrue();
        assertThat(story.session.counters().lostEvents()).isZero();
    }

    @Test
    void doesNotAddUpThePausesForSeveralQueuesThatAreStuck() {
        story.session.subscribe(
                "b.t",
                SubscribeOptions.NONE,
                new Story.Events(),
                new LaneConfig(executor, CAPACITY, 1, Overflow.PAUSE));
        story.router.expects("[32, 2, {}, 'b.t']").sends("[33, 2, 78]");
        sendsEvents(1, CAPACITY);
        story.advance(ReadGate.LONGEST_PAUSE);

        for (int i = 1; i <= CAPACITY; i++) {
            story.router.sends("[36, 78, 1, {}]");
        }

        assertThat(story.router.isHeldBack()).isFalse();
        drain();
        sendsEvents(1, CAPACITY);
        assertThat(story.router.isHeldBack()).isTrue();
    }

    @Test
    void readsAgainWhenTheExecutorIsGone() {
        List<Runnable> done = new ArrayList<>();
        HandExecutor stopping = new HandExecutor();
        story.session.subscribe(
                "b.t",
                SubscribeOptions.NONE,
                (event, whenDone) -> done.add(whenDone),
                new LaneConfig(stopping, CAPACITY, 1, Overflow.PAUSE));
        story.router.expects("[32, 2, {}, 'b.t']").sends("[33, 2, 78]");
        story.router.sends("[36, 78, 1, {}]");
        stopping.runAll();
        for (int i = 1; i <= CAPACITY; i++) {
            story.router.sends("[36, 78, 1, {}]");
        }
        assertThat(story.router.isHeldBack()).isTrue();

        stopping.shutDown();
        done.get(0).run();

        assertThat(story.router.isHeldBack()).isFalse();
        assertThat(done).hasSize(1);
        assertThat(story.session.counters().lostEvents()).isEqualTo(CAPACITY);
    }

    @Test
    void startsTheNextSessionReadingAndPausesThereToo() {
        sendsEvents(1, CAPACITY);
        story.router.drops();
        story.waitForReconnect();
        story.router.opensSession().expects("[32, 1, {}, 'a.t']").sends("[33, 1, 77]");
        assertThat(story.router.isHeldBack()).isFalse();

        sendsEvents(5, 5);

        assertThat(story.router.isHeldBack()).isTrue();
        drain();
        assertThat(events.values()).containsExactly(1, 2, 3, 4, 5);
        assertThat(story.router.isHeldBack()).isFalse();
    }
}
