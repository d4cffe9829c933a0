package io.camelwamp.router.interop;

import io.camelwamp.testing.interop.NeedsPeers;
import io.camelwamp.testing.interop.Peer;
import org.junit.jupiter.api.extension.RegisterExtension;

@NeedsPeers(Peer.AUTOBAHN_JS)
class AutobahnJsMetaTest extends ForeignMetaContract {
    @RegisterExtension
    static final ForeignClients CLIENTS = new ForeignClients("autobahn-peer.js", REALM);

    @Override
    ForeignClients clients() {
        return CLIENTS;
    }
}
