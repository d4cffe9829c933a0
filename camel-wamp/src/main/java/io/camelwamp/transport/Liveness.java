package io.camelwamp.transport;

import io.camelwamp.transport.EventLoop.Cancellable;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Tells a silent peer from a dead one: asks for a sign of life after some silence, such as with a
 * ping, and gives up when that stays unanswered.
 *
 * <p>Whatever arrives counts as an answer. Confined to the event loop.
 */
public final class Liveness {
    private final EventLoop loop;
    private final long interval;
    private final long timeout;
    private final BooleanSupplier ask;
    private final Runnable dead;

    private Cancellable timer;
    private long lastHeard;
    private boolean asked;

    /**
     * A watch that does not run yet.
     *
     * @param interval silence after which the peer is asked; zero for never
     * @param timeout further silence after which the peer is dead
     * @param ask sends what the peer has to answer; false if nothing can be sent at this moment, so
     *     that the silence begins anew
     * @param dead called once, as the last thing
     */
    public Liveness(EventLoop loop, Duration interval, Duration timeout, BooleanSupplier ask, Runnable dead) {
        this.loop = loop;
        this.interval = interval.toNanos();
        this.timeout = timeout.toNanos();
        this.ask = ask;
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
            asked = false;
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
        long allowed = asked ? interval + timeout : interval;
        if (silence < allowed) {
            arm(allowed - silence);
        } else if (asked) {
            timer = null;
            dead.run();
        } else {
            // All that asking may lead to, such as the end of the watch, finds it in order.
            asked = true;
            arm(Math.min(interval, timeout));
            if (!ask.getAsBoolean()) {
                heard();
            }
        }
    }
}
