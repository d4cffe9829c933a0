package io.camelwamp.bridge.message;

import io.camelwamp.bridge.http.ConnectionWatch;
import io.camelwamp.bridge.http.HttpRequests;
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

/**
 * Arranges that a call is cancelled when its HTTP client goes away: gives the exchange {@link
 * WampHeaders#CANCELLATION} and completes it then. Belongs before the call, after the body was
 * read.
 *
 * <p>Watching a connection has its price, so only calls that take longer than an instant are
 * watched.
 */
public class CallCancellation extends ServiceSupport implements Processor, CamelContextAware {
    private static final long SWEEP_MILLIS = 250;

    private final Set<PendingCall> unwatched = ConcurrentHashMap.newKeySet();
    private CamelContext camelContext;
    private ScheduledExecutorService sweeper;

    @Override
    protected void doStart() {
        sweeper =
                camelContext
                        .getExecutorServiceManager()
                        .newSingleThreadScheduledExecutor(this, "WampCallWatch");
        sweeper.scheduleWithFixedDelay(
                this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() {
        camelContext.getExecutorServiceManager().shutdownNow(sweeper);
        unwatched.clear();
    }

    @Override
    public void process(Exchange exchange) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        ConnectionWatch watch =
                ConnectionWatch.of(HttpRequests.requestOf(exchange), () -> gone.complete(null));
        if (watch != null) {
            exchange.setProperty(WampHeaders.CANCELLATION, gone);
            PendingCall call = new PendingCall(watch, System.nanoTime());
            unwatched.add(call);
            exchange.getExchangeExtension().addOnCompletion(call);
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        for (PendingCall call : unwatched) {
            if (now - call.since >= TimeUnit.MILLISECONDS.toNanos(SWEEP_MILLIS)
                    && unwatched.remove(call)) {
                call.watch.start();
            }
        }
    }

    private final class PendingCall extends SynchronizationAdapter {
        private final ConnectionWatch watch;
        private final long since;

        PendingCall(ConnectionWatch watch, long since) {
            this.watch = watch;
            this.since = since;
        }

        /** Runs when the answer has been written and before Jetty goes on to the next request. */
        @Override
        public void onDone(Exchange exchange) {
            unwatched.remove(this);
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
