package io.camelwamp.bridge.check;

import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.protocol.WampException;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.SynchronizationRouteAware;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a signed request pass once; comes after a {@link SignatureCheck} and does nothing where
 * requests are not signed.
 *
 * <p>A request that certainly had no effect, because it was refused later on, could not be sent as
 * it is, or because there was no WAMP session, is forgotten again, so that its client may send it
 * once more.
 */
public class ReplayCheck extends ServiceSupport implements Processor, CamelContextAware {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayCheck.class);

    private CamelContext camelContext;
    private boolean replayProtection = true;
    private IdempotentRepository replayRepository;
    private int replayCapacity = MemoryReplayStore.DEFAULT_CAPACITY;
    private Integer timestampDeltaLimit;

    private IdempotentRepository repository;

    @Override
    protected void doStart() {
        repository = replayRepository == null
                ? MemoryReplayStore.forTimestamps(timestampDeltaLimit, replayCapacity)
                : replayRepository;
        CamelContextAware.trySetCamelContext(repository, camelContext);
        ServiceHelper.startService(repository);
    }

    @Override
    protected void doStop() {
        if (replayRepository == null) {
            ServiceHelper.stopService(repository);
        }
    }

    @Override
    public void process(Exchange exchange) throws RefusedException {
        String signature = exchange.getProperty(SignatureCheck.VERIFIED_SIGNATURE, String.class);
        if (!replayProtection || signature == null) {
            return;
        }
        if (!add(exchange, signature)) {
            throw new RefusedException(
                    401, "this signed request was received before: sign each request anew, with another nonce");
        }
        exchange.getExchangeExtension().addOnCompletion(new Forgetting(signature));
    }

    private boolean add(Exchange exchange, String signature) throws RefusedException {
        try {
            return repository.add(exchange, signature);
        } catch (RuntimeException e) {
            LOG.debug("The store of signed requests failed", e);
            throw new RefusedException(
                    503,
                    "it cannot be told at the moment whether this signed request is a replay: try again later",
                    Map.of("Retry-After", "1"));
        }
    }

    private final class Forgetting extends SynchronizationAdapter implements SynchronizationRouteAware {
        private final String signature;
        private boolean settled;

        Forgetting(String signature) {
            this.signature = signature;
        }

        @Override
        public SynchronizationRouteAware getRouteSynchronization() {
            return this;
        }

        @Override
        public void onBeforeRoute(Route route, Exchange exchange) {
            // The outcome is known at the end only.
        }

        /** Comes before the answer is written, to which the client may react at once. */
        @Override
        public void onAfterRoute(Route route, Exchange exchange) {
            if (route.getEndpoint() == exchange.getFromEndpoint()) {
                settle(exchange);
            }
        }

        @Override
        public void onDone(Exchange exchange) {
            settle(exchange);
        }

        /** Once only: the signature may be there again by now, because of another request. */
        private void settle(Exchange exchange) {
            if (settled) {
                return;
            }
            settled = true;
            Throwable failure = exchange.getException() != null
                    ? exchange.getException()
                    : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
            if (wasNotSent(failure)) {
                repository.remove(exchange, signature);
            } else {
                repository.confirm(exchange, signature);
            }
        }
    }

    /** Whether the failure, or what caused it, arose before anything was sent to the router. */
    private static boolean wasNotSent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException
                    || cause instanceof WampException.NotConnected
                    || cause instanceof WampException.JoinFailed
                    || cause instanceof WampException.InvalidPayload
                    || cause instanceof WampException.PayloadTooLarge) {
                return true;
            }
            // Whatever lies beneath an error of the router or a callee is not about this request.
            if (cause instanceof WampException) {
                return false;
            }
        }
        return false;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** Sets whether a signed request is accepted once only; true by default. */
    public void setReplayProtection(boolean replayProtection) {
        this.replayProtection = replayProtection;
    }

    /**
     * Sets where accepted requests are remembered.
     *
     * @param replayRepository a store that several bridges may share; its entries must live at
     *     least twice as long as timestampDeltaLimit says; null for a {@link MemoryReplayStore} of
     *     this check's own
     */
    public void setReplayRepository(IdempotentRepository replayRepository) {
        this.replayRepository = replayRepository;
    }

    /** Sets how many requests the store in memory can remember. */
    public void setReplayCapacity(int replayCapacity) {
        this.replayCapacity = replayCapacity;
    }

    /**
     * Sets the limit that the {@link SignatureCheck} before works with, in seconds; null for its
     * default.
     */
    public void setTimestampDeltaLimit(Integer timestampDeltaLimit) {
        this.timestampDeltaLimit = timestampDeltaLimit;
    }
}
