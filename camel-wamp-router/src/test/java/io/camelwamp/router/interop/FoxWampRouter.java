package io.camelwamp.router.interop;

import io.camelwamp.session.SessionConfig;
import io.camelwamp.testing.interop.OwnClient;
import io.camelwamp.testing.interop.PeerProcess;
import java.net.URI;
import java.util.Map;

/** The router fox-wamp, in a process of its own. */
final class FoxWampRouter implements TestedRouter {
    private int port;
    private PeerProcess process;

    @Override
    public void start() {
        process = PeerProcess.start("fox-router.js");
        port = process.askAndWait("listen", Map.of("port", port)).path("port").asInt();
    }

    @Override
    public void stop() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    @Override
    public SessionConfig config(String serializer) {
        URI uri = URI.create("ws://127.0.0.1:" + port + "/");
        return TestedRouter.quickly(OwnClient.target(uri, serializer), SessionConfig.discoverProviders());
    }
}
