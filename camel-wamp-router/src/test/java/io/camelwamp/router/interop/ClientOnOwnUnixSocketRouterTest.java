package io.camelwamp.router.interop;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client on our router, by raw socket over a Unix domain socket. */
@ValueSource(strings = {"json", "msgpack", "cbor"})
class ClientOnOwnUnixSocketRouterTest extends ClientOnRouter {
    @RegisterExtension
    static final OwnClients CLIENTS = new OwnClients(new OwnRouter(Entrance.RAW_SOCKET_ON_UNIX_SOCKET));

    @Override
    public OwnClients clients() {
        return CLIENTS;
    }
}
