package io.camelwamp.router;

import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportListener;
import io.camelwamp.transport.local.LocalRouter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WAMP v2 router (broker and dealer) within an application.
 *
 * <pre>{@code
 * try (Router router = Router.builder().realm("realm1").listener(listener).build()) {
 *     router.start();
 *     …
 * }
 * }</pre>
 *
 * <p>Clients in the same process join through {@link
 * io.camelwamp.transport.local.LocalTransportProvider}. All methods may be called from any thread,
 * except {@link #accept}.
 */
public final class Router implements LocalRouter, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final RouterConfig config;
    private final List<RouterListener> listeners;
    private final EventLoop givenLoop;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /** Loops of the router's own; null before the start, and if one was given. */
    private EventLoops ownLoops;

    /** Null before the start. */
    private volatile RouterCore core;

    private boolean closing;

    Router(RouterConfig config, List<RouterListener> listeners, EventLoop givenLoop) {
        this.config = config;
        this.listeners = listeners;
        this.givenLoop = givenLoop;
    }

    /** Begins a new router. */
    public static RouterBuilder builder() {
        return new RouterBuilder();
    }

    /**
     * Takes connections from now on. Must not be called on an event loop, as opening a port may
     * block.
     *
     * @throws IOException if a listener cannot be opened; the router is closed then
     * @throws IllegalStateException if the router was started or closed before
     */
    public void start() throws IOException {
        synchronized (this) {
            if (core != null || closing) {
                throw new IllegalStateException("A router can be started once only");
            }
            if (givenLoop == null) {
                ownLoops = EventLoops.create("wamp-router", 1);
            }
            core = new RouterCore(givenLoop != null ? givenLoop : ownLoops.next(), config);
        }
        try {
            for (RouterListener listener : listeners) {
                listener.open(this);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * The loop that all sessions live on.
     *
     * @throws IllegalStateException if the router was not started
     */
    @Override
    public EventLoop eventLoop() {
        return started().loop();
    }

    @Override
    public TransportListener accept() {
        return started().accept();
    }

    /**
     * What the router holds and has done; the answer comes from the event loop, and fails once that
     * is closed.
     */
    public CompletionStage<RouterStatistics> statistics() {
        RouterCore running = started();
        try {
            return CompletableFuture.supplyAsync(running::statistics, running.loop()::execute);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /**
     * Tells when a procedure is there to be called, registered by exactly its name in a realm that the configuration names.
     *
     * @return completes on the event loop, at once if the procedure is registered already; fails if the router is closed before
     * @throws IllegalArgumentException if the configuration names no such realm
     */
    public CompletionStage<Void> whenRegistered(String realm, String procedure) {
        RouterCore running = started();
        Objects.requireNonNull(procedure, "procedure");
        if (!config.realms().containsKey(realm)) {
            throw new IllegalArgumentException("The router has no realm '" + realm + "'; there are "
                    + new TreeSet<>(config.realms().keySet()));
        }
        try {
            return CompletableFuture.supplyAsync(
                            () -> running.whenRegistered(realm, procedure), running.loop()::execute)
                    .thenCompose(Function.identity())
                    .minimalCompletionStage();
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /**
     * Says GOODBYE to all clients, waits for their answers up to the shutdown time-out, and closes.
     *
     * @return completes when all connections are gone
     */
    public CompletionStage<Void> closeAsync() {
        synchronized (this) {
            if (closing) {
                return closed.minimalCompletionStage();
            }
            closing = true;
        }
        listeners.forEach(RouterListener::close);
        if (core == null) {
            finishClose();
            return closed.minimalCompletionStage();
        }
        try {
            core.loop().execute(() -> core.shutDown(this::finishClose));
        } catch (RejectedExecutionException e) {
            LOG.warn("The router's event loop was closed before the router: no GOODBYE was said");
            finishClose();
        }
        return closed.minimalCompletionStage();
    }

    /** As {@link #closeAsync}, and waits; on the event loop, it cannot wait. */
    @Override
    public void close() {
        closeAsync();
        if (core == null || core.loop().inLoop()) {
            return;
        }
        // Transports that cannot flush take a bounded time, too, after the GOODBYEs were given up.
        Duration limit = config.shutdownTimeout().multipliedBy(2).plusSeconds(1);
        try {
            closed.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Not all connections could be closed within {}", limit);
            finishClose();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The router did not close", e);
        }
    }

    private void finishClose() {
        if (ownLoops != null) {
            ownLoops.close();
        }
        closed.complete(null);
    }

    private RouterCore started() {
        RouterCore running = core;
        if (running == null) {
            throw new IllegalStateException("The router is not started");
        }
        return running;
    }
}
