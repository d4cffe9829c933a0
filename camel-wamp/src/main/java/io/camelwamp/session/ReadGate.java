package io.camelwamp.session;

import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.Transport;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Holds the router back while a subscription's queue is full.
 *
 * <p>Not while a request waits for its answer, though: the route that would make room may be the
 * one that waits, and would do so for ever. And not for longer than {@link #LONGEST_PAUSE}.
 */
final class ReadGate {
    /**
     * Who does not read sees no pings either, and routers cut off who does not answer one; they
     * commonly wait 15 seconds or more for that.
     */
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Transport transport;
    private final EventLoop loop;

    /** Those that reading pauses for. */
    private final Set<Subscription> full = new HashSet<>();

    /** Those for which reading has paused for as long as it may, and that had no room since. */
    private final Set<Subscription> overdue = new HashSet<>();

    private EventLoop.Cancellable timer = () -> {};
    private boolean busy;
    private boolean opened;
    private boolean paused;

    /**
     * Set when a pause took too long, until some queue has room: one stuck queue after the other
     * must not add their pauses up.
     */
    private boolean readsOn;

    ReadGate(Transport transport, EventLoop loop) {
        this.transport = transport;
        this.loop = loop;
    }

    /** A queue has become, or still is, full. */
    void full(Subscription subscription) {
        if (!overdue.contains(subscription)) {
            full.add(subscription);
            evaluate();
        }
    }

    /** A queue has room again, or is of no interest any more. */
    void hasRoom(Subscription subscription) {
        boolean wasOverdue = overdue.remove(subscription);
        if (full.remove(subscription) || wasOverdue) {
            readsOn = false;
            evaluate();
        }
    }

    /** Tells whether requests wait for their answers. */
    void busy(boolean waiting) {
        busy = waiting;
        evaluate();
    }

    /** Whether nothing is read at this moment. */
    boolean isPaused() {
        return paused;
    }

    /** Reads whatever happens from now on: the session ends, and the router's goodbye is wanted. */
    void open() {
        opened = true;
        evaluate();
    }

    private void tooLong() {
        SessionLog.LOG.warn(
                "A queue has been full for {} s; reading from {} goes on, and events may be lost",
                LONGEST_PAUSE.toSeconds(),
                transport.peer());
        overdue.addAll(full);
        full.clear();
        readsOn = true;
        evaluate();
    }

    private void evaluate() {
        boolean pause = !opened && !busy && !readsOn && !full.isEmpty();
        if (pause != paused) {
            paused = pause;
            timer.cancel();
            if (pause) {
                timer = loop.schedule(LONGEST_PAUSE, this::tooLong);
                transport.pauseReads();
            } else {
                transport.resumeReads();
            }
        }
    }
}
