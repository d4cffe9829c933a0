package io.camelwamp.router.interop;

import io.camelwamp.testing.interop.Content;
import io.camelwamp.testing.interop.NeedsPeers;
import io.camelwamp.testing.interop.Peer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.Arguments;

@NeedsPeers(Peer.AUTOBAHN_JS)
class AutobahnJsPubSubTest extends ForeignPubSubContract {
    @RegisterExtension
    static final ForeignClients CLIENTS = new ForeignClients("autobahn-peer.js");

    static Stream<Arguments> ways() {
        return Stream.of(Entrance.WEBSOCKET_ON_NETTY, Entrance.WEBSOCKET_ON_JETTY)
                .flatMap(entrance -> Stream.of("json", "msgpack", "cbor").map(name -> Arguments.of(entrance, name)));
    }

    @Override
    ForeignClients clients() {
        return CLIENTS;
    }

    /** Its JSON serializer does not know the specification's form for octets, and writes what Node.js does. */
    @Override
    Content octetsAsSent() {
        return serializer.equals("json")
                ? Content.of(Map.of("type", "Buffer", "data", List.of(0, 1, 255, 127)))
                        .with("empty", Map.of("type", "Buffer", "data", List.of()))
                : OCTETS;
    }

    /** With JSON, the application gets the text that stands for octets: a zero character and Base64. */
    @Override
    Content octetsAsHeard() {
        return serializer.equals("json") ? Content.of("\0AAH/fw==").with("empty", "\0") : OCTETS;
    }
}
