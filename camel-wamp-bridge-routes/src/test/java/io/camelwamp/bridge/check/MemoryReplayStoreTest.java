package io.camelwamp.bridge.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class MemoryReplayStoreTest {
    private final TestClock clock = new TestClock();

    private MemoryReplayStore store(int seconds, int capacity) {
        return new MemoryReplayStore(Duration.ofSeconds(seconds), capacity, clock);
    }

    @Test
    void anEntryIsAddedOnce() {
        MemoryReplayStore store = store(600, 10);
        assertThat(store.add("a")).isTrue();
        assertThat(store.add("a")).isFalse();
        assertThat(store.contains("a")).isTrue();
        assertThat(store.remove("a")).isTrue();
        assertThat(store.remove("a")).isFalse();
        assertThat(store.add("a")).isTrue();
    }

    @Test
    void entriesLiveForTheLifetimeAtLeastAndForTwiceAtMost() {
        MemoryReplayStore store = store(600, 10);
        clock.advance(599);
        store.add("a");
        clock.advance(600);
        assertThat(store.add("a")).isFalse();
        clock.advance(601);
        assertThat(store.add("a")).isTrue();
    }

    @Test
    void afterALongSilenceEverythingIsForgotten() {
        MemoryReplayStore store = store(600, 2);
        store.add("a");
        store.add("b");
        clock.advance(5000);
        assertThat(store.add("c")).isTrue();
        assertThat(store.add("a")).isTrue();
    }

    @Test
    void aFullStoreRefusesAndCounts() {
        MemoryReplayStore store = store(600, 2);
        store.add("a");
        store.add("b");
        assertThatThrownBy(() -> store.add("c")).isInstanceOf(RejectedExecutionException.class);
        assertThat(store.add("a")).isFalse();
        assertThat(store.refused()).isEqualTo(1);
        clock.advance(1300);
        assertThat(store.add("c")).isTrue();
    }

    @Test
    void withoutALifetimeTheOlderHalfMakesRoom() {
        MemoryReplayStore store = store(0, 4);
        for (String key : "abcdef".split("")) {
            assertThat(store.add(key)).isTrue();
        }
        assertThat(store.add("e")).isFalse();
        assertThat(store.add("c")).isFalse();
        assertThat(store.contains("a")).isFalse();
        assertThat(store.refused()).isZero();
    }

    @Test
    void aStoreForTimestampsCoversBothDirections() {
        MemoryReplayStore store = MemoryReplayStore.forTimestamps(null, 10);
        assertThat(store.lifetime()).isEqualTo(Duration.ofSeconds(600));
        assertThat(MemoryReplayStore.forTimestamps(0, 10).lifetime()).isZero();
    }

    private static final class TestClock extends Clock {
        private Instant now = Instant.parse("2020-01-01T00:00:00Z");

        void advance(int seconds) {
            now = now.plusSeconds(seconds);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
