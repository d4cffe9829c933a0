package io.camelwamp.session;

import io.camelwamp.transport.Transport;
import java.util.HashSet;
import java.util.Set;

/**
 * Holds the router back while a subscription's queue is full.
 *
 * <p>Not while a request waits for its answer, though: the route that would make room may be the
 * one that waits, and would do so for ever.
 */
final class ReadGate {
    private final Transport transport;
    private final Set<Subscription> full = new HashSet<>();
    private boolean busy;
    private boolean opened;
    private boolean paused;

    ReadGate(Transport transport) {
        this.transport = transport;
    }

    /** A queue has become full. */
    void full(Subscription subscription) {
        full.add(subscription);
        evaluate();
    }

    /** A queue has room again, or is of no interest any more. */
    void hasRoom(Subscription subscription) {
        if (full.remove(subscription)) {
            evaluate();
        }
    }

    /** Tells whether requests wait for their answers. */
    void busy(boolean waiting) {
        busy = waiting;
        evaluate();
    }

    /** Reads whatever happens from now on: the session ends, and the router's goodbye is wanted. */
    void open() {
        opened = true;
        evaluate();
    }

    private void evaluate() {
        boolean pause = !opened && !busy && !full.isEmpty();
        if (pause != paused) {
            paused = pause;
            if (pause) {
                transport.pauseReads();
            } else {
                transport.resumeReads();
            }
        }
    }
}
