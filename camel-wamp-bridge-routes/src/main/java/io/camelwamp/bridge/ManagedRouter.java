package io.camelwamp.bridge;

import io.camelwamp.router.Router;
import io.camelwamp.router.RouterStatistics;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The embedded router as JMX and meters show it; a service of the Camel context, which makes a
 * managed bean of it. May be read from any thread.
 */
@ManagedResource(description = "Managed WAMP router")
public final class ManagedRouter extends ServiceSupport implements CamelContextAware {
    /** Values that are read one after the other come from one look at the router. */
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long PATIENCE_MILLIS = 1000;

    private record Look(long at, RouterStatistics statistics) {}

    private final Router router;
    private CamelContext context;
    private volatile Look last;
    private Runnable noMeters = () -> {};

    ManagedRouter(Router router) {
        this.router = router;
    }

    /**
     * The router at this moment.
     *
     * @throws IllegalStateException if its event loop does not answer
     */
    RouterStatistics statistics() {
        Look known = last;
        if (known != null && System.nanoTime() - known.at < FRESH_NANOS) {
            return known.statistics;
        }
        try {
            RouterStatistics statistics =
                    router.statistics().toCompletableFuture().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            last = new Look(System.nanoTime(), statistics);
            return statistics;
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("The router's event loop does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking the router", e);
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        context = camelContext;
    }

    @Override
    protected void doStart() {
        if (hasMicrometer()) {
            noMeters = RouterMeters.register(context, this);
        }
    }

    /** Micrometer is optional: {@link RouterMeters} may be touched only if it is there. */
    private boolean hasMicrometer() {
        return context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") != null;
    }

    @Override
    protected void doStop() {
        noMeters.run();
        noMeters = () -> {};
    }

    @ManagedAttribute(description = "Realms that exist")
    public int getRealms() {
        return statistics().realms();
    }

    @ManagedAttribute(description = "Open connections, joined or not")
    public int getConnections() {
        return statistics().connections();
    }

    @ManagedAttribute(description = "Sessions that have joined")
    public int getSessions() {
        return statistics().sessions();
    }

    @ManagedAttribute(description = "Topics and patterns that somebody subscribes to")
    public int getSubscriptions() {
        return statistics().subscriptions();
    }

    @ManagedAttribute(description = "Procedures and patterns that somebody registered")
    public int getRegistrations() {
        return statistics().registrations();
    }

    @ManagedAttribute(description = "Calls that were not answered yet")
    public int getCallsInFlight() {
        return statistics().callsInFlight();
    }

    @ManagedAttribute(description = "Sessions that have joined so far")
    public long getJoined() {
        return statistics().joined();
    }

    @ManagedAttribute(description = "Clients that were not let in")
    public long getRefused() {
        return statistics().refused();
    }

    @ManagedAttribute(description = "Connections ended for breaking the protocol or not reading")
    public long getAborted() {
        return statistics().aborted();
    }

    @ManagedAttribute(description = "Publications accepted")
    public long getPublications() {
        return statistics().publications();
    }

    @ManagedAttribute(description = "Events sent")
    public long getEvents() {
        return statistics().events();
    }

    @ManagedAttribute(description = "Events not delivered, as the receiver is too slow or cannot carry them")
    public long getEventsDropped() {
        return statistics().droppedEvents();
    }

    @ManagedAttribute(description = "Calls that reached a callee")
    public long getCalls() {
        return statistics().calls();
    }

    @ManagedAttribute(description = "Events kept for later subscribers")
    public int getEventsRetained() {
        return statistics().retainedEvents();
    }

    @ManagedAttribute(description = "Events kept in histories")
    public int getEventsRemembered() {
        return statistics().historyEvents();
    }

    @ManagedAttribute(description = "Events kept that had to go, as there were too many")
    public long getEventsEvicted() {
        return statistics().evictedEvents();
    }

    @ManagedAttribute(description = "Requests that were not permitted")
    public long getDenied() {
        return statistics().denied();
    }

    @ManagedAttribute(description = "Subscriptions and registrations taken from sessions")
    public long getRevoked() {
        return statistics().revoked();
    }

    @ManagedAttribute(description = "Sessions ended by others")
    public long getKilled() {
        return statistics().killed();
    }
}
