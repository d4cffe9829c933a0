package io.camelwamp.router.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.router.RealmConfig;
import io.camelwamp.router.interop.Entrance.Opened;
import io.camelwamp.router.transport.Front;
import io.camelwamp.testing.interop.OwnClient;
import io.camelwamp.testing.interop.PeerProcess;
import io.camelwamp.testing.interop.PeerSession;
import io.camelwamp.transport.EventLoops;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A process with a foreign client, and our router behind each entrance, for the tests of a class; ends
 * after each test the sessions that it opened.
 */
final class ForeignClients implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private final String script;

    /** The settings of the realm, which is there at one entrance only; null for the usual ones, at all. */
    private final RealmConfig realm;

    private final List<PeerSession> peers = new ArrayList<>();
    private final List<OwnClient> ownClients = new ArrayList<>();
    private final Map<Entrance, Opened> routers = new EnumMap<>(Entrance.class);
    private int opened;
    private PeerProcess process;
    private EventLoops loops;
    private ExecutorService handlers;

    ForeignClients(String script) {
        this(script, null);
    }

    ForeignClients(String script, RealmConfig realm) {
        this.script = script;
        this.realm = realm;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        loops = EventLoops.create("interop", 1);
        handlers = Executors.newCachedThreadPool();
        openRouters();
        process = PeerProcess.start(script);
    }

    private void openRouters() throws Exception {
        if (realm != null) {
            Front.Running running = Front.NETTY.open(realm);
            String port = String.valueOf(running.port());
            routers.put(Entrance.WEBSOCKET_ON_NETTY, new Opened(running.uri(), port, running::close));
            return;
        }
        for (Entrance entrance : Entrance.values()) {
            routers.put(entrance, entrance.open(null));
        }
    }

    /** A new session of the foreign client. */
    PeerSession join(Entrance entrance, String serializer) {
        PeerSession peer = joinUnattended(entrance, serializer);
        peers.add(peer);
        return peer;
    }

    /** A new session of the foreign client that the test ends itself. */
    PeerSession joinUnattended(Entrance entrance, String serializer) {
        String url = routers.get(entrance).uri().toString();
        return PeerSession.join(process, "foreign " + ++opened, url, serializer);
    }

    /** A new session of our own. */
    OwnClient own(Entrance entrance, String serializer) {
        OwnClient client = OwnClient.join(routers.get(entrance).uri().toString(), serializer, loops, handlers);
        ownClients.add(client);
        return client;
    }

    /** A foreign session that has met a protocol violation is closed, and says so. */
    @Override
    public void afterEach(ExtensionContext context) {
        try {
            assertThat(process.toldSoFar("trouble")).isEmpty();
            assertThat(process.toldSoFar("closed")).isEmpty();
            peers.forEach(PeerSession::leave);
        } finally {
            peers.clear();
            ownClients.forEach(OwnClient::close);
            ownClients.clear();
            process.forget();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        try {
            if (process != null) {
                process.close();
            }
            for (Opened router : routers.values()) {
                router.close();
            }
        } finally {
            handlers.shutdownNow();
            loops.close();
        }
    }
}
