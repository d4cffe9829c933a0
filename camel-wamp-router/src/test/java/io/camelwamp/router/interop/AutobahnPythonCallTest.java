package io.camelwamp.router.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.testing.interop.NeedsPeers;
import io.camelwamp.testing.interop.Peer;
import io.camelwamp.testing.interop.PeerError;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.Arguments;

@NeedsPeers(Peer.AUTOBAHN_PYTHON)
class AutobahnPythonCallTest extends ForeignCallContract {
    @RegisterExtension
    static final ForeignClients CLIENTS = new ForeignClients("autobahn_peer.py");

    static Stream<Arguments> ways() {
        return Stream.of(Entrance.values())
                .flatMap(entrance -> Stream.of("json", "msgpack", "cbor").map(name -> Arguments.of(entrance, name)));
    }

    @Override
    ForeignClients clients() {
        return CLIENTS;
    }

    /** The caller's future is cancelled on the spot; the router's answer finds nobody. */
    @Override
    void checkCancelled(PeerError error) {
        assertThat(error).hasMessageContaining("CancelledError");
    }
}
