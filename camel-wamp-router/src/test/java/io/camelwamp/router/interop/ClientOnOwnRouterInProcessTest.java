package io.camelwamp.router.interop;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client on our router, without a network. */
@ValueSource(strings = {"json"})
class ClientOnOwnRouterInProcessTest extends ClientOnRouter {
    @RegisterExtension
    static final OwnClients CLIENTS = new OwnClients(new OwnRouterInProcess());

    @Override
    public OwnClients clients() {
        return CLIENTS;
    }
}
