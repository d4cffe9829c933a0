package io.camelwamp.router.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.router.RealmConfig;
import io.camelwamp.router.interop.Entrance.Opened;
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
    private final RealmConfig realm;
    private final List<PeerSession> peers = new ArrayList<>();
    private final List<OwnClient> ownClients = new ArrayList<>();
    private final Map<Entrance, Opened> routers = new EnumMap<>(Entrance.class);
    private int opened;
    private PeerProcess process;
    private EventLoops loops;
    private ExecutorService handlers;

    ForeignClients(String script) {
        this(script, RealmConfig.DEFAULT);
    }

    ForeignClients(String script, RealmConfig realm) {
        this.script = script;
        this.realm = realm;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        loops = EventLoops.create("interop", 1);
        handlers = Executors.newCachedThreadPool();
        for (Entrance entrance : Entrance.values()) {
            routers.put(entrance, entrance.open(realm, null));
        }
        process = PeerProcess.start(script);
    }

    /** A new session of the foreign client. */
    PeerSession join(Entrance entrance, String serializer) {
        return join(entrance, serializer, Map.of());
    }

    /** A new session of the foreign client that proves who it is. */
    PeerSession join(Entrance entrance, String serializer, Map<String, ?> login) {
        PeerSession peer = joinUnattended(entrance, serializer, login);
        peers.add(peer);
        return peer;
    }

    /** A new session of the foreign client that the test ends itself. */
    PeerSession joinUnattended(Entrance entrance, String serializer) {
        return joinUnattended(entrance, serializer, Map.of());
    }

    /** A new session of the foreign client that proves who it is and that the test ends itself. */
    PeerSession joinUnattended(Entrance entrance, String serializer, Map<String, ?> login) {
        String url = routers.get(entrance).uri().toString();
        return PeerSession.join(process, "foreign " + ++opened, url, serializer, login);
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
