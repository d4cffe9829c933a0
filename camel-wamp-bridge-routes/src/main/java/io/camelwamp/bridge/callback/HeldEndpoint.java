package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.callback.EndpointStatus.State;
import io.camelwamp.bridge.outbound.Target;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.Registration;
import io.camelwamp.session.StandingRequest;
import io.camelwamp.session.Subscription;
import java.util.concurrent.CompletableFuture;

/**
 * An endpoint and what there is of it at the router. Changed on the thread of the {@link EndpointBook}, read by callbacks on any.
 */
final class HeldEndpoint {
    /**
     * Where its callbacks go.
     *
     * @param endpoint what was asked for
     * @param target its URL; null if the settings do not allow it
     * @param application who is there; null without a target
     */
    record Route(Endpoint endpoint, Target target, Application application) {}

    private volatile Route route;
    private volatile StandingRequest request;

    private volatile EndpointStatus withdrawn;
    private volatile WampException refusal;

    HeldEndpoint(Route route) {
        this.route = route;
    }

    /** What was asked for. */
    Endpoint endpoint() {
        return route.endpoint();
    }

    /** Where callbacks go at this moment. */
    Route route() {
        return route;
    }

    /** Sends further callbacks elsewhere. */
    void reroute(Route other) {
        route = other;
    }

    /** What is held at the router; null if nothing. */
    StandingRequest request() {
        return request;
    }

    /** It is with the router from now on, or will be. */
    void held(StandingRequest standing) {
        refusal = null;
        withdrawn = null;
        request = standing;
    }

    /** Why the router refuses it; whether it still does, the request tells. On the event loop. */
    void refused(WampException reason) {
        refusal = reason;
    }

    /**
     * Takes it from the router, if it is there.
     *
     * @param why what is told of it from now on
     * @return completes when the router has confirmed
     */
    CompletableFuture<Void> withdraw(EndpointStatus why) {
        withdrawn = why;
        StandingRequest standing = request;
        request = null;
        if (standing instanceof Registration registration) {
            return registration.unregister();
        }
        return standing instanceof Subscription subscription
                ? subscription.unsubscribe()
                : CompletableFuture.completedFuture(null);
    }

    /** Whether it was given up for good. */
    boolean isRemoved() {
        EndpointStatus why = withdrawn;
        return why != null && why.state() == State.REMOVED;
    }

    /** What is the matter with it. */
    EndpointStatus status() {
        StandingRequest standing = request;
        if (standing == null) {
            return withdrawn == null ? EndpointStatus.of(State.PENDING) : withdrawn;
        }
        if (standing.isActive()) {
            Application application = route.application();
            return application != null && application.isDead() ? EndpointStatus.DEAD : EndpointStatus.of(State.ACTIVE);
        }
        if (!standing.isRefused()) {
            return EndpointStatus.of(State.PENDING);
        }
        WampException reason = refusal;
        return new EndpointStatus(State.REFUSED, reason == null ? firstRefusal(standing) : reason.getMessage());
    }

    /** Whoever waits for the router's answer has it a moment before {@link #refused} is told. */
    private static String firstRefusal(StandingRequest standing) {
        return standing.active()
                .handle((active, failure) -> failure == null ? "it gives no reason" : failure.getMessage())
                .getNow("it gives no reason");
    }
}
