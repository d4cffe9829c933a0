package io.camelwamp.router.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.auth.AnonymousAuthenticator;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.router.Router;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.Overflow;
import io.camelwamp.session.ReconnectPolicy;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.SessionEnd;
import io.camelwamp.session.SessionListener;
import io.camelwamp.session.SessionStatus;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.netty.RawSocketAcceptorConfig;
import io.camelwamp.transport.netty.WebSocketAcceptorConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session that knows two routers, of different transports. */
@Timeout(60)
class FailOverTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final LaneConfig LANE = new LaneConfig(Runnable::run, 1000, 1, Overflow.PAUSE);

    private final EventLoops loops = EventLoops.create("test", 1);
    private final NettyWebSocketListener webSocket =
            new NettyWebSocketListener(WebSocketAcceptorConfig.of("127.0.0.1", 0, "/ws"));
    private final NettyRawSocketListener rawSocket =
            new NettyRawSocketListener(RawSocketAcceptorConfig.of("127.0.0.1", 0));
    private final Router first =
            Router.builder().realm("realm1").listener(webSocket).build();
    private final Router second =
            Router.builder().realm("realm1").listener(rawSocket).build();

    @AfterEach
    void close() {
        first.close();
        second.close();
        loops.close();
    }

    private WampSession open(Duration joinTimeout, String... urls) {
        SessionConfig config = new SessionConfig(
                "realm1",
                Stream.of(urls).map(URI::create).map(TransportConfig::of).toList(),
                SessionConfig.discoverProviders(),
                List.of(new AnonymousAuthenticator()),
                new ReconnectPolicy(Duration.ofMillis(50), Duration.ofMillis(200), 0, Duration.ZERO, LIMIT),
                joinTimeout,
                LIMIT,
                LIMIT,
                LIMIT,
                true);
        return WampSession.open(config, loops);
    }

    private String firstUrl() {
        return "ws://127.0.0.1:" + webSocket.address().getPort() + "/ws";
    }

    private String secondUrl() {
        return "rs://127.0.0.1:" + rawSocket.address().getPort();
    }

    private static String peer(WampSession session) throws Exception {
        await().until(session::isReady);
        return session.status().get(10, TimeUnit.SECONDS).peer();
    }

    @Test
    void takesItsSubscriptionsAlongWhenItsRouterEnds() throws Exception {
        first.start();
        second.start();
        try (WampSession session = open(LIMIT, firstUrl(), secondUrl())) {
            assertThat(peer(session)).isEqualTo(firstUrl());
            BlockingQueue<Payload> events = new LinkedBlockingQueue<>();
            session.subscribe(
                            "com.app.topic",
                            SubscribeOptions.NONE,
                            (event, done) -> {
                                events.add(event.payload());
                                done.run();
                            },
                            LANE)
                    .active()
                    .get(10, TimeUnit.SECONDS);

            String dead = firstUrl();
            first.close();
            await().until(() -> session.status().get(10, TimeUnit.SECONDS).reconnects() == 1);
            assertThat(peer(session)).isEqualTo(secondUrl()).isNotEqualTo(dead);
            try (WampSession other = open(LIMIT, secondUrl())) {
                other.publish("com.app.topic", PublishOptions.NONE, Payload.ofArgs("still here"))
                        .get(10, TimeUnit.SECONDS);
                assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(Payload.ofArgs("still here"));
            }
        }
    }

    @Test
    void beginsWithTheOneThatCanBeReached() throws Exception {
        second.start();
        String nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "ws://127.0.0.1:" + closed.getLocalPort() + "/ws";
        }
        try (WampSession session = open(LIMIT, nobody, secondUrl())) {
            assertThat(peer(session)).isEqualTo(secondUrl());
        }
    }

    @Test
    void aRouterThatSaysNothingIsLeftAfterTheTimeForJoining() throws Exception {
        second.start();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WampSession session =
                        open(Duration.ofMillis(200), "rs://127.0.0.1:" + silent.getLocalPort(), secondUrl())) {
            BlockingQueue<SessionEnd> ends = new LinkedBlockingQueue<>();
            session.addListener(new SessionListener() {
                @Override
                public void ended(SessionEnd end) {
                    ends.add(end);
                }
            });

            assertThat(ends.poll(10, TimeUnit.SECONDS).text()).contains("No WELCOME", "within 200 ms");
            assertThat(peer(session)).isEqualTo(secondUrl());
        }
    }

    @Test
    void comesBackToARestartedRouterOfOneUrl() throws Exception {
        first.start();
        String url = firstUrl();
        try (WampSession session = open(LIMIT, url)) {
            assertThat(peer(session)).isEqualTo(url);
            int port = webSocket.address().getPort();
            first.close();
            await().until(() -> session.status().get(10, TimeUnit.SECONDS).phase() != SessionStatus.Phase.READY);
            try (Router again = restarted(port)) {
                assertThat(peer(session)).isEqualTo(url);
                assertThat(again).isNotNull();
            }
        }
    }

    /** The old listener's port may take a moment to be free. */
    private static Router restarted(int port) {
        return await().until(
                        () -> {
                            Router again = Router.builder()
                                    .realm("realm1")
                                    .listener(new NettyWebSocketListener(
                                            WebSocketAcceptorConfig.of("127.0.0.1", port, "/ws")))
                                    .build();
                            try {
                                again.start();
                                return again;
                            } catch (IOException e) {
                                again.close();
                                return null;
                            }
                        },
                        router -> router != null);
    }
}
