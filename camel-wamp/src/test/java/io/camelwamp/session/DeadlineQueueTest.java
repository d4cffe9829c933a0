package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.testing.VirtualTimeLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlineQueueTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final VirtualTimeLoop loop = new VirtualTimeLoop();
    private final DeadlineQueue queue = new DeadlineQueue(loop, TIMEOUT);
    private final List<String> expired = new ArrayList<>();

    private final class Item extends DeadlineQueue.Entry {
        private final String name;
        private final Runnable then;

        Item(String name, Runnable then) {
            this.name = name;
            this.then = then;
        }

        @Override
        void expired() {
            expired.add(name);
            then.run();
        }
    }

    private Item add(String name) {
        return add(name, () -> {});
    }

    private Item add(String name, Runnable then) {
        Item item = new Item(name, then);
        queue.add(item);
        return item;
    }

    @Test
    void expiresEachEntryAtItsOwnTime() {
        add("a");
        loop.advance(Duration.ofSeconds(3));
        add("b");

        loop.advance(Duration.ofSeconds(7).minusNanos(1));
        assertThat(expired).isEmpty();
        loop.advance(Duration.ofNanos(1));
        assertThat(expired).containsExactly("a");
        loop.advance(Duration.ofSeconds(3));
        assertThat(expired).containsExactly("a", "b");
        assertThat(loop.timers()).isZero();
    }

    @Test
    void expiresWhatIsAddedWhenItsLoopWasClosedAtOnce() {
        loop.close();

        add("a");
        add("b");

        assertThat(expired).containsExactly("a", "b");
    }

    @Test
    void expiresEverythingWhenItsLoopIsClosedBetweenTwoDeadlines() {
        add("a", loop::close);
        loop.advance(Duration.ofSeconds(3));
        add("b");
        add("c");

        loop.advance(Duration.ofSeconds(7));

        assertThat(expired).containsExactly("a", "b", "c");
    }

    @Test
    void usesOneTimerForAll() {
        for (int i = 0; i < 100; i++) {
            add("item");
        }

        assertThat(loop.timers()).isEqualTo(1);
    }

    @Test
    void forgetsWhatIsDisarmedWhereverItStands() {
        Item first = add("first");
        Item middle = add("middle");
        Item last = add("last");
        add("kept");

        middle.disarm();
        first.disarm();
        first.disarm();
        last.disarm();
        loop.advance(TIMEOUT);

        assertThat(expired).containsExactly("kept");
    }

    @Test
    void isOnTimeForAnOlderEntryAlthoughAnotherIsAddedWhileOneExpires() {
        add("a", () -> add("c"));
        loop.advance(Duration.ofSeconds(1));
        add("b");

        loop.advance(Duration.ofSeconds(10));

        assertThat(expired).containsExactly("a", "b");
        loop.advance(Duration.ofSeconds(9));
        assertThat(expired).containsExactly("a", "b", "c");
    }

    @Test
    void staysStoppedAlthoughItIsStoppedWhileAnEntryExpires() {
        add("a", queue::stop);
        add("b");
        loop.advance(Duration.ofSeconds(1));
        add("c");

        loop.advance(TIMEOUT.multipliedBy(2));

        assertThat(expired).containsExactly("a");
        add("d");
        loop.advance(TIMEOUT);
        assertThat(expired).containsExactly("a");
        assertThat(loop.timers()).isZero();
    }

    @Test
    void mayDisarmAnotherEntryWhileOneExpires() {
        Item[] other = new Item[1];
        add("a", () -> other[0].disarm());
        other[0] = add("b");

        loop.advance(TIMEOUT);

        assertThat(expired).containsExactly("a");
    }
}
