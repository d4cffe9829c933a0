package io.camelwamp.router.interop;

import io.camelwamp.testing.interop.NeedsPeers;
import io.camelwamp.testing.interop.Peer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.Arguments;

@NeedsPeers(Peer.AUTOBAHN_PYTHON)
class AutobahnPythonLoginTest extends ForeignLoginContract {
    @RegisterExtension
    static final ForeignClients CLIENTS = new ForeignClients("autobahn_peer.py", realm());

    static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of(Entrance.WEBSOCKET_ON_NETTY, "json"),
                Arguments.of(Entrance.WEBSOCKET_ON_JETTY, "cbor"),
                Arguments.of(Entrance.RAW_SOCKET, "msgpack"),
                Arguments.of(Entrance.RAW_SOCKET_ON_UNIX_SOCKET, "json"));
    }

    static Stream<Login> logins() {
        return Stream.concat(ForeignLoginContract.logins(), Stream.of(Login.scram()));
    }

    @Override
    ForeignClients clients() {
        return CLIENTS;
    }
}
