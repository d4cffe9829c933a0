package io.camelwamp.router.interop;

import io.camelwamp.router.transport.Front;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client on our router, by WebSocket on Netty. */
@ValueSource(strings = {"json", "msgpack", "cbor"})
class ClientOnOwnNettyRouterTest extends ClientOnRouter {
    @RegisterExtension
    static final OwnClients CLIENTS = new OwnClients(new OwnRouterOnPort(Front.NETTY));

    @Override
    public OwnClients clients() {
        return CLIENTS;
    }
}
