package io.camelwamp.router.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.session.WampCall;
import io.camelwamp.testing.interop.Content;
import io.camelwamp.testing.interop.NeedsPeers;
import io.camelwamp.testing.interop.OwnClient;
import io.camelwamp.testing.interop.Peer;
import io.camelwamp.testing.interop.PeerSession;
import io.camelwamp.testing.interop.PeerSession.Invocation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.Arguments;

@NeedsPeers(Peer.AUTOBAHN_JS)
class AutobahnJsCallTest extends ForeignCallContract {
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

    /**
     * autobahn-js announces progressive results without cancelling, and the router must then take
     * it for a callee without both (spec: advanced/rpc_progressive_call_results.md).
     */
    @Test
    @Override
    void sendsUsPartialResults() {
        PeerSession callee = join(serializer);
        callee.register("com.example.counts", NO_OPTIONS);
        List<Content> partial = new CopyOnWriteArrayList<>();

        WampCall call = own("json").call("com.example.counts", QUESTION, partial::add);
        Invocation invocation = callee.nextInvocation();
        callee.answer(invocation, ANSWER);

        assertThat(invocation.wantsProgress()).isFalse();
        assertThat(OwnClient.await(call)).isEqualTo(ANSWER);
        assertThat(partial).isEmpty();
    }

    /** It cannot be interrupted, and would take INTERRUPT for a violation: it answers as if nothing had happened. */
    @Override
    void checkAbandoned(PeerSession callee, Invocation invocation) {
        callee.answer(invocation, Content.of("too late"));
    }
}
