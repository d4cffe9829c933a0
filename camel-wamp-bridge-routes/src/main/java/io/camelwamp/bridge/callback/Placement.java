package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.callback.Endpoint.Kind;
import io.camelwamp.bridge.callback.EndpointStatus.State;
import io.camelwamp.bridge.outbound.OutboundException;
import io.camelwamp.bridge.outbound.Target;
import io.camelwamp.bridge.outbound.TargetPolicy;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.Overflow;
import io.camelwamp.session.StandingRequest;
import io.camelwamp.session.WampSession;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which endpoints the router is to have, and gives them to it. Used on the thread of the {@link EndpointBook}. */
final class Placement {
    private static final Logger LOG = LoggerFactory.getLogger(Placement.class);

    /** So many events may wait until the queue or the dead-letter endpoint has taken those before them. */
    private static final int BURST = 10_000;

    private final WampSession session;
    private final KeyRing keys;
    private final TargetPolicy policy;
    private final CallbackSender sender;
    private final EventDelivery events;
    private final CallbackLimits limits;
    private final Executor book;
    private final Executor callbacks;
    private final Consumer<Application> onDeath;
    private final Map<Application.Id, Application> applications = new HashMap<>();
    private final ProcedureClaims claims = new ProcedureClaims();
    private boolean closed;

    /**
     * A placement without endpoints.
     *
     * @param session where procedures are registered and topics subscribed to
     * @param book runs tasks on the thread of the book
     * @param callbacks begins callbacks
     * @param onDeath is told, on any thread, of applications that do not answer
     */
    Placement(
            WampSession session,
            KeyRing keys,
            TargetPolicy policy,
            EventDelivery events,
            CallbackLimits limits,
            Executor book,
            Executor callbacks,
            Consumer<Application> onDeath) {
        this.session = session;
        this.keys = keys;
        this.policy = policy;
        this.sender = events.sender();
        this.events = events;
        this.limits = limits;
        this.book = book;
        this.callbacks = callbacks;
        this.onDeath = onDeath;
    }

    /** Where the callbacks of an endpoint go. */
    HeldEndpoint.Route route(Endpoint endpoint) {
        Target target = allowed(endpoint.url());
        Application application = target == null
                ? null
                : applications.computeIfAbsent(
                        Application.Id.of(endpoint.id().owner(), target),
                        id -> new Application(id, limits.failuresUntilDead(), onDeath));
        return new HeldEndpoint.Route(endpoint, target, application);
    }

    /** The URL as a target; null if the settings do not allow it (any more). */
    private Target allowed(String url) {
        try {
            return policy.resolve(url);
        } catch (OutboundException e) {
            return null;
        }
    }

    /**
     * Gives an endpoint to the router, or takes it away, if that is not how it is.
     *
     * @return completes when the router has it, or at once if it shall not
     */
    CompletableFuture<Void> settle(HeldEndpoint held) {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        EndpointStatus obstacle = obstacle(held);
        if (obstacle != null) {
            return withdraw(held, obstacle);
        }
        if (!claims.claim(held)) {
            return standAside(held);
        }
        if (held.request() == null) {
            // The session holds back a procedure until its predecessor of the same name has left.
            held.held(hold(held));
        }
        return held.request().active();
    }

    private CompletableFuture<Void> settleAfter(HeldEndpoint held) {
        return held.isRemoved() ? CompletableFuture.completedFuture(null) : settle(held);
    }

    /** Another key has the procedure, which was free while this one did not hold it. */
    private static CompletableFuture<Void> standAside(HeldEndpoint held) {
        if (held.status().state() != State.TAKEN) {
            LOG.warn("The {} stays withdrawn while another API key has the procedure", held.endpoint());
        }
        return held.withdraw(
                new EndpointStatus(State.TAKEN, "another API key has registered it; it is restored when that is over"));
    }

    /** Whether a procedure that an endpoint asks for is held for another owner. */
    boolean isWithAnother(Endpoint endpoint) {
        return claims.isWithAnother(endpoint);
    }

    /**
     * Takes an endpoint from the router, if it is there.
     *
     * @param why what is told of it from now on
     * @return completes when the router has confirmed
     */
    CompletableFuture<Void> withdraw(HeldEndpoint held, EndpointStatus why) {
        CompletableFuture<Void> left = held.withdraw(why);
        List<HeldEndpoint> next = claims.release(held);
        if (!next.isEmpty()) {
            // Not now: what is withdrawn may be about to be replaced by its own successor.
            book.execute(() -> next.forEach(this::settleAfter));
        }
        return left;
    }

    /**
     * Takes all endpoints from the router for good.
     *
     * @return completes when the router has confirmed
     */
    CompletableFuture<Void> close(Collection<HeldEndpoint> endpoints) {
        closed = true;
        return CompletableFuture.allOf(endpoints.stream()
                .map(held -> held.withdraw(EndpointStatus.of(State.PENDING)))
                .toArray(CompletableFuture[]::new));
    }

    /** Why the router shall not have an endpoint; null if it shall. */
    private EndpointStatus obstacle(HeldEndpoint held) {
        HeldEndpoint.Route route = held.route();
        Endpoint.Id id = route.endpoint().id();
        ApiKey key = keys.keys().named(id.owner());
        if (key == null
                || !key.permits(id.kind().action(), id.name(), route.endpoint().match())) {
            return new EndpointStatus(State.FORBIDDEN, "the API key does not permit it");
        }
        if (route.target() == null) {
            return new EndpointStatus(State.FORBIDDEN, "callbacks to its URL are not allowed");
        }
        // Its topics stay, so that somebody hears of the events that it misses.
        return route.application().isDead() && id.kind() == Kind.PROCEDURE ? EndpointStatus.DEAD : null;
    }

    private StandingRequest hold(HeldEndpoint held) {
        Endpoint endpoint = held.endpoint();
        Map<String, Object> options = new HashMap<>();
        options.put("match", endpoint.match().wireName());
        if (endpoint.id().kind() == Kind.PROCEDURE) {
            options.put("invoke", endpoint.invoke());
            LaneConfig lane = new LaneConfig(callbacks, limits.queueSize(), limits.concurrency(), Overflow.DROP_NEWEST);
            return session.register(
                    endpoint.id().name(), RegisterOptions.of(options), new ProcedureCalls(held, sender), lane);
        }
        // An application that is slow must not hold up the events of others, as a pause of the session would.
        LaneConfig lane = new LaneConfig(callbacks, Math.max(BURST, limits.queueSize()), 1, Overflow.DROP_NEWEST);
        return session.subscribe(
                endpoint.id().name(), SubscribeOptions.of(options), new TopicEvents(held, events), lane);
    }

    /** Forgets the applications that no endpoint leads to any more. */
    void keepApplicationsOf(Collection<HeldEndpoint> endpoints) {
        Set<Application> needed = endpoints.stream()
                .filter(held -> held.route().application() != null)
                .map(held -> held.route().application())
                .collect(Collectors.toSet());
        applications.values().retainAll(needed);
    }
}
