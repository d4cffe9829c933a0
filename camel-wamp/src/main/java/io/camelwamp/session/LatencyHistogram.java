package io.camelwamp.session;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * How long something took: count and total since the beginning, quantiles over the last one to two
 * minutes.
 *
 * <p>One thread writes, and pays a few plain writes for it; any thread may read. Quantiles are upper
 * limits of buckets, and too high by an eighth at most.
 */
public final class LatencyHistogram {
    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

    /** Each power of two has so many buckets. */
    private static final int STEPS = 8;

    private static final int STEP_BITS = 3;

    /** About 73 minutes; what takes longer counts as that. */
    private static final long LONGEST = (1L << 42) - 1;

    private static final int BUCKETS = bucket(LONGEST) + 1;

    private record Window(long beginning, AtomicLongArray counts) {
        static Window at(long now) {
            return new Window(now, new AtomicLongArray(BUCKETS));
        }
    }

    private record Windows(Window present, Window past) {}

    private final LongSupplier clock;
    private final AtomicLongArray sums = new AtomicLongArray(2);
    private volatile Windows windows;

    /**
     * Nothing was measured yet.
     *
     * @param clock nanoseconds
     */
    LatencyHistogram(LongSupplier clock) {
        this.clock = clock;
        Window first = Window.at(clock.getAsLong());
        this.windows = new Windows(first, first);
    }

    /** Adds what has taken from one moment to the other; on the one thread that writes. */
    void record(long from, long to) {
        long nanos = Math.max(0, to - from);
        add(sums, 0, 1);
        add(sums, 1, nanos);
        add(present(to).counts, bucket(Math.min(nanos, LONGEST)), 1);
    }

    private Window present(long now) {
        Windows old = windows;
        if (now - old.present.beginning < WINDOW_NANOS) {
            return old.present;
        }
        Window next = Window.at(now);
        windows = new Windows(next, now - old.present.beginning < 2 * WINDOW_NANOS ? old.present : next);
        return next;
    }

    /** There is one writer: readers only need to see the value some time. */
    private static void add(AtomicLongArray array, int index, long amount) {
        array.setRelease(index, array.getPlain(index) + amount);
    }

    private static int bucket(long nanos) {
        if (nanos < STEPS) {
            return (int) nanos;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        int step = (int) (nanos >>> exponent - STEP_BITS) - STEPS;
        return (exponent - STEP_BITS + 1) * STEPS + step;
    }

    private static long upperLimit(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int exponent = bucket / STEPS - 1;
        return ((long) (bucket % STEPS + STEPS + 1) << exponent) - 1;
    }

    /** How many were measured since the beginning. */
    public long count() {
        return sums.getAcquire(0);
    }

    /** The sum of all since the beginning. */
    public Duration total() {
        return Duration.ofNanos(sums.getAcquire(1));
    }

    /**
     * What this share of the latest took at most.
     *
     * @param share from 0 to 1: 0.5 for the median, 1 for the longest
     * @return zero if none was measured lately
     */
    public Duration quantile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("A share lies between 0 and 1, but is " + share);
        }
        Windows seen = windows;
        long age = clock.getAsLong() - seen.present.beginning;
        if (age >= 2 * WINDOW_NANOS) {
            return Duration.ZERO;
        }
        boolean both = seen.past != seen.present && age < WINDOW_NANOS;
        long[] counts = new long[BUCKETS];
        long all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] = seen.present.counts.getAcquire(i) + (both ? seen.past.counts.getAcquire(i) : 0);
            all += counts[i];
        }
        long rank = Math.max(1, (long) Math.ceil(share * all));
        long below = 0;
        for (int i = 0; i < BUCKETS; i++) {
            below += counts[i];
            if (below >= rank) {
                return Duration.ofNanos(upperLimit(i));
            }
        }
        return Duration.ZERO;
    }
}
