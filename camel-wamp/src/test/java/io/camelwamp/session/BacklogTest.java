package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.camelwamp.protocol.EventDetails;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.testing.HandExecutor;
import io.camelwamp.testing.LogCapture;
import org.junit.jupiter.api.Test;

/** What waits for handlers is bounded in octets, for all queues of a session together. */
class BacklogTest {
    private static final int KIB = 1024;
    private static final int LIMIT = 640 * KIB;
    private static final int PART = LIMIT / 64;

    /** The router of these tests hands over values, of which characters weigh two octets. */
    private static final int LARGE = 64 * KIB;

    /** So many that their number bounds nothing. */
    private static final int CAPACITY = 1_000_000;

    private final Story story = Story.with().queueOctets(LIMIT).open();
    private final HandExecutor executor = new HandExecutor();
    private final Story.Events events = new Story.Events();

    private Subscription subscribe(String topic, int id, EventHandler handler, Overflow overflow) {
        Subscription subscription = story.session.subscribe(
                topic, SubscribeOptions.NONE, handler, new LaneConfig(executor, CAPACITY, 1, overflow));
        story.router.expects("[32, %d, {}, '%s']".formatted(id, topic)).sends("[33, %d, %d]".formatted(id, id));
        return subscription;
    }

    private void sendsEvent(int subscription, int number, int octets) {
        story.router.sends("[36, %d, %d, {}, [%d, '%s']]"
                .formatted(subscription, number, number, "x".repeat(Math.max(0, octets - 8))));
    }

    private void sendsEvents(int subscription, int count, int octets) {
        for (int i = 1; i <= count; i++) {
            sendsEvent(subscription, i, octets);
        }
    }

    private long octets() {
        return story.session.backlog().octets();
    }

    @Test
    void stopsReadingAtSoManyOctetsAndReadsAgainWhenHalfOfThemAreGone() {
        Subscription subscription = subscribe("a.t", 1, events, Overflow.PAUSE);

        sendsEvents(1, 100, LARGE);

        assertThat(story.router.isHeldBack()).isTrue();
        assertThat(subscription.waiting()).isBetween(4, 6);
        drain();
        assertThat(events.received).hasSize(100);
        assertThat(subscription.lost()).isZero();
        assertThat(octets()).isZero();
        assertThat(story.router.pauses()).isGreaterThan(5);
    }

    private void drain() {
        for (int i = 0; i < 40; i++) {
            executor.runAll();
            story.loop.run();
        }
    }

    @Test
    void losesWhatComesAfterThatWhileItMustReadOn() {
        Subscription subscription = subscribe("a.t", 1, events, Overflow.PAUSE);
        story.publishAcknowledged("a.other");
        story.router.expects("[16, 2, {acknowledge: true}, 'a.other']");

        sendsEvents(1, 100, LARGE);

        assertThat(story.router.isHeldBack()).isFalse();
        assertThat(octets()).isBetween((long) LIMIT, LIMIT + 3L * LARGE);
        assertThat(subscription.waiting() + subscription.lost()).isEqualTo(100);
        assertThat(story.session.counters().lostEvents())
                .isEqualTo(subscription.lost())
                .isPositive();
        drain();
        assertThat(events.losses).containsExactly(1L, subscription.lost());
    }

    @Test
    void keepsTheNewestIfTheOldestAreToGo() {
        Subscription subscription = subscribe("a.t", 1, events, Overflow.DROP_OLDEST);

        sendsEvents(1, 100, LARGE);

        assertThat(octets()).isLessThanOrEqualTo(LIMIT + 3L * LARGE);
        executor.runAll();
        assertThat(events.values()).endsWith(99, 100).doesNotContain(1);
        assertThat(events.received.size() + subscription.lost()).isEqualTo(100);
    }

    @Test
    void losesTheNewestIfTheyAreToGo() {
        Subscription subscription = subscribe("a.t", 1, events, Overflow.DROP_NEWEST);

        sendsEvents(1, 100, LARGE);

        executor.runAll();
        assertThat(events.values()).startsWith(1, 2).doesNotContain(100);
        assertThat(events.received.size() + subscription.lost()).isEqualTo(100);
        assertThat(story.router.pauses()).isZero();
    }

