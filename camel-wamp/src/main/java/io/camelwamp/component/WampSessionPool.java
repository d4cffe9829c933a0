package io.camelwamp.component;

import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportProvider;
import io.camelwamp.transport.local.LocalRouter;
import io.camelwamp.transport.local.LocalTransportProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
        private int users;

        Shared(WampSession session) {
            this.session = session;
        }
    }

    private final CamelContext context;
    private final int ioThreads;
    private final Map<ConnectionIdentity, Shared> sessions = new HashMap<>();
    private EventLoops loops;

    WampSessionPool(CamelContext context, int ioThreads) {
        this.context = context;
        this.ioThreads = ioThreads;
    }

    /** The session for an identity; each call is to be matched by one of {@link #release}. */
    synchronized WampSession acquire(ConnectionIdentity identity) {
        Shared shared = sessions.get(identity);
        if (shared == null) {
            if (loops == null) {
                loops = EventLoops.create("wamp-io", ioThreads);
            }
            shared = new Shared(WampSession.open(config(identity), loops));
            sessions.put(identity, shared);
        }
        shared.users++;
        return shared.session;
    }

    private SessionConfig config(ConnectionIdentity identity) {
        List<TransportProvider> providers = new ArrayList<>(SessionConfig.discoverProviders());
        for (URI url : identity.urls()) {
            if ("local".equals(url.getScheme())) {
                String name = url.getSchemeSpecificPart();
                providers.add(
                        new LocalTransportProvider(
                                CamelContextHelper.mandatoryLookup(
                                        context, name, LocalRouter.class)));
            }
        }
        return identity.sessionConfig(providers, sslContext(identity));
    }

    private SSLContext sslContext(ConnectionIdentity identity) {
        try {
            return identity.tls() == null ? null : identity.tls().createSSLContext(context);
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "The sslContextParameters do not work: " + e.getMessage(), e);
        }
    }

    /** Gives a session back; the last user's return makes it leave its realm. */
    void release(ConnectionIdentity identity) {
        WampSession unused;
        synchronized (this) {
            Shared shared = sessions.get(identity);
            if (shared == null || --shared.users > 0) {
                return;
            }
            sessions.remove(identity);
            unused = shared.session;
        }
        leave(unused);
    }

    private static void leave(WampSession session) {
        try {
            session.leave().get(LEAVE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("A session did not end in order: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        List<Shared> rest;
        EventLoops unused;
        synchronized (this) {
            rest = new ArrayList<>(sessions.values());
            sessions.clear();
            unused = loops;
            loops = null;
        }
        rest.forEach(shared -> leave(shared.session));
        if (unused != null) {
            unused.close();
        }
    }
}
