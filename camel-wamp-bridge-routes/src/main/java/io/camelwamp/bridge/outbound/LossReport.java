package io.camelwamp.bridge.outbound;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what is lost, and logs it: one line with a number for a burst, at most one in ten seconds. Thread-safe. */
final class LossReport {
    private static final Logger LOG = LoggerFactory.getLogger(LossReport.class);
    private static final long BURST = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

    private final String sender;
    private final ScheduledExecutorService timer;

    /** All guarded by this. */
    private long lost;

    private long told;
    private long quietUntil = System.nanoTime();
    private boolean due;
    private String last;

    /**
     * Nothing is lost yet.
     *
     * @param sender who loses it, for the log
     * @param timer runs what is short
     */
    LossReport(String sender, ScheduledExecutorService timer) {
        this.sender = sender;
        this.timer = timer;
    }

    /** Something is lost. */
    synchronized void add(long count, Object what, String reason) {
        lost += count;
        last = what + ": " + reason;
        if (!due) {
            due = true;
            long delay = Math.max(BURST, quietUntil - System.nanoTime());
            try {
                timer.schedule(this::tell, delay, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                // Stopped: what is not told by now is told at once.
                tell();
            }
        }
    }

    /** Logs what was lost since this was called last; nothing if that is nothing. */
    synchronized void tell() {
        due = false;
        if (lost > told) {
            LOG.warn("{} has lost {} messages ({} since it started); the last: {}", sender, lost - told, lost, last);
            told = lost;
            quietUntil = System.nanoTime() + PAUSE;
        }
    }

    synchronized long lost() {
        return lost;
    }
}
