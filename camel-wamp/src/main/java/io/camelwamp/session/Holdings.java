package io.camelwamp.session;

import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.WampException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * What one connection holds at the router under ids that the router gave: the common part of
 * subscriptions and registrations.
 *
 * <p>Several requests for the same URI and policy get the same id from the router and share it
 * here; an id is released after the last of those who share it. A release is not sent while a new request for the
 * same is under way, because the router would take the id away from that one too. And where a session may hold something
 * only once, a new request waits until the router has answered what came of one that was given up.
 *
 * @param <T> the kind of request
 */
abstract class Holdings<T extends StandingRequest> {
    /** Hears what became of requests; called on the loop. */
    interface Outcome {
        /** The router accepted or refused; from now on nothing of this request is under way. */
        void settled(StandingRequest request);

        /** The router refused, or took away what it had accepted. */
        void refused(StandingRequest request, WampException reason);
    }

    /** All that is known about one URI and policy. */
    private final class Holding {
        private final StandingRequest.Key key;

        /**
         * Who shares which id. There is one id, unless a router gives each request for the same an
         * id of its own, and then sends every event under each. The lists are replaced and never
         * changed, because a handler may withdraw while all are being told.
         */
        private final Map<Long, List<T>> holders = new LinkedHashMap<>(2);

        private final List<AcquireRequest> underWay = new ArrayList<>(1);

        /** How many releases the router has not answered. */
        private int releasing;

        /** What is asked for when nothing of those given up is left; in order, without withdrawn ones. */
        private final Queue<List<T>> waiting = new ArrayDeque<>(1);

        Holding(StandingRequest.Key key) {
            this.key = key;
        }

        boolean isHeldBy(T request) {
            return holders.values().stream().anyMatch(sharing -> sharing.contains(request));
        }

        /** Whether the router may still hold, or be about to hold, what was given up. */
        boolean hasRemains() {
            return releasing > 0 || underWay.stream().anyMatch(AcquireRequest::isWithdrawn);
        }

        boolean isEmpty() {
            return holders.isEmpty() && underWay.isEmpty() && releasing == 0 && waiting.isEmpty();
        }
    }

    private final PendingRequests pending;
    private final Outcome outcome;
    private final Map<StandingRequest.Key, Holding> byKey = new HashMap<>();
    private final Map<Long, Holding> byId = new HashMap<>();
    private final LateAnswers<AcquireRequest> late = new LateAnswers<>();

    Holdings(PendingRequests pending, Outcome outcome) {
        this.pending = pending;
        this.outcome = outcome;
    }

    /** Which request asks for an id: SUBSCRIBE or REGISTER. */
    abstract MessageType acquiring();

    /** SUBSCRIBE or REGISTER. */
    abstract Message acquire(long requestId, T request);

    /**
     * Whether the router refuses a second request of the same session, in place of giving both the same id.
     */
    abstract boolean isExclusive();

    /** The id in the answer to that. */
    abstract long heldId(Message reply);

    /** Which request gives an id back: UNSUBSCRIBE or UNREGISTER. */
    abstract MessageType releasing();

    /** UNSUBSCRIBE or UNREGISTER. */
    abstract Message release(long requestId, long id);

    /** Puts a revocation into words. */
    abstract WampException revoked(T request, String reason);

    /** Adds to a refusal what the router may not say; held tells whether this session holds the same already. */
    abstract WampException explained(T request, WampException refusal, boolean held);

    /** Asks the router for what a group of requests with equal keys and options wants. */
    final void request(List<T> group) {
        Holding holding = holding(group.get(0).key());
        if (isExclusive() && (holding.hasRemains() || !holding.waiting.isEmpty())) {
            holding.waiting.add(group);
        } else {
            send(holding, group);
        }
    }

    private void send(Holding holding, List<T> group) {
        AcquireRequest request = new AcquireRequest(group);
        holding.underWay.add(request);
        pending.send(request);
    }

    private void sendWaiting(Holding holding) {
        while (!holding.waiting.isEmpty() && !holding.hasRemains()) {
            send(holding, holding.waiting.remove());
        }
    }

    private Holding holding(StandingRequest.Key key) {
        return byKey.computeIfAbsent(key, Holding::new);
    }

    /** Who shares an id; empty if nobody does. */
    final List<T> holders(long id) {
        Holding holding = byId.get(id);
        return holding == null ? List.of() : holding.holders.get(id);
    }

    /** Gives a request up. */
    final CompletableFuture<Void> withdraw(T request) {
        Holding holding = byKey.get(request.key());
        if (holding != null && holding.waiting.removeIf(group -> isWithdrawn(group))) {
            outcome.settled(request);
        }
        if (holding == null || !holding.isHeldBy(request)) {
            return CompletableFuture.completedFuture(null);
        }
        holding.holders.replaceAll((id, sharing) ->
                sharing.stream().filter(other -> other != request).toList());
        return releaseUnused(holding);
    }

