package io.camelwamp.router.interop;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client on our router, by WebSocket on Jetty. */
@ValueSource(strings = {"json", "msgpack", "cbor"})
class ClientOnOwnJettyRouterTest extends ClientOnRouter {
    @RegisterExtension
    static final OwnClients CLIENTS = new OwnClients(new OwnRouter(Entrance.WEBSOCKET_ON_JETTY));

    @Override
    public OwnClients clients() {
        return CLIENTS;
    }
}
