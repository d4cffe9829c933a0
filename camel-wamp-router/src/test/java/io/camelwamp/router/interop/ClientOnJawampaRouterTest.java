package io.camelwamp.router.interop;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client on Jawampa's router. */
@ValueSource(strings = {"json", "msgpack"})
class ClientOnJawampaRouterTest extends ClientOnRouter {
    @RegisterExtension
    static final OwnClients CLIENTS = new OwnClients(new JawampaRouter());

    @Override
    public OwnClients clients() {
        return CLIENTS;
    }
}
