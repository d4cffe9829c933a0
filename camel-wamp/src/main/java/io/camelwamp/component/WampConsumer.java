package io.camelwamp.component;

import io.camelwamp.protocol.WampException;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.SessionEnd;
import io.camelwamp.session.SessionListener;
import io.camelwamp.session.StandingRequest;
import io.camelwamp.session.WampSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What subscribing and registering have in common: something to hold while started and to give back
 * while suspended or stopped.
 *
 * @param <R> what is held
 */
@ManagedResource(description = "Managed WAMP consumer")
public abstract class WampConsumer<R extends StandingRequest> extends DefaultConsumer
        implements Suspendable, ShutdownAware {
    private static final Logger LOG = LoggerFactory.getLogger(WampConsumer.class);

    // Fixed.
    private final WampEndpoint endpoint;
    private final LaneConfig lane;
    private final ExceptionHandler logging = getExceptionHandler();
    private final RouteLoad load = new RouteLoad();
    private final SessionListener givingUp = new SessionListener() {
        @Override
        public void givenUp(SessionEnd end) {
            sessionGivenUp(": " + end);
        }
    };

    // While started.
    private ConnectionIdentity identity;
    private WampSessionPool pool;
    private volatile WampSession session;
    private volatile R held;
    private final AtomicBoolean holding = new AtomicBoolean();
    private final AtomicBoolean givenUpTold = new AtomicBoolean();
    private volatile WampException refusal;

    WampConsumer(WampEndpoint endpoint, Processor processor, int defaultConcurrency) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        WampConfiguration options = endpoint.getConfiguration();
        int wanted = EndpointOptions.atLeast("concurrentConsumers", options.getConcurrentConsumers(), 0);
        int concurrency = wanted > 0 ? wanted : defaultConcurrency;
        int threads = EndpointOptions.atLeast("routeThreads", options.getRouteThreads(), 0);
        this.lane = new LaneConfig(
                worker -> load.execute(endpoint.getComponent().executor(), worker),
                EndpointOptions.atLeast("queueSize", options.getQueueSize(), 1),
                concurrency,
                threads > 0 ? threads : concurrency,
                EndpointOptions.overflow(options));
    }

    @Override
    public WampEndpoint getEndpoint() {
        return endpoint;
    }

    /** Asks for what is to be held. */
    abstract R hold(WampSession session, LaneConfig lane);

    /** Gives it back. */
    abstract void giveBack(R request);

    // ---- for the handlers of the session

    /**
     * Hands an exchange to the route.
     *
     * @param fill fills its message first; a failure of that becomes the exchange's
     * @param atEnd told when the route is through with it; runs what it is given when it does not
     *     need the exchange any more, at once or later
     */
    final void route(Exchange exchange, Runnable fill, Consumer<Runnable> atEnd) {
        load.begin();
        AsyncCallback end = doneSync -> atEnd.accept(() -> release(exchange));
        try {
            // Here and not in the route: what the route opened must stay open until the end.
            createUoW(exchange);
            fill.run();
        } catch (Exception e) {
            exchange.setException(e);
            end.done(true);
            return;
        }
        getAsyncProcessor().process(exchange, end);
    }

    private void release(Exchange exchange) {
        try {
            if (exchange.getUnitOfWork() != null) {
                doneUoW(exchange);
            }
        } finally {
            releaseExchange(exchange, false);
            load.end();
        }
    }

    /**
     * The router refuses; the session tries again. Called on the event loop, where an error handler
     * of the route must not run.
     */
    final void refused(WampException reason) {
        refusal = reason;
        report("The router refuses %s %s, which is tried again", reason);
    }

    /** Told by the listener, or by who finds that it was added too late to hear of it. */
    private void sessionGivenUp(String why) {
        if (givenUpTold.compareAndSet(false, true)) {
            report(
                    "The session of %s %s was given up; restart the route when the cause is removed",
                    new WampException.NotConnected("There is no session, and it was given up" + why));
        }
    }

    private void report(String format, WampException reason) {
        String text = format.formatted(endpoint.getDestinationType(), endpoint.getDestinationName());
        try {
            endpoint.getComponent().executor().execute(() -> {
                if (isRunAllowed()) {
                    tell(text, reason);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: the component was stopped already", text, reason);
        }
    }

    /** The handler that logs would add the engine's stack trace, which says nothing, each time that it is tried again. */
    private void tell(String text, WampException reason) {
        if (getExceptionHandler() == logging) {
            LOG.warn("{}: {}", text, reason.getMessage());
        } else {
            getExceptionHandler().handleException(text, reason);
        }
    }

    // ---- life

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (endpoint.getComponent().isHealthCheckConsumerEnabled()) {
            setHealthCheck(new WampHealthCheck(
                    "consumer:" + endpoint.getEndpointUri(), endpoint, () -> session, this::notHeld));
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        identity = endpoint.identity();
        pool = endpoint.getComponent().sessions();
        session = pool.acquire(identity);
        givenUpTold.set(false);
        session.addListener(givingUp);
        if (session.isGivenUp()) {
            sessionGivenUp("");
        }
        hold();
    }

    @Override
    protected void doStop() throws Exception {
        letGo();
        int dropped = held == null ? 0 : held.waiting();
        if (dropped > 0) {
            LOG.warn(
                    "{} messages of {} {} still waited for the route when it was stopped, and are dropped",
                    dropped,
                    endpoint.getDestinationType(),
                    endpoint.getDestinationName());
        }
        WampSession used = session;
        if (used != null) {
            session = null;
            used.removeListener(givingUp);
            pool.release(identity, used);
        }
        super.doStop();
    }

    @Override
    protected void doSuspend() throws Exception {
        letGo();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        hold();
    }

    private void hold() {
        refusal = null;
        held = hold(session, lane);
        holding.set(true);
    }

    /** From now on nothing new comes; what waits for the route is still handled. */
    private void letGo() {
        if (holding.compareAndSet(true, false)) {
            try {
                giveBack(held);
            } catch (RejectedExecutionException e) {
                LOG.debug("The session of {} was gone already", endpoint.getDestinationName(), e);
            }
        }
    }

    /** What the router should hold and does not, in words; null if there is nothing to say. */
    private String notHeld() {
        R current = held;
        if (!holding.get() || current == null || current.isActive()) {
            return null;
        }
        WampException reason = refusal;
        return current.uri() + (reason == null ? " is not confirmed yet" : ": " + reason.getMessage());
    }

    /**
     * Tells when the router holds the subscription or registration for the first time since the consumer was started or resumed.
     *
     * @return completes on the event loop; fails if the router refuses at first, although it is asked again, and if the consumer is
     *     stopped before or was never started
     */
    public CompletionStage<Void> whenHeld() {
        R current = held;
        return current == null
                ? CompletableFuture.failedStage(new IllegalStateException("The consumer was not started"))
                : current.active().minimalCompletionStage();
    }

    // ---- for people

    @ManagedAttribute(description = "Whether the router holds the subscription or registration")
    public boolean isHeld() {
        R current = held;
        return holding.get() && current != null && current.isActive();
    }

    @ManagedAttribute(description = "What the router does not hold although it should, and why")
    public String getNotHeld() {
        String missing = notHeld();
        return missing == null ? "" : missing;
    }

    @ManagedAttribute(description = "Events or calls that wait for the route")
    public int getQueued() {
        R current = held;
        return current == null ? 0 : current.waiting();
    }

    @ManagedAttribute(description = "Events or calls that may wait for the route")
    public int getQueueSize() {
        return lane.capacity();
    }

    @ManagedAttribute(description = "Events lost, or calls refused, because the queue was full")
    public long getLost() {
        R current = held;
        return current == null ? 0 : current.lost();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    /** What waits, and what is under way without being known to Camel's in-flight registry. */
    @Override
    public int getPendingExchangesSize() {
        int known = endpoint.getCamelContext().getInflightRepository().size(getRouteId());
        int waiting = held == null ? 0 : held.waiting();
        return waiting + Math.max(0, load.unfinished() - known);
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        letGo();
    }
}
