package io.camelwamp.transport;

import io.camelwamp.transport.EventLoop.Cancellable;
import java.time.Duration;

/**
 * Tells a silent peer from a dead one: pings after some silence, and gives up when that stays
 * unanswered.
 *
 * <p>Whatever arrives counts as an answer. Confined to the event loop.
 */
public final class Liveness {
    private final EventLoop loop;
    private final long interval;
    private final long timeout;
    private final Runnable ping;
    private final Runnable dead;

    private Cancellable timer;
    private long lastHeard;
    private boolean pinged;

    /**
     * A watch that does not run yet.
     *
     * @param interval silence after which a ping is sent; zero for never
     * @param timeout further silence after which the peer is dead
     * @param ping sends a ping
     * @param dead called once, as the last thing
     */
    public Liveness(EventLoop loop, Duration interval, Duration timeout, Runnable ping, Runnable dead) {
        this.loop = loop;
        this.interval = interval.toNanos();
        this.timeout = timeout.toNanos();
        this.ping = ping;
        this.dead = dead;
    }

    /** Starts the watch, or starts it again as if something had just arrived. */
    public void start() {
        if (interval > 0 && timer == null) {
            heard();
            arm(interval);
        }
    }

    /** Something arrived. */
    public void heard() {
        if (interval > 0) {
            lastHeard = loop.nanoTime();
            pinged = false;
        }
    }

    /** Ends the watch; it may be started again. */
    public void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void arm(long nanos) {
        timer = loop.schedule(Duration.ofNanos(nanos), this::check);
    }

    private void check() {
        long silence = loop.nanoTime() - lastHeard;
        long allowed = pinged ? interval + timeout : interval;
        if (silence < allowed) {
            arm(allowed - silence);
        } else if (pinged) {
            timer = null;
            dead.run();
        } else {
            pinged = true;
            arm(timeout);
            ping.run();
        }
    }
}
