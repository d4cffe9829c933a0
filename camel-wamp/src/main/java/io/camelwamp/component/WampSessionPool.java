package io.camelwamp.component;

import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.Testament;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportProvider;
import io.camelwamp.transport.local.LocalRouter;
import io.camelwamp.transport.local.LocalTransportProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session per connection identity, for as long as a producer or consumer uses it; thread-safe.
 */
final class WampSessionPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WampSessionPool.class);

    /** A little more than the time that a session itself waits for the router's goodbye. */
    private static final long LEAVE_SECONDS = 6;

    private static final class Shared {
        private final WampSession session;
        private final ManagedSession managed;
        private final Runnable unmanage;
        private int users;

        Shared(WampSession session, ManagedSession managed, Runnable unmanage) {
            this.session = session;
            this.managed = managed;
            this.unmanage = unmanage;
        }
    }

    private final CamelContext context;
    private final Executor executor;
    private final String component;
    private final OnDemandLoops loops;
    private final Map<ConnectionIdentity, Shared> sessions = new HashMap<>();
    private final Map<WampSession, Shared> unshared = new HashMap<>();
    private boolean closed;

    /**
     * A pool without sessions.
     *
     * @param component the name of the component, for people
     * @param executor does what authentication takes too long for on an event loop
     */
    WampSessionPool(CamelContext context, String component, int ioThreads, Executor executor) {
        this.context = context;
        this.component = component;
        this.executor = executor;
        this.loops = new OnDemandLoops(ioThreads);
    }

    /**
     * The session for an identity, a new one if the last was given up; each call is to be matched
     * by one of {@link #release}.
     *
     * @throws IllegalArgumentException if no session can be made with these options
     * @throws IllegalStateException if the pool was closed
     */
    synchronized WampSession acquire(ConnectionIdentity identity) {
        if (closed) {
            throw new IllegalStateException("The component wamp is stopped");
        }
        Shared shared = sessions.get(identity);
        if (shared == null || shared.session.isGivenUp()) {
            WampSession session = open(identity);
            if (shared != null) {
                shared.unmanage.run();
                sessions.remove(identity);
            }
            shared = manage(identity, session);
            sessions.put(identity, shared);
        }
        shared.users++;
        return shared.session;
    }

    /**
     * What takes the place of a session that was given up, for a user of it: one that somebody has made since, or a new one,
     * unless it is too early for that. A session that is not the same is to be released like an acquired one, and the old one
     * is not any more.
     *
     * @return the same session, if there is nothing better yet
     * @throws IllegalArgumentException if no session can be made with these options
     * @throws IllegalStateException if the pool was closed
     */
    synchronized WampSession renew(ConnectionIdentity identity, WampSession givenUp) {
        Shared shared = sessions.get(identity);
        WampSession latest = shared == null ? givenUp : shared.session;
        boolean isEarly = latest.isGivenUp() && latest.sinceGivenUp().compareTo(identity.pauseAfterGivingUp()) < 0;
        return isEarly ? givenUp : acquire(identity);
    }

    /**
     * A session for one user alone, who leaves it.
     *
     * @throws IllegalArgumentException if no session can be made with these options
     * @throws IllegalStateException if the pool was closed
     */
    synchronized WampSession openUnshared(ConnectionIdentity identity) {
        if (closed) {
            throw new IllegalStateException("The component wamp is stopped");
        }
        WampSession session = open(identity);
        unshared.put(session, manage(identity, session));
        return session;
    }

    /** Leaves such a session; completes as {@link WampSession#leave} does. */
    CompletableFuture<Void> leaveUnshared(WampSession session) {
        Shared left;
        synchronized (this) {
            left = unshared.remove(session);
        }
        if (left != null) {
            left.unmanage.run();
        }
        return leave(session);
    }

    /** Shows a session under a name that no other one has at this moment. */
    private Shared manage(ConnectionIdentity identity, WampSession session) {
        String base = identity.realm() + "@" + identity.routers();
        Set<String> taken = all().map(other -> other.managed.getName()).collect(Collectors.toSet());
        String name = base;
        for (int i = 2; taken.contains(name); i++) {
            name = base + "#" + i;
        }
        try {
            return show(new ManagedSession(component, name, identity, session), session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private Shared show(ManagedSession managed, WampSession session) {
        Runnable noBean = SessionMBean.register(context, managed);
        Runnable noMeters = hasMicrometer() ? SessionMeters.register(context, managed) : () -> {};
        return new Shared(session, managed, () -> {
            noBean.run();
            noMeters.run();
        });
    }

    /** Micrometer is optional: {@link SessionMeters} may be touched only if it is there. */
    private boolean hasMicrometer() {
        return context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") != null;
    }

    /** The session of an identity, for people; null if it is not used at this moment. */
    synchronized ManagedSession managed(ConnectionIdentity identity) {
        Shared shared = sessions.get(identity);
        return shared == null ? null : shared.managed;
    }

    /** The sessions at this moment, for people. */
    synchronized List<ManagedSession> managed() {
        return all().map(shared -> shared.managed).toList();
    }

    private Stream<Shared> all() {
        return Stream.concat(sessions.values().stream(), unshared.values().stream());
    }

    private WampSession open(ConnectionIdentity identity) {
        Testament testament =
                identity.testament() == null ? null : identity.testament().toTestament();
        WampSession session = WampSession.open(config(identity), loops);
        if (testament != null) {
            session.addTestament(testament);
        }
        return session;
    }

    private SessionConfig config(ConnectionIdentity identity) {
        List<TransportProvider> providers = new ArrayList<>(SessionConfig.discoverProviders());
        for (URI url : identity.urls()) {
            if (RouterUrls.isLocal(url)) {
                providers.add(new LocalTransportProvider(
                        CamelContextHelper.mandatoryLookup(context, url.getSchemeSpecificPart(), LocalRouter.class)));
            }
        }
        return identity.sessionConfig(providers, sslContext(identity), executor);
    }

    private SSLContext sslContext(ConnectionIdentity identity) {
        try {
            return identity.tls() == null ? null : identity.tls().createSSLContext(context);
        } catch (Exception e) {
            throw new IllegalArgumentException("The sslContextParameters do not work: " + e.getMessage(), e);
        }
    }

    /**
     * Gives a session back; the last user's return makes it leave its realm. One that was given up
     * and has been replaced since has nothing to leave.
     */
    void release(ConnectionIdentity identity, WampSession session) {
        WampSession unused;
        synchronized (this) {
            Shared shared = sessions.get(identity);
            if (shared == null || shared.session != session || --shared.users > 0) {
                return;
            }
            sessions.remove(identity);
            shared.unmanage.run();
            unused = shared.session;
        }
        leave(List.of(unused));
    }

    /** Waits until the routers have said goodbye, or for a bounded time. */
    private static void leave(List<WampSession> unused) {
        CompletableFuture<?>[] goodbyes =
                unused.stream().map(WampSessionPool::leave).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(goodbyes).get(LEAVE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("A session did not end in order: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CompletableFuture<Void> leave(WampSession session) {
        try {
            return session.leave();
        } catch (RejectedExecutionException e) {
            LOG.debug("The event loop of a session, and the session with it, was gone already", e);
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public void close() {
        List<WampSession> rest;
        synchronized (this) {
            closed = true;
            all().forEach(shared -> shared.unmanage.run());
            rest = all().map(shared -> shared.session).toList();
            sessions.clear();
            unshared.clear();
        }
        leave(rest);
        loops.close();
    }

    /**
     * Starts threads with the first session that needs them: one with an embedded router does not.
     */
    private static final class OnDemandLoops implements EventLoops {
        private final int threads;
        private EventLoops loops;

        OnDemandLoops(int threads) {
            this.threads = threads;
        }

        @Override
        public synchronized EventLoop next() {
            if (loops == null) {
                loops = EventLoops.create("wamp-io", threads);
            }
            return loops.next();
        }

        @Override
        public synchronized void close() {
            if (loops != null) {
                loops.close();
            }
        }
    }
}
