package io.camelwamp.bridge.message;

import io.camelwamp.bridge.http.ClientWatch;
import io.camelwamp.bridge.http.HttpRequests;
import io.camelwamp.component.WampConstants;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Arranges that the call that follows is cancelled when its HTTP client goes away. Belongs before
 * the call, after the body was read.
 *
 * <p>Watching a connection has its price, so only calls that take longer than an instant are
 * watched.
 */
public class CallCancellation extends ServiceSupport implements Processor, CamelContextAware {
    private static final Logger LOG = LoggerFactory.getLogger(CallCancellation.class);
    private static final long SWEEP_MILLIS = 250;

    private final Set<PendingCall> pending = ConcurrentHashMap.newKeySet();
    private CamelContext camelContext;
    private ScheduledExecutorService sweeper;

    @Override
    protected void doStart() {
        sweeper = camelContext.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "WampCallWatch");
        sweeper.scheduleWithFixedDelay(() -> sweep(pending), SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Runs each; one that fails is dropped, so that neither it nor the schedule goes on failing.
     */
    static void sweep(Set<? extends Runnable> pending) {
        for (Runnable call : pending) {
            try {
                call.run();
            } catch (RuntimeException e) {
                pending.remove(call);
                LOG.warn("A call goes on even if its HTTP client goes away: the connection cannot be watched", e);
            }
        }
    }

    @Override
    protected void doStop() {
        if (sweeper != null) {
            camelContext.getExecutorServiceManager().shutdownNow(sweeper);
        }
        pending.clear();
    }

    @Override
    public void process(Exchange exchange) {
        PendingCall call = new PendingCall(exchange);
        if (call.watch != null) {
            pending.add(call);
            exchange.setProperty(WampConstants.CANCELLATION_PROPERTY, call.unwanted);
            exchange.getExchangeExtension().addOnCompletion(call);
        }
    }

    private final class PendingCall extends SynchronizationAdapter implements Runnable {
        private final CompletableFuture<Void> unwanted = new CompletableFuture<>();
        private final ClientWatch watch;
        private boolean sweptBefore;

        PendingCall(Exchange exchange) {
            this.watch = ClientWatch.of(HttpRequests.requestOf(exchange), () -> unwanted.complete(null));
        }

        /** Called by the sweeper only; the first time may be at once, the second is not. */
        @Override
        public void run() {
            if (sweptBefore) {
                watch.look();
            }
            sweptBefore = true;
        }

        /** Runs when the answer has been written, before Jetty goes on to the next request. */
        @Override
        public void onDone(Exchange done) {
            pending.remove(this);
            watch.stop();
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
