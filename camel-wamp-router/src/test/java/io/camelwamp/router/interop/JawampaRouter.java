package io.camelwamp.router.interop;

import io.camelwamp.session.SessionConfig;
import io.camelwamp.testing.interop.OwnClient;
import java.net.ServerSocket;
import java.net.URI;
import ws.wamp.jawampa.WampRouter;
import ws.wamp.jawampa.WampRouterBuilder;
import ws.wamp.jawampa.transport.netty.SimpleWampWebsocketListener;

/** Jawampa's router, in this process. */
final class JawampaRouter implements TestedRouter {
    private URI uri;
    private WampRouter router;
    private SimpleWampWebsocketListener listener;

    @Override
    public void start() throws Exception {
        if (uri == null) {
            // Its listener does not tell which port it has found.
            try (ServerSocket free = new ServerSocket(0)) {
                uri = URI.create("ws://127.0.0.1:" + free.getLocalPort() + "/ws");
            }
        }
        router = new WampRouterBuilder().addRealm("realm1").build();
        listener = new SimpleWampWebsocketListener(router, uri, null);
        listener.start();
    }

    @Override
    public void stop() {
        if (router != null) {
            listener.stop();
            router.close();
            router = null;
        }
    }

    @Override
    public SessionConfig config(String serializer) {
        return TestedRouter.quickly(OwnClient.target(uri, serializer), SessionConfig.discoverProviders());
    }
}
