package io.camelwamp.router.interop;

import io.camelwamp.router.transport.Front;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client on our router, by WebSocket on Jetty. */
@ValueSource(strings = {"json", "msgpack", "cbor"})
class ClientOnOwnJettyRouterTest extends ClientOnRouter {
    @RegisterExtension
    static final OwnClients CLIENTS = new OwnClients(new OwnRouterOnPort(Front.JETTY));

    @Override
    public OwnClients clients() {
        return CLIENTS;
    }
}
