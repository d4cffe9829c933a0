package io.camelwamp.component;

import io.camelwamp.session.SessionStatus;
import io.camelwamp.session.WampSession;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells whether an endpoint works at this moment: its session is open for requests, and the router
 * holds what a consumer asked for. A readiness check; the session comes back by itself, so there is
 * no reason to restart the application.
 */
final class WampHealthCheck extends AbstractHealthCheck {
    /** An event loop that does not answer for so long does not work. */
    private static final long PATIENCE_MILLIS = 1000;

    private final WampEndpoint endpoint;
    private final Supplier<WampSession> session;
    private final Supplier<String> notHeld;

    /**
     * A check.
     *
     * @param id names it among all of the context
     * @param endpoint what is checked
     * @param session its session; null while there is none
     * @param notHeld what the router does not hold although it should, in words; null if nothing
     */
    WampHealthCheck(String id, WampEndpoint endpoint, Supplier<WampSession> session, Supplier<String> notHeld) {
        super("camel", id);
        this.endpoint = endpoint;
        this.session = session;
        this.notHeld = notHeld;
        setCamelContext(endpoint.getCamelContext());
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        WampSession current = session.get();
        if (current == null) {
            builder.message("It is not started").unknown();
            return;
        }
        try {
            report(current.status().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS), builder);
        } catch (TimeoutException | RejectedExecutionException e) {
            builder.message("The session's event loop does not answer").down();
        } catch (ExecutionException e) {
            builder.message("The session cannot tell its state")
                    .error(e.getCause())
                    .down();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            builder.message("Interrupted while asking the session").unknown();
        }
    }

    private void report(SessionStatus status, HealthCheckResultBuilder builder) {
        boolean ready = status.phase() == SessionStatus.Phase.READY;
        String missing = ready ? notHeld.get() : null;
        builder.detail("wamp.realm", endpoint.connection().getRealm());
        builder.detail("wamp.router", endpoint.getServiceUrl());
        builder.detail("wamp.phase", status.phase().name());
        builder.detail("wamp.reconnects", status.reconnects());
        builder.detail("wamp.lostEvents", status.lostEvents());
        if (missing != null) {
            builder.detail("wamp.refused", missing);
        }
        if (!ready && status.lastFailure() != null) {
            builder.detail("wamp.lastFailure", status.lastFailure().toString());
        }
        if (!ready) {
            builder.message("There is no session that requests can use: " + status.phase())
                    .down();
        } else if (missing != null) {
            builder.message("The router does not hold " + missing).down();
        } else {
            builder.up();
        }
    }
}
