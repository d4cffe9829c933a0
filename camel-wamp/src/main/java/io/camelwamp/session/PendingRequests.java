package io.camelwamp.session;

import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.RequestIds;
import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The requests of one session that wait for an answer, and the ids they are known by.
 *
 * <p>Taking an id, noting the request and handing the message to the transport is one step on the
 * loop; an id is taken only if the transport took the message, so there are no gaps (spec:
 * basic/building_blocks.md, section IDs).
 */
final class PendingRequests {
    /** What became of an answer. */
    enum Correlation {
        /** It belonged to a request that waited. */
        ANSWERED,
        /** It belongs to a request that is over: cancelled, timed out or answered before. */
        LATE,
        /** No such request was ever sent. */
        UNKNOWN,
        /** The request with this id is of another type. */
        MISMATCH
    }

    private final Transport transport;
    private final DeadlineQueue deadlines;
    private final RequestIds ids = new RequestIds();
    private final Map<Long, PendingRequest> pending = new HashMap<>();

    PendingRequests(Transport transport, EventLoop loop, Duration timeout) {
        this.transport = transport;
        this.deadlines = new DeadlineQueue(loop, timeout);
    }

    /** Sends a request; whatever prevents that fails the request. */
    void send(PendingRequest request) {
        long id = ids.peek();
        try {
            transport.send(request.message(id));
        } catch (WampException e) {
            request.failed(e);
            return;
        }
        ids.next();
        request.sent(id, () -> pending.remove(id));
        if (request.isAnswered()) {
            pending.put(id, request);
            if (request.hasDeadline()) {
                deadlines.add(request);
            }
        }
    }

    int size() {
        return pending.size();
    }

    /** Takes in a successful answer. */
    Correlation answered(MessageType requestType, long id, Message reply) {
        Long key = id;
        PendingRequest request = pending.get(key);
        if (request == null) {
            return absent(id);
        }
        if (request.type() != requestType) {
            return Correlation.MISMATCH;
        }
        if (request.answered(reply)) {
            pending.remove(key);
            request.disarm();
        }
        return Correlation.ANSWERED;
    }

    /** Takes in an ERROR. */
    Correlation failed(MessageType requestType, long id, WampException error) {
        Long key = id;
        PendingRequest request = pending.get(key);
        if (request == null) {
            return absent(id);
        }
        if (request.type() != requestType) {
            return Correlation.MISMATCH;
        }
        pending.remove(key);
        request.disarm();
        request.failed(error);
        return Correlation.ANSWERED;
    }

    private Correlation absent(long id) {
        return id <= ids.last() ? Correlation.LATE : Correlation.UNKNOWN;
    }

    /** Stops waiting for a request; its answer will be {@link Correlation#LATE}. */
    void forget(PendingRequest request) {
        if (pending.remove(request.id(), request)) {
            request.disarm();
        }
    }

    /** Tells whether a request waits for its answer. */
    boolean contains(PendingRequest request) {
        return pending.get(request.id()) == request;
    }

    /** Fails everything that waits. */
    void failAll(WampException failure) {
        deadlines.stop();
        List<PendingRequest> lost = new ArrayList<>(pending.values());
        pending.clear();
        lost.forEach(request -> request.failed(failure));
    }
}