    @Test
    void leavesRoomForSubscriptionsBesidesOneThatIsStuck() {
        subscribe("a.stuck", 1, events, Overflow.DROP_NEWEST);
        HandExecutor quick = new HandExecutor();
        Story.Events others = new Story.Events();
        story.session.subscribe(
                "a.quick", SubscribeOptions.NONE, others, new LaneConfig(quick, CAPACITY, 1, Overflow.PAUSE));
        story.router.expects("[32, 2, {}, 'a.quick']").sends("[33, 2, 2]");
        sendsEvents(1, 20, LARGE);

        for (int i = 1; i <= 50; i++) {
            sendsEvent(2, i, PART / 8);
            sendsEvent(2, i, PART / 8);
            quick.runAll();
        }

        assertThat(others.received).hasSize(100);
        assertThat(story.router.isHeldBack()).isFalse();
    }

    @Test
    void answersCallsThatFindNoRoomWithUnavailable() {
        subscribe("a.t", 1, events, Overflow.DROP_NEWEST);
        Story.Calls calls = new Story.Calls();
        story.session.register(
                "a.p", RegisterOptions.NONE, calls, new LaneConfig(executor, CAPACITY, 1, Overflow.PAUSE));
        story.router.expects("[64, 2, {}, 'a.p']").sends("[65, 2, 5]");
        sendsEvents(1, 20, LARGE);

        String argument = "x".repeat(PART);
        story.router.sends("[68, 1, 5, {}, ['%s']]".formatted(argument));
        story.router.sends("[68, 2, 5, {}, ['%s']]".formatted(argument));

        story.router.expects("[8, 68, 2, {}, 'wamp.error.unavailable', '<args>']");
        executor.runAll();
        assertThat(calls.received).hasSize(1);
        assertThat(octets()).isZero();
    }

    @Test
    void holdsNoMoreThanTheHeapCanTakeHoweverManyLargeEventsCome() {
        Story usual = Story.open();
        Subscription subscription = usual.session.subscribe(
                "a.t", SubscribeOptions.NONE, events, new LaneConfig(executor, 1000, 1, Overflow.PAUSE));
        usual.router.expects("[32, 1, {}, 'a.t']").sends("[33, 1, 77]");
        // Shared by all events, as the test cannot afford what the queue must not take.
        byte[] sixteenMebibytes = new byte[16 << 20];
        Payload payload = Payload.ofEncoded(new Payload.Encoded(octets -> Payload.EMPTY, sixteenMebibytes, 1));

        for (int i = 0; i < 8000; i++) {
            subscription.deliver(new ReceivedEvent("a.t", i, EventDetails.NONE, payload));
        }

        long held = usual.session.backlog().octets();
        assertThat(held).isLessThan(Runtime.getRuntime().maxMemory() / 8 + sixteenMebibytes.length);
        assertThat(subscription.waiting() + subscription.lost()).isEqualTo(8000);
    }

    /** Its queue alone would have room long before. */
    @Test
    void tellsTheEndOfABurstWhenThereIsRoomForItsOctetsToo() {
        HandExecutor callees = new HandExecutor();
        subscribe("a.t", 1, events, Overflow.DROP_NEWEST);
        sendsEvents(1, 10, LARGE);
        story.session.register(
                "a.b", RegisterOptions.NONE, new Story.Calls(), new LaneConfig(callees, 4, 2, Overflow.PAUSE));
        story.router.expects("[64, 2, {}, 'a.b']").sends("[65, 2, 9]");

        try (LogCapture log = new LogCapture("io.camelwamp", Level.WARN)) {
            for (int i = 1; i <= 5; i++) {
                // Three of them are less than the queue's part, two more than half of it.
                story.router.sends("[68, %d, 9, {}, ['%s']]".formatted(i, "x".repeat(PART / 8)));
            }
            callees.runAll();
            story.loop.run();
            assertThat(log.lines()).hasSize(1);

            drain();
            assertThat(log.lines())
                    .hasSize(2)
                    .last()
                    .isEqualTo("WARN 1 calls of a.b were answered with wamp.error.unavailable");
        }
    }
}
