package io.camelwamp.bridge.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.bridge.testing.TestBridge;
import io.camelwamp.testing.interop.OwnClient;
import io.camelwamp.testing.interop.PeerProcess;
import io.camelwamp.testing.interop.PeerSession;
import io.camelwamp.transport.EventLoops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A running bridge and a Node.js process with autobahn-js for the tests of a class; ends after each
 * test the sessions that it opened.
 */
final class Interop implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private final List<PeerSession> autobahns = new ArrayList<>();
    private final List<OwnClient> ownClients = new ArrayList<>();
    private final Map<String, String> settings;
    private int opened;
    private RunningBridge bridge;
    private PeerProcess node;
    private EventLoops loops;
    private ExecutorService handlers;

    /** With the bridge's defaults. */
    Interop() {
        this(Map.of());
    }

    /** With settings of the bridge. */
    Interop(Map<String, String> settings) {
        this.settings = settings;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        loops = EventLoops.create("interop", 1);
        handlers = Executors.newCachedThreadPool();
        bridge = RunningBridge.start(TestBridge.freePort(), settings);
        node = PeerProcess.start("autobahn-peer.js");
    }

    /** The bridge. */
    RunningBridge bridge() {
        return bridge;
    }

    /** A new session of autobahn-js. */
    PeerSession autobahn(String serializer) {
        PeerSession peer = autobahnThatLeaves(serializer);
        autobahns.add(peer);
        return peer;
    }

    /** A new session of autobahn-js that the test ends itself. */
    PeerSession autobahnThatLeaves(String serializer) {
        String name = "autobahn " + ++opened;
        return PeerSession.join(node, name, bridge.routerUrl(), serializer);
    }

    /** A new session of our own. */
    OwnClient own(String serializer) {
        OwnClient client = OwnClient.join(bridge.routerUrl(), serializer, loops, handlers);
        ownClients.add(client);
        return client;
    }

    /** An autobahn session that has met a protocol violation is closed, and says so. */
    @Override
    public void afterEach(ExtensionContext context) {
        try {
            assertThat(node.toldSoFar("trouble")).isEmpty();
            assertThat(node.toldSoFar("closed")).isEmpty();
            autobahns.forEach(PeerSession::leave);
        } finally {
            autobahns.clear();
            ownClients.forEach(OwnClient::close);
            ownClients.clear();
            node.forget();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        try {
            if (node != null) {
                node.close();
            }
            if (bridge != null) {
                bridge.close();
            }
        } finally {
            handlers.shutdownNow();
            loops.close();
        }
    }
}
