package io.camelwamp.router;

import io.camelwamp.transport.EventLoop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running router as its event loop sees it; all methods are called there. */
final class RouterCore {
    private static final Logger LOG = LoggerFactory.getLogger(RouterCore.class);

    private final EventLoop loop;
    private final RouterConfig config;
    private final Counters counters = new Counters();
    private final RouterIds ids = new RouterIds();
    private final Realms realms;
    private final Set<Connection> connections = new LinkedHashSet<>();

    /** What to do when all connections are gone; null as long as the router runs. */
    private Runnable whenShutDown;

    private EventLoop.Cancellable shutdownTimer;

    RouterCore(EventLoop loop, RouterConfig config) {
        this.loop = loop;
        this.config = config;
        this.realms = new Realms(config, new RouterContext(loop, config.limits(), ids, counters, config.clock()));
    }

    EventLoop loop() {
        return loop;
    }

    RouterConfig config() {
        return config;
    }

    Counters counters() {
        return counters;
    }

    RouterIds ids() {
        return ids;
    }

    Realms realms() {
        return realms;
    }

    boolean isRunning() {
        return whenShutDown == null;
    }

    Connection accept() {
        if (!isRunning()) {
            throw closed();
        }
        Connection connection = new Connection(this);
        connections.add(connection);
        return connection;
    }

    void remove(Connection connection) {
        connections.remove(connection);
        finishShutDown();
    }

    /**
     * Says GOODBYE to everybody and waits for the answers, for a bounded time.
     *
     * @param done run once, when all connections are gone
     */
    void shutDown(Runnable done) {
        whenShutDown = done;
        realms.all().forEach(realm -> realm.failAwaited(closed()));
        List.copyOf(connections).forEach(Connection::shutDown);
        shutdownTimer = loop.schedule(config.shutdownTimeout(), () -> {
            LOG.info("{} clients did not answer GOODBYE in time", connections.size());
            List.copyOf(connections).forEach(Connection::giveUp);
        });
        finishShutDown();
    }

    /** As {@link Router#whenRegistered}, for a realm of the configuration. */
    CompletionStage<Void> whenRegistered(String realm, String procedure) {
        return isRunning() ? realms.open(realm).whenRegistered(procedure) : CompletableFuture.failedStage(closed());
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("The router is closed");
    }

    private void finishShutDown() {
        if (whenShutDown != null && shutdownTimer != null && connections.isEmpty()) {
            shutdownTimer.cancel();
            shutdownTimer = null;
            whenShutDown.run();
        }
    }

    RouterStatistics statistics() {
        int subscriptions = 0;
        int registrations = 0;
        for (Realm realm : realms.all()) {
            subscriptions += realm.subscriptions();
            registrations += realm.registrations();
        }
        return new RouterStatistics(
                realms.all().size(),
                connections.size(),
                counters.sessions,
                subscriptions,
                registrations,
                counters.callsInFlight,
                counters.joined,
                counters.refused,
                counters.aborted,
                counters.publications,
                counters.events,
                counters.droppedEvents,
                counters.calls,
                counters.retainedEvents,
                counters.historyEvents,
                counters.evictedEvents,
                counters.denied,
                counters.revoked,
                counters.killed);
    }
}
