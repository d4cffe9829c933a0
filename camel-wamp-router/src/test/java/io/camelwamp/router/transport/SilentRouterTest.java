package io.camelwamp.router.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.auth.AnonymousAuthenticator;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.WampException;
import io.camelwamp.router.MetaAccess;
import io.camelwamp.router.RealmConfig;
import io.camelwamp.router.Router;
import io.camelwamp.router.permission.Action;
import io.camelwamp.router.permission.Permission;
import io.camelwamp.session.ReconnectPolicy;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.SessionEnd;
import io.camelwamp.session.SessionStatus;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.netty.RawSocketAcceptorConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The session engine on raw sockets, where it finds out by calls whether its router is there. */
@Timeout(60)
class SilentRouterTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final EventLoops loops = EventLoops.create("test", 1);
    private Router router;

    @AfterEach
    void close() {
        if (router != null) {
            router.close();
        }
        loops.close();
    }

    private NettyRawSocketListener start(String host, RealmConfig realm) throws IOException {
        NettyRawSocketListener listener = new NettyRawSocketListener(RawSocketAcceptorConfig.of(host, 0));
        router = Router.builder().realm("realm1", realm).listener(listener).build();
        router.start();
        return listener;
    }

    private WampSession join(URI uri, Duration timeout) {
        SessionConfig config = new SessionConfig(
                "realm1",
                List.of(TransportConfig.builder(uri)
                        .pingInterval(INTERVAL)
                        .pingTimeout(timeout)
                        .build()),
                SessionConfig.discoverProviders(),
                List.of(new AnonymousAuthenticator()),
                new ReconnectPolicy(Duration.ofMillis(50), Duration.ofMillis(200), 0, Duration.ZERO, LIMIT),
                LIMIT,
                LIMIT,
                LIMIT,
                LIMIT,
                true);
        WampSession session = WampSession.open(config, loops);
        await().until(session::isReady);
        return session;
    }

    private static SessionStatus status(WampSession session) throws Exception {
        return session.status().get(10, TimeUnit.SECONDS);
    }

    private static URI onPort(int port) {
        return URI.create("rs://127.0.0.1:" + port);
    }

    @Test
    void isFoundOutAndComeBackTo() throws Exception {
        int port = start("127.0.0.1", RealmConfig.DEFAULT).address().getPort();
        try (SwallowingRelay relay = new SwallowingRelay(port);
                WampSession session = join(onPort(relay.port()), Duration.ofSeconds(2))) {
            relay.swallow();
            // The operating system has this acknowledged, by the relay.
            CompletableFuture<Long> published =
                    session.publish("a.t", PublishOptions.NONE.with("acknowledge", true), Payload.EMPTY);

            assertThatThrownBy(() -> published.get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(WampException.SessionLost.class)
                    .hasMessageContaining("rs://127.0.0.1:" + relay.port() + " was silent and did not answer");
            assertThat(status(session).lastFailure().kind()).isEqualTo(SessionEnd.Kind.SILENT);
            await().until(session::isReady);
            assertThat(status(session).reconnects()).isPositive();
        }
    }

    /** The router answers with a result, with no_such_procedure and with not_authorized. */
    @ParameterizedTest
    @CsvSource({"READ, true", "NONE, true", "READ, false"})
    void staysWhateverItAnswers(MetaAccess access, boolean allowed) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        int port = start("127.0.0.1", realm(access, allowed, asked)).address().getPort();
        staysWithTheRouter(onPort(port), asked);
    }

    @Test
    void staysOnAUnixDomainSocket(@TempDir Path directory) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Path file = directory.resolve("router.sock");
        start("unix:" + file, realm(MetaAccess.READ, true, asked));
        staysWithTheRouter(URI.create("rs+unix:" + file), asked);
    }

    private static RealmConfig realm(MetaAccess access, boolean allowed, AtomicInteger asked) {
        return RealmConfig.DEFAULT.withMetaAccess(access).withAuthorizer(request -> {
            boolean call = request.action() == Action.CALL && request.uri().equals("wamp.session.count");
            if (call) {
                asked.incrementAndGet();
            }
            return CompletableFuture.completedFuture(call && !allowed ? Permission.DENIED : Permission.GRANTED);
        });
    }

    private void staysWithTheRouter(URI uri, AtomicInteger asked) throws Exception {
        try (WampSession session = join(uri, LIMIT)) {
            await().until(() -> asked.get() >= 5);
            session.publish("a.t", PublishOptions.NONE.with("acknowledge", true), Payload.EMPTY)
                    .get(10, TimeUnit.SECONDS);

            assertThat(session.counters().calls()).isZero();
            assertThat(session.counters().lateAnswers()).isZero();
            assertThat(session.counters().unknownAnswers()).isZero();
            assertThat(status(session))
                    .returns(SessionStatus.Phase.READY, SessionStatus::phase)
                    .returns(0L, SessionStatus::reconnects);
        }
    }
}
