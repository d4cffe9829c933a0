package io.camelwamp.benchmarks;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.router.Router;
import io.camelwamp.router.transport.NettyRawSocketListener;
import io.camelwamp.router.transport.NettyWebSocketListener;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.netty.RawSocketAcceptorConfig;
import io.camelwamp.transport.netty.WebSocketAcceptorConfig;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * The engine on our router: one thread for the router, one per core for the clients, JSON over
 * WebSocket or raw socket.
 */
final class CamelWampStack implements Stack {
    private final EventLoops clientLoop =
            EventLoops.create("client", Runtime.getRuntime().availableProcessors());
    private final NettyWebSocketListener listener =
            new NettyWebSocketListener(WebSocketAcceptorConfig.of("127.0.0.1", 0, "/ws"));
    private final NettyRawSocketListener rawSocket =
            new NettyRawSocketListener(RawSocketAcceptorConfig.of("127.0.0.1", 0));
    private final String scheme;
    private final Router router;

    /**
     * Starts a router.
     *
     * @param scheme what clients use: {@code ws} or {@code rs}
     */
    CamelWampStack(String scheme) throws Exception {
        this.scheme = scheme;
        router = Router.builder()
                .realm("realm1")
                .listener(listener)
                .listener(rawSocket)
                .build();
        router.start();
    }

    @Override
    public Client connect() throws Exception {
        URI uri = URI.create(
                switch (scheme) {
                    case "ws" -> "ws://127.0.0.1:" + listener.address().getPort() + "/ws";
                    case "rs" -> "rs://127.0.0.1:" + rawSocket.address().getPort();
                    default -> throw new IllegalArgumentException("ws or rs, but not " + scheme);
                });
        WampSession session = WampSession.open(SessionConfig.of("realm1", TransportConfig.of(uri)), clientLoop);
        return new SessionClient(session);
    }

    @Override
    public void close() {
        router.close();
        clientLoop.close();
    }

    private record SessionClient(WampSession session) implements Client {
        private static final PublishOptions ACKNOWLEDGE = PublishOptions.NONE.with("acknowledge", true);

        /** The handlers only count, so they may run where the messages arrive, as Jawampa's do. */
        private static final LaneConfig ON_LOOP = LaneConfig.sequential(Runnable::run);

        @Override
        public void publish(String topic, String text, Runnable done) {
            session.publish(topic, ACKNOWLEDGE, Payload.ofArgs(text)).whenComplete((id, failure) -> {
                check(failure);
                done.run();
            });
        }

        @Override
        public void call(String procedure, String text, Runnable done) {
            session.call(CallTarget.of(procedure), Payload.ofArgs(text))
                    .result()
                    .whenComplete((result, failure) -> {
                        check(failure);
                        done.run();
                    });
        }

        @Override
        public void subscribe(String topic, Runnable onEvent) throws Exception {
            session.subscribe(
                            topic,
                            SubscribeOptions.NONE,
                            (event, done) -> {
                                onEvent.run();
                                done.run();
                            },
                            ON_LOOP)
                    .active()
                    .get(10, TimeUnit.SECONDS);
        }

        @Override
        public void register(String procedure) throws Exception {
            session.register(
                            procedure,
                            RegisterOptions.NONE,
                            invocation -> invocation.complete(invocation.payload()),
                            ON_LOOP)
                    .active()
                    .get(10, TimeUnit.SECONDS);
        }

        private static void check(Throwable failure) {
            if (failure != null) {
                failure.printStackTrace();
                System.exit(1);
            }
        }
    }
}
