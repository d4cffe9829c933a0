package io.camelwamp.component;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the events that a consumer loses: that it begins, and how many they were. A queue may overflow and have room again
 * many times in a second, so what happens within ten seconds of the last number is part of the next one. Thread-safe.
 */
final class LossLog {
    private static final Logger LOG = LoggerFactory.getLogger(WampSubscribeConsumer.class);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

    private final String topic;
    private final String overflow;
    private final LongSupplier clock;

    /** All guarded by this. */
    private boolean losing;

    private boolean announced;
    private long untold;
    private long quietUntil;

    LossLog(String topic, String overflow) {
        this(topic, overflow, System::nanoTime);
    }

    /**
     * A log without lines.
     *
     * @param clock in nanoseconds
     */
    LossLog(String topic, String overflow, LongSupplier clock) {
        this.topic = topic;
        this.overflow = overflow;
        this.clock = clock;
        this.quietUntil = clock.getAsLong();
    }

    /**
     * Events begin to get lost, or that is over; one after the other.
     *
     * @param count how many were lost, when it is over
     */
    synchronized void turn(long count) {
        losing = !losing;
        if (losing) {
            begins();
            return;
        }
        untold += count;
        if (announced || isDue()) {
            tell();
        }
    }

    private void begins() {
        announced = isDue();
        if (announced) {
            LOG.warn(
                    "Events of {} are being lost, because its route is slower than they come"
                            + " and the queue is full (overflow={})",
                    topic,
                    overflow);
        }
    }

    /** The consumer stops: what was not told yet is. */
    synchronized void tellRest() {
        if (untold > 0) {
            tell();
        }
    }

    private boolean isDue() {
        return clock.getAsLong() - quietUntil >= 0;
    }

    private void tell() {
        LOG.warn("Lost events of {}: {} (overflow={})", topic, untold, overflow);
        untold = 0;
        announced = false;
        quietUntil = clock.getAsLong() + PAUSE;
    }
}
