package io.camelwamp.benchmarks.soak;

import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.router.Router;
import io.camelwamp.router.transport.NettyRawSocketListener;
import io.camelwamp.router.transport.NettyWebSocketListener;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.SessionEnd;
import io.camelwamp.session.SessionListener;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.local.LocalTransportProvider;
import io.camelwamp.transport.netty.RawSocketAcceptorConfig;
import io.camelwamp.transport.netty.WebSocketAcceptorConfig;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One router from its start to its end, with a witness: a session on the router's own event loop,
 * subscribed before anybody else can connect. The router hands an event to the witness before it
 * acknowledges the publication, so each one that is acknowledged must have been seen.
 */
final class RouterLife implements AutoCloseable {
    private final NettyWebSocketListener webSocket =
            new NettyWebSocketListener(WebSocketAcceptorConfig.of("127.0.0.1", 0, "/ws"));
    private final NettyRawSocketListener rawSocket =
            new NettyRawSocketListener(RawSocketAcceptorConfig.of("127.0.0.1", 0));
    private final Router router;
    private final Ledger ledger;

    RouterLife(Ledger ledger, EventLoops loops) throws Exception {
        this.ledger = ledger;
        router = Router.builder()
                .realm(Soak.REALM)
                .listener(webSocket)
                .listener(rawSocket)
                .build();
        router.start();
        TransportConfig target = TransportConfig.of(URI.create("local:soak"));
        WampSession witness =
                WampSession.open(MixedLoad.config(target, List.of(new LocalTransportProvider(router))), loops);
        witness.addListener(new SessionListener() {
            @Override
            public void ended(SessionEnd end) {
                witness.close();
            }
        });
        witness.subscribe(
                        Soak.TOPIC,
                        SubscribeOptions.NONE,
                        (event, done) -> {
                            ledger.delivered(MixedLoad.number(event.payload()));
                            done.run();
                        },
                        LaneConfig.sequential(Runnable::run))
                .active()
                .get(10, TimeUnit.SECONDS);
    }

    InetSocketAddress webSocket() {
        return webSocket.address();
    }

    InetSocketAddress rawSocket() {
        return rawSocket.address();
    }

    @Override
    public void close() {
        router.close();
        ledger.routerGone();
    }
}
