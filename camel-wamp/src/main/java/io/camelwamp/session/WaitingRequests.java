package io.camelwamp.session;

import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Requests that cannot be sent yet. They wait in order and without an id, for a bounded time and in
 * a bounded number and size. Lives on the event loop.
 */
final class WaitingRequests {
    private static final int MAX_REQUESTS = 10_000;
    private static final long MAX_OCTETS = 64L << 20;

    private final class Waiting extends DeadlineQueue.Entry {
        private final PendingRequest request;
        private final Supplier<String> obstacle;

        Waiting(PendingRequest request, Supplier<String> obstacle) {
            this.request = request;
            this.obstacle = obstacle;
        }

        @Override
        void expired() {
            remove(request);
            request.failed(toFailure.apply(obstacle.get()));
        }
    }

    private final Duration patience;
    private final DeadlineQueue deadlines;
    private final Function<String, WampException> toFailure;
    private final Runnable onBusyOrIdle;
    private final Map<PendingRequest, Waiting> requests = new LinkedHashMap<>();
    private long octets;

    /**
     * Nothing waits yet.
     *
     * @param patience how long a request may wait; zero for not at all
     * @param toFailure makes a text the failure of a request that could not be sent
     * @param onBusyOrIdle run when the first request begins to wait and when none waits any more
     */
    WaitingRequests(
            EventLoop loop, Duration patience, Function<String, WampException> toFailure, Runnable onBusyOrIdle) {
        this.patience = patience;
        this.deadlines = new DeadlineQueue(loop, patience);
        this.toFailure = toFailure;
        this.onBusyOrIdle = onBusyOrIdle;
    }

    /**
     * Has a request wait, or fails it if it may not.
     *
     * @param obstacle why it cannot be sent, as a sentence; asked for when the request fails by that
     */
    void add(PendingRequest request, Supplier<String> obstacle) {
        if (patience.isZero()) {
            request.failed(toFailure.apply(obstacle.get()));
        } else if (requests.size() >= MAX_REQUESTS) {
            request.failed(toFailure.apply(obstacle.get() + "; and " + MAX_REQUESTS
                    + " requests are waiting already, which is as many as may"));
        } else if (octets >= MAX_OCTETS) {
            request.failed(toFailure.apply(
                    "%s; and the %d requests that are waiting already have %d MiB, which is as much as may"
                            .formatted(obstacle.get(), requests.size(), MAX_OCTETS >> 20)));
        } else {
            Waiting entry = new Waiting(request, obstacle);
            requests.put(request, entry);
            octets += request.size();
            deadlines.add(entry);
            if (requests.size() == 1) {
                onBusyOrIdle.run();
            }
        }
    }

    int size() {
        return requests.size();
    }

    boolean isEmpty() {
        return requests.isEmpty();
    }

    void remove(PendingRequest request) {
        Waiting entry = requests.remove(request);
        if (entry != null) {
            octets -= request.size();
            entry.disarm();
            if (requests.isEmpty()) {
                onBusyOrIdle.run();
            }
        }
    }

    /** Takes the request that has waited longest; null if none waits. */
    PendingRequest poll() {
        Iterator<PendingRequest> first = requests.keySet().iterator();
        if (!first.hasNext()) {
            return null;
        }
        PendingRequest request = first.next();
        remove(request);
        return request;
    }

    /** Takes everything that waits, in order. */
    List<PendingRequest> drain() {
        List<PendingRequest> all = new ArrayList<>(requests.keySet());
        all.forEach(this::remove);
        return all;
    }

    void failAll(WampException failure) {
        drain().forEach(request -> request.failed(failure));
    }
}
