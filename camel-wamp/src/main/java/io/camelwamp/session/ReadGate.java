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
    private final PendingRequests pending;
    private final Set<Subscription> full = new HashSet<>();
    private boolean paused;

    ReadGate(Transport transport, PendingRequests pending) {
        this.transport = transport;
        this.pending = pending;
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

    /** Called whenever the number of waiting requests may have changed. */
    void evaluate() {
        boolean pause = !full.isEmpty() && pending.size() == 0;
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
