package io.camelwamp.session;

import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
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
        /** It answers {@link #askForLife()}; that it came is all there is to it. */
        ALIVE,
        /** It belongs to a request that is over: cancelled, timed out or answered before. */
        LATE,
        /** No such request was ever sent. */
        UNKNOWN,
        /** The request with this id is of another type. */
        MISMATCH
    }

    private static final String QUESTION = "wamp.session.count";

    private final Transport transport;
    private final EventLoop loop;
    private final SessionCounters counters;
    private final DeadlineQueue deadlines;
    private final Runnable onBusyOrIdle;
    private final RequestIds ids = new RequestIds();
    private final Map<Long, PendingRequest> pending = new HashMap<>();

    /** The id of the latest question whether the router is there; -1, which is none, if there was none. */
    private long lastQuestion = -1;

    private boolean over;

    /**
     * No request yet.
     *
     * @param timeout for the answer to a request that has a deadline
     * @param onBusyOrIdle run when the first request begins to wait and when none waits any more
     */
    PendingRequests(
            Transport transport, EventLoop loop, Duration timeout, SessionCounters counters, Runnable onBusyOrIdle) {
        this.transport = transport;
        this.loop = loop;
        this.counters = counters;
        this.deadlines = new DeadlineQueue(loop, timeout);
        this.onBusyOrIdle = onBusyOrIdle;
    }

    /** Sends a request; whatever prevents that fails the request. */
    void send(PendingRequest request) {
        if (over) {
            request.failed(new WampException.NotConnected("The session ended before this was sent"));
            return;
        }
        long id = ids.peek();
        try {
            transport.send(request.message(id));
        } catch (WampException e) {
            request.failed(e);
            return;
        }
        ids.next();
        counters.sent(request.type());
        if (request.isAnswered()) {
            request.sentAt(loop.nanoTime());
            pending.put(id, request);
            if (request.hasDeadline()) {
                deadlines.add(request);
            }
        }
        request.sent(id, () -> remove(id));
        if (pending.size() == 1) {
            onBusyOrIdle.run();
        }
    }

    /**
     * Sends a call that any dealer answers at once, be it with an ERROR. It is none of the
     * application's requests: nobody waits for it, and it is neither counted nor lost with the session.
     */
    void askForLife() {
        transport.send(new Call(ids.peek(), CallOptions.NONE, QUESTION, Payload.EMPTY));
        lastQuestion = ids.next();
    }

    int size() {
        return pending.size();
    }

    /** Takes in a successful answer. */
    Correlation answered(MessageType requestType, long id, Message reply) {
        PendingRequest request = pending.get(id);
        Correlation correlation = correlate(request, requestType, id);
        if (correlation == Correlation.ANSWERED && request.answered(reply)) {
            counters.answered(requestType, request.sentAt(), loop.nanoTime());
            finish(request);
        }
        return correlation;
    }

    /** Takes in an ERROR. */
    Correlation failed(MessageType requestType, long id, WampException error) {
        PendingRequest request = pending.get(id);
        Correlation correlation = correlate(request, requestType, id);
        if (correlation == Correlation.ANSWERED) {
            counters.answered(requestType, request.sentAt(), loop.nanoTime());
            finish(request);
            request.failed(error);
        }
        return correlation;
    }

    private Correlation correlate(PendingRequest request, MessageType requestType, long id) {
        if (request != null) {
            return request.type() == requestType ? Correlation.ANSWERED : Correlation.MISMATCH;
        }
        if (id == lastQuestion) {
            return requestType == MessageType.CALL ? Correlation.ALIVE : Correlation.MISMATCH;
        }
        return id <= ids.last() ? Correlation.LATE : Correlation.UNKNOWN;
    }

    /** Stops waiting for a request; its answer will be {@link Correlation#LATE}. */
    void forget(PendingRequest request) {
        if (contains(request)) {
            finish(request);
        }
    }

    private void finish(PendingRequest request) {
        request.disarm();
        remove(request.id());
    }

    private void remove(long id) {
        if (pending.remove(id) != null && pending.isEmpty()) {
            onBusyOrIdle.run();
        }
    }

    /** Tells whether a request waits for its answer. */
    boolean contains(PendingRequest request) {
        return pending.get(request.id()) == request;
    }

    /** Fails everything that waits, and what is sent from now on. */
    void failAll(WampException failure) {
        over = true;
        deadlines.stop();
        List<PendingRequest> lost = new ArrayList<>(pending.values());
        pending.clear();
        counters.requestsLost.add(lost.size());
        lost.forEach(request -> request.failed(failure));
    }
}
