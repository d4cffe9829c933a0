package io.camelwamp.router.interop;

import io.camelwamp.testing.interop.NeedsPeers;
import io.camelwamp.testing.interop.Peer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client on fox-wamp. */
@NeedsPeers(Peer.FOX_WAMP)
@ValueSource(strings = {"json"})
class ClientOnFoxWampRouterTest extends ClientOnRouter {
    @RegisterExtension
    static final OwnClients CLIENTS = new OwnClients(new FoxWampRouter());

    @Override
    public OwnClients clients() {
        return CLIENTS;
    }
}
