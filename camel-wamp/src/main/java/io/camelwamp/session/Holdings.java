package io.camelwamp.session;

import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.WampException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What one connection holds at the router under ids that the router gave: the common part of
 * subscriptions and registrations.
 *
 * <p>Several requests for the same URI and policy get the same id from the router and share it
 * here; it is released after the last of them. A release is not sent while a new request for the
 * same is under way, because the router would take the id away from that one too.
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
        private final List<T> holders = new ArrayList<>(1);
        private int underWay;
        private long id;
    }

    private final PendingRequests pending;
    private final Outcome outcome;
    private final Map<StandingRequest.Key, Holding> byKey = new HashMap<>();
    private final Map<Long, Holding> byId = new HashMap<>();

    Holdings(PendingRequests pending, Outcome outcome) {
        this.pending = pending;
        this.outcome = outcome;
    }

    /** Makes SUBSCRIBE or REGISTER for requests with equal keys and options. */
    abstract PendingRequest acquire(List<T> group);

    /** Makes UNSUBSCRIBE or UNREGISTER. */
    abstract PendingRequest release(long id, CompletableFuture<Void> released);

    /** Puts a revocation into words. */
    abstract WampException revoked(T request, String reason);

    /** Asks the router for what a group of requests with equal keys and options wants. */
    final void request(List<T> group) {
        byKey.computeIfAbsent(group.get(0).key(), key -> new Holding()).underWay++;
        pending.send(acquire(group));
    }

    /** Who shares an id; empty if nobody does. */
    final List<T> holders(long id) {
        Holding holding = byId.get(id);
        return holding == null ? List.of() : holding.holders;
    }

    /** Gives a request up. */
    final CompletableFuture<Void> withdraw(T request) {
        CompletableFuture<Void> released = new CompletableFuture<>();
        Holding holding = byKey.get(request.key());
        if (holding == null || !holding.holders.remove(request)) {
            released.complete(null);
        } else {
            releaseIfUnused(request.key(), holding, released);
        }
        return released;
    }

    /** The router has taken an id away. */
    final void revoke(long id, String reason) {
        Holding holding = byId.remove(id);
        if (holding != null) {
            holding.id = 0;
            List<T> holders = new ArrayList<>(holding.holders);
            holding.holders.clear();
            byKey.values().removeIf(other -> other == holding && holding.underWay == 0);
            holders.forEach(request -> outcome.refused(request, revoked(request, reason)));
        }
    }

    private void releaseIfUnused(
            StandingRequest.Key key, Holding holding, CompletableFuture<Void> released) {
        if (!holding.holders.isEmpty() || holding.underWay > 0) {
            released.complete(null);
            return;
        }
        long id = holding.id;
        byKey.remove(key, holding);
        if (id == 0) {
            released.complete(null);
        } else {
            holding.id = 0;
            byId.remove(id);
            pending.send(release(id, released));
        }
    }

    /** SUBSCRIBE or REGISTER. */
    abstract class AcquireRequest extends PendingRequest {
        private final List<T> group;
        private final StandingRequest.Key key;

        AcquireRequest(MessageType type, List<T> group) {
            super(type);
            this.group = group;
            this.key = group.get(0).key();
        }

        /** The id in the answer. */
        abstract long heldId(Message reply);

        @Override
        final boolean answered(Message reply) {
            Holding holding = byKey.get(key);
            holding.underWay--;
            holding.id = heldId(reply);
            byId.put(holding.id, holding);
            for (T request : group) {
                if (!request.isWithdrawn()) {
                    holding.holders.add(request);
                    request.accepted();
                }
            }
            releaseIfUnused(key, holding, new CompletableFuture<>());
            group.forEach(outcome::settled);
            return true;
        }

        @Override
        final void failed(WampException failure) {
            Holding holding = byKey.get(key);
            holding.underWay--;
            // A lost session took everything with it: there is nothing to give back, and nothing to
            // blame.
            if (failure instanceof WampException.SessionLost) {
                return;
            }
            releaseIfUnused(key, holding, new CompletableFuture<>());
            for (T request : group) {
                if (!request.isWithdrawn()) {
                    outcome.refused(request, failure);
                }
                outcome.settled(request);
            }
        }
    }

    /** UNSUBSCRIBE or UNREGISTER. */
    abstract static class ReleaseRequest extends PendingRequest {
        private final CompletableFuture<Void> released;

        ReleaseRequest(MessageType type, CompletableFuture<Void> released) {
            super(type);
            this.released = released;
        }

        @Override
        final boolean answered(Message reply) {
            released.complete(null);
            return true;
        }

        /** Whatever the router says, or if it says nothing any more: we do not hold it. */
        @Override
        final void failed(WampException failure) {
            released.complete(null);
        }
    }
}
