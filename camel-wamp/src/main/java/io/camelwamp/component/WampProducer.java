package io.camelwamp.component;

import io.camelwamp.protocol.WampException;
import io.camelwamp.session.WampSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * What publishing and calling have in common: a session, and an answer that comes on its event
 * loop, where the route must not go on.
 *
 * @param <A> the answer
 */
abstract class WampProducer<A> extends DefaultAsyncProducer {
    private final WampEndpoint endpoint;
    private final Passthru passthru;

    // While started.
    private ConnectionIdentity identity;
    private WampSessionPool pool;
    private volatile WampSession session;
    private final Lock renewing = new ReentrantLock();
    private ExecutorService executor;
    private WritableHealthCheckRepository healthChecks;
    private HealthCheck healthCheck;

    WampProducer(WampEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.passthru = new Passthru(endpoint.getConfiguration().getPayloadCipher());
    }

    /** What makes payloads of arguments, and the other way round. */
    final Passthru passthru() {
        return passthru;
    }

    @Override
    public WampEndpoint getEndpoint() {
        return endpoint;
    }

    /**
     * Sends what the exchange holds; on the route's thread.
     *
     * @throws RuntimeException if that cannot be sent
     */
    abstract CompletableFuture<A> send(WampSession open, Exchange exchange);

    /** Puts the answer into the exchange; on a thread for routes. */
    abstract void receive(A answer, Exchange exchange);

    @Override
    public final boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<A> answer = begin(exchange);
        if (answer.isDone()) {
            finish(answer, exchange);
            callback.done(true);
            return true;
        }
        answer.whenComplete((value, failure) -> proceed(() -> {
            finish(answer, exchange);
            callback.done(false);
        }));
        return false;
    }

    private CompletableFuture<A> begin(Exchange exchange) {
        WampSession open = session;
        try {
            if (open == null) {
                throw new RejectedExecutionException("The producer " + this + " is stopped");
            }
            return send(open.isGivenUp() ? renewed(open) : open, exchange);
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A producer that nobody restarts, such as that of a template, would else never get another session. */
    private WampSession renewed(WampSession givenUp) {
        renewing.lock();
        try {
            if (session == givenUp) {
                session = pool.renew(identity, givenUp);
            }
            return session == null ? givenUp : session;
        } finally {
            renewing.unlock();
        }
    }

    private void finish(CompletableFuture<A> answer, Exchange exchange) {
        try {
            receive(answer.join(), exchange);
        } catch (CompletionException e) {
            failed(e.getCause() != null ? e.getCause() : e, exchange);
        } catch (Throwable e) {
            // Also an Error of a converter or cipher: nobody else would end the exchange.
            exchange.setException(e);
        }
    }

    private void failed(Throwable failure, Exchange exchange) {
        if (failure instanceof WampException told && !told.details().isEmpty()) {
            exchange.getMessage().setHeader(WampConstants.DETAILS, told.details());
            exchange.setException(passthru.open(told));
        } else {
            exchange.setException(failure);
        }
    }

    private void proceed(Runnable continuation) {
        try {
            executor.execute(continuation);
        } catch (RejectedExecutionException e) {
            // The component is stopped already. The exchange must end all the same, and not here,
            // on the event loop.
            endpoint.getCamelContext()
                    .getExecutorServiceManager()
                    .newThread("WampAnswers", continuation)
                    .start();
        }
    }

    /** The endpoint's name, or that in a header, which is used up by that. */
    final String name(Message message, String overrideHeader) {
        Object override = message.removeHeader(overrideHeader);
        return override == null ? endpoint.getDestinationName() : override.toString();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        identity = endpoint.identity();
        executor = endpoint.getComponent().continuations();
        pool = endpoint.getComponent().sessions();
        session = pool.acquire(identity);
        startHealthCheck();
    }

    private void startHealthCheck() {
        healthChecks = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (healthChecks != null && endpoint.getComponent().isHealthCheckProducerEnabled()) {
            healthCheck =
                    new WampHealthCheck("producer:" + endpoint.getEndpointUri(), endpoint, () -> session, () -> null);
            healthChecks.addHealthCheck(healthCheck);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (healthCheck != null) {
            healthChecks.removeHealthCheck(healthCheck);
            healthCheck = null;
        }
        WampSession used = takeSession();
        if (used != null) {
            pool.release(identity, used);
        }
        super.doStop();
    }

    private WampSession takeSession() {
        renewing.lock();
        try {
            WampSession used = session;
            session = null;
            return used;
        } finally {
            renewing.unlock();
        }
    }
}