    /** The router has taken an id away. */
    final void revoke(long id, String reason) {
        Holding holding = byId.remove(id);
        if (holding == null) {
            return;
        }
        List<T> lost = holding.holders.remove(id);
        forgetIfEmpty(holding);
        for (T request : lost) {
            request.markRevoked();
            outcome.refused(request, revoked(request, reason));
        }
    }

    /**
     * The router has accepted a request after we had stopped waiting for its answer: it holds what
     * we must use or give back.
     */
    final void acceptedLate(long requestId, long id) {
        AcquireRequest request = late.take(requestId);
        if (request != null) {
            request.accepted(holding(request.key), id);
        }
    }

    private static boolean isWithdrawn(List<? extends StandingRequest> group) {
        return group.stream().allMatch(StandingRequest::isWithdrawn);
    }

    private CompletableFuture<Void> releaseUnused(Holding holding) {
        if (!holding.underWay.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<ReleaseRequest> releases = new ArrayList<>(1);
        holding.holders.forEach((id, sharing) -> {
            if (sharing.isEmpty()) {
                byId.remove(id, holding);
                releases.add(new ReleaseRequest(holding, id));
            }
        });
        holding.holders.values().removeIf(List::isEmpty);
        holding.releasing += releases.size();
        forgetIfEmpty(holding);
        releases.forEach(pending::send);
        return CompletableFuture.allOf(
                releases.stream().map(request -> request.released).toArray(CompletableFuture<?>[]::new));
    }

    private void forgetIfEmpty(Holding holding) {
        if (holding.isEmpty()) {
            byKey.remove(holding.key, holding);
        }
    }

    /** SUBSCRIBE or REGISTER. */
    private final class AcquireRequest extends PendingRequest {
        private final List<T> group;
        private final StandingRequest.Key key;

        AcquireRequest(List<T> group) {
            super(acquiring());
            this.group = group;
            this.key = group.get(0).key();
        }

        boolean isWithdrawn() {
            return Holdings.isWithdrawn(group);
        }

        @Override
        Message message(long requestId) {
            return acquire(requestId, group.get(0));
        }

        @Override
        boolean answered(Message reply) {
            Holding holding = holding(key);
            holding.underWay.remove(this);
            accepted(holding, heldId(reply));
            sendWaiting(holding);
            group.forEach(outcome::settled);
            return true;
        }

        private void accepted(Holding holding, long id) {
            byId.put(id, holding);
            List<T> added = new ArrayList<>(group);
            added.removeIf(request -> request.isWithdrawn() || holding.isHeldBy(request));
            // Two answers to one request, of which one came late, can have different ids: both are ours.
            List<T> sharing = new ArrayList<>(holding.holders.getOrDefault(id, List.of()));
            group.stream()
                    .filter(request -> !request.isWithdrawn() && !sharing.contains(request))
                    .forEach(sharing::add);
            holding.holders.put(id, List.copyOf(sharing));
            // Not before all of them hold it: whoever hears of that may withdraw at once.
            added.forEach(StandingRequest::accepted);
            releaseUnused(holding);
        }

        @Override
        void expired() {
            late.expect(this);
            super.expired();
        }

        @Override
        void failed(WampException failure) {
            Holding holding = holding(key);
            holding.underWay.remove(this);
            // The session took everything with it: there is nothing to give back, and nothing to
            // blame.
            if (failure instanceof WampException.SessionLost || failure instanceof WampException.NotConnected) {
                return;
            }
            releaseUnused(holding);
            sendWaiting(holding);
            for (T request : group) {
                // It may be held thanks to the late answer to an earlier request for the same.
                if (!request.isWithdrawn() && !request.isActive()) {
                    outcome.refused(request, explained(request, failure, !holding.holders.isEmpty()));
                }
                outcome.settled(request);
            }
        }
    }

    /** UNSUBSCRIBE or UNREGISTER. */
    private final class ReleaseRequest extends PendingRequest {
        private final Holding holding;
        private final long id;
        private final CompletableFuture<Void> released = new CompletableFuture<>();

        ReleaseRequest(Holding holding, long id) {
            super(releasing());
            this.holding = holding;
            this.id = id;
        }

        @Override
        Message message(long requestId) {
            return release(requestId, id);
        }

        @Override
        boolean answered(Message reply) {
            over();
            return true;
        }

        /** Whatever the router says, or if it says nothing any more: we do not hold it. */
        @Override
        void failed(WampException failure) {
            over();
        }

        private void over() {
            if (!released.isDone()) {
                holding.releasing--;
                forgetIfEmpty(holding);
                sendWaiting(holding);
                released.complete(null);
            }
        }
    }
}
