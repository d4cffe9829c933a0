package io.camelwamp.session;

import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests that were made while there was no session. They wait, not yet encoded and without an id,
 * for a bounded time and in a bounded number. Lives on the event loop.
 */
final class WaitingRequests {
    private static final int CAPACITY = 10_000;

    private static final class Deadline extends DeadlineQueue.Entry {
        private final Runnable onExpiry;

        Deadline(Runnable onExpiry) {
            this.onExpiry = onExpiry;
        }

        @Override
        void expired() {
            onExpiry.run();
        }
    }

    private final Duration patience;
    private final DeadlineQueue deadlines;
    private final Map<PendingRequest, Deadline> requests = new LinkedHashMap<>();

    WaitingRequests(EventLoop loop, Duration patience) {
        this.patience = patience;
        this.deadlines = new DeadlineQueue(loop, patience);
    }

    void add(PendingRequest request, SessionEnd lastEnd) {
        if (patience.isZero() || requests.size() >= CAPACITY) {
            request.failed(notConnected(lastEnd));
            return;
        }
        Deadline deadline =
                new Deadline(
                        () -> {
                            requests.remove(request);
                            request.failed(notConnected(lastEnd));
                        });
        requests.put(request, deadline);
        deadlines.add(deadline);
    }

    private static WampException notConnected(SessionEnd lastEnd) {
        return new WampException.NotConnected(
                lastEnd == null
                        ? "There is no session yet"
                        : "There is no session at this moment: " + lastEnd);
    }

    void remove(PendingRequest request) {
        Deadline deadline = requests.remove(request);
        if (deadline != null) {
            deadline.disarm();
        }
    }

    /** Sends everything that waits, in order. */
    void releaseTo(SessionEngine engine) {
        for (PendingRequest request : drain()) {
            engine.send(request);
        }
    }

    void failAll(WampException failure) {
        drain().forEach(request -> request.failed(failure));
    }

    private List<PendingRequest> drain() {
        List<PendingRequest> all = new ArrayList<>(requests.keySet());
        all.forEach(this::remove);
        return all;
    }
}
