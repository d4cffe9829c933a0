package io.camelwamp.component;

import io.camelwamp.protocol.WampException;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.Overflow;
import io.camelwamp.session.StandingRequest;
import io.camelwamp.session.WampSession;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
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
abstract class WampConsumer<R extends StandingRequest> extends DefaultConsumer
        implements Suspendable, ShutdownAware {
    private static final Logger LOG = LoggerFactory.getLogger(WampConsumer.class);

    private final WampEndpoint endpoint;
    private ConnectionIdentity identity;
    private WampSession session;
    private R held;
    private boolean givenBack = true;

    WampConsumer(WampEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    public WampEndpoint getEndpoint() {
        return endpoint;
    }

    /** Asks for what is to be held. */
    abstract R hold(WampSession session, LaneConfig lane);

    /** Gives it back. */
    abstract void giveBack(R request);

    /** How many messages the route handles at once unless the option says otherwise. */
    abstract int defaultConcurrency();

    /** The router refuses; the session tries again. */
    final void refused(WampException reason) {
        getExceptionHandler()
                .handleException(
                        "The router refuses "
                                + endpoint.getDestinationType()
                                + " "
                                + endpoint.getDestinationName()
                                + ", which is tried again",
                        reason);
    }

    final void lost(long count) {
        LOG.warn(
                "{} {} lost events of {}: its route is slower than the events come (overflow={})",
                count == 1 ? "From now on" : "In total",
                count == 1 ? "some" : count,
                endpoint.getDestinationName(),
                endpoint.getConfiguration().getOverflow());
    }

    private LaneConfig lane() {
        WampConfiguration options = endpoint.getConfiguration();
        int concurrency =
                options.getConcurrentConsumers() > 0
                        ? options.getConcurrentConsumers()
                        : defaultConcurrency();
        return new LaneConfig(
                endpoint.getComponent().executor(),
                options.getQueueSize(),
                concurrency,
                overflow(options.getOverflow()));
    }

    private static Overflow overflow(String name) {
        return switch (name) {
            case "pause" -> Overflow.PAUSE;
            case "dropOldest" -> Overflow.DROP_OLDEST;
            case "dropNewest" -> Overflow.DROP_NEWEST;
            default ->
                    throw new IllegalArgumentException(
                            "overflow must be pause, dropOldest or dropNewest, but is '"
                                    + name
                                    + "'");
        };
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        LaneConfig lane = lane();
        identity = ConnectionIdentity.of(endpoint.connection());
        session = endpoint.getComponent().sessions().acquire(identity);
        held = hold(session, lane);
        givenBack = false;
    }

    @Override
    protected void doStop() throws Exception {
        letGo();
        if (session != null) {
            session = null;
            endpoint.getComponent().sessions().release(identity);
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
        held = hold(session, lane());
        givenBack = false;
    }

    /** From now on nothing new comes; what waits for the route is still handled. */
    private void letGo() {
        if (!givenBack) {
            givenBack = true;
            giveBack(held);
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        return held == null ? 0 : held.waiting();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        letGo();
    }
}
