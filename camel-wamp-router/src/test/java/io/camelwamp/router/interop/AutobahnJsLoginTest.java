package io.camelwamp.router.interop;

import io.camelwamp.testing.interop.NeedsPeers;
import io.camelwamp.testing.interop.Peer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.Arguments;

@NeedsPeers(Peer.AUTOBAHN_JS)
class AutobahnJsLoginTest extends ForeignLoginContract {
    @RegisterExtension
    static final ForeignClients CLIENTS = new ForeignClients("autobahn-peer.js", realm());

    static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of(Entrance.WEBSOCKET_ON_NETTY, "json"), Arguments.of(Entrance.WEBSOCKET_ON_JETTY, "cbor"));
    }

    @Override
    ForeignClients clients() {
        return CLIENTS;
    }
}
