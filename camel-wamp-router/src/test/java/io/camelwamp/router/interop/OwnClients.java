package io.camelwamp.router.interop;

import io.camelwamp.testing.interop.OwnClient;
import io.camelwamp.transport.EventLoops;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A router for the tests of a class, and sessions of our own client with it, which end after each
 * test.
 */
final class OwnClients implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private final TestedRouter router;
    private final List<OwnClient> clients = new ArrayList<>();
    private int named;
    private EventLoops loops;
    private ExecutorService handlers;

    OwnClients(TestedRouter router) {
        this.router = router;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        loops = EventLoops.create("interop", 1);
        handlers = Executors.newCachedThreadPool();
        router.start();
    }

    /** The router. */
    TestedRouter router() {
        return router;
    }

    /** A new session. */
    OwnClient join(String serializer) {
        OwnClient client = OwnClient.join(router.config(serializer), loops, handlers);
        clients.add(client);
        return client;
    }

    /** The beginning of URIs that no other test has: some routers forget a session late. */
    String ownPrefix() {
        return "com.example.test" + ++named;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        clients.forEach(OwnClient::close);
        clients.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        try {
            router.close();
        } finally {
            handlers.shutdownNow();
            loops.close();
        }
    }
}
