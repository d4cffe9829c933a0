package io.camelwamp.bridge.check;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers requests in memory, for at least as long as a replay of them could have a valid
 * timestamp.
 *
 * <p>Entries stand in two generations; when the younger one is as old as the lifetime, the older
 * one is forgotten at once. The store is bounded: full, it refuses new entries and counts them
 * ({@link #refused()}), because forgetting one before its time would let a replay through. Without
 * a lifetime (zero) nothing ever expires, and a full store forgets the older half of what it holds.
 *
 * <p>May be used by any number of threads.
 */
public class MemoryReplayStore extends ServiceSupport implements IdempotentRepository {
    /** How many entries fit where nothing else is said. */
    public static final int DEFAULT_CAPACITY = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(MemoryReplayStore.class);

    private final Duration lifetime;
    private final int capacity;
    private final Clock clock;

    private Set<String> younger = new HashSet<>();
    private Set<String> older = new HashSet<>();
    private long rotateAt;
    private long refused;

    /**
     * An empty store.
     *
     * @param lifetime how long entries are kept at least; zero for as long as there is room
     * @param capacity how many entries fit, at least 2
     */
    public MemoryReplayStore(Duration lifetime, int capacity) {
        this(lifetime, capacity, Clock.systemUTC());
    }

    MemoryReplayStore(Duration lifetime, int capacity, Clock clock) {
        if (capacity < 2) {
            throw new IllegalArgumentException("replayCapacity is " + capacity + ": it must be at least 2");
        }
        this.lifetime = lifetime;
        this.capacity = capacity;
        this.clock = clock;
        this.rotateAt = lifetime.isZero() ? Long.MAX_VALUE : clock.millis() + lifetime.toMillis();
    }

    /**
     * A store for requests whose timestamps may differ from now by a limit in both directions: one
     * that is ahead by the limit stays valid until it is behind by the limit.
     *
     * @param timestampDeltaLimit seconds, 0 for any; null for what signed requests have by default
     * @param capacity how many entries fit, at least 2
     */
    public static MemoryReplayStore forTimestamps(Integer timestampDeltaLimit, int capacity) {
        Duration limit = SignatureCheck.deltaLimit(true, timestampDeltaLimit);
        return new MemoryReplayStore(limit.multipliedBy(2), capacity);
    }

    /**
     * Adds an entry.
     *
     * @return false if it was there already
     * @throws RejectedExecutionException if the store is full
     */
    @Override
    public synchronized boolean add(String key) {
        forgetExpired();
        if (younger.contains(key) || older.contains(key)) {
            return false;
        }
        makeRoom();
        return younger.add(key);
    }

    private void forgetExpired() {
        long now = clock.millis();
        if (now < rotateAt) {
            return;
        }
        boolean idle = now >= rotateAt + lifetime.toMillis();
        older = idle ? new HashSet<>() : younger;
        younger = new HashSet<>();
        rotateAt = now + lifetime.toMillis();
    }

    private void makeRoom() {
        if (lifetime.isZero() && younger.size() >= capacity / 2) {
            older = younger;
            younger = new HashSet<>();
        } else if (younger.size() + older.size() >= capacity) {
            if (refused++ == 0) {
                LOG.warn(
                        "The store of signed requests is full at {} entries: requests are refused until some expire;"
                                + " give it more room with replayCapacity",
                        capacity);
            }
            throw new RejectedExecutionException("the store of signed requests is full");
        }
    }

    @Override
    public synchronized boolean contains(String key) {
        return younger.contains(key) || older.contains(key);
    }

    @Override
    public synchronized boolean remove(String key) {
        return younger.remove(key) | older.remove(key);
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public synchronized void clear() {
        younger.clear();
        older.clear();
    }

    /** How long entries are kept at least; zero for as long as there is room. */
    public Duration lifetime() {
        return lifetime;
    }

    /** How many requests were refused because the store was full. */
    public synchronized long refused() {
        return refused;
    }
}
