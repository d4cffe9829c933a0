package io.camelwamp.router.transport;

import io.camelwamp.auth.Authenticator;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.router.Router;
import io.camelwamp.session.ReconnectPolicy;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.SessionEnd;
import io.camelwamp.session.SessionListener;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.CookieJar;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.TransportProvider;
import io.camelwamp.transport.local.LocalTransportProvider;
import io.camelwamp.transport.netty.WebSocketTransportProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * What comes of an attempt to join.
 *
 * @param welcome what the router said, or null
 * @param end why the attempt failed, or null
 */
record Joining(Welcome welcome, SessionEnd end) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Joins by the in-process link, and leaves again. */
    static Joining inProcess(Router router, Authenticator... methods) throws Exception {
        return join(TransportConfig.of(URI.create("local:router")), new LocalTransportProvider(router), methods);
    }

    /** Joins by WebSocket, and leaves again. */
    static Joining at(URI uri, Authenticator... methods) throws Exception {
        return join(TransportConfig.of(uri), new WebSocketTransportProvider(), methods);
    }

    /** Joins by WebSocket with a jar of cookies and headers of the opening request, and leaves again. */
    static Joining at(URI uri, CookieJar cookies, Map<String, String> headers, Authenticator... methods)
            throws Exception {
        TransportConfig target =
                TransportConfig.builder(uri).headers(headers).cookies(cookies).build();
        return join(target, new WebSocketTransportProvider(), methods);
    }

    /** Joins by WebSocket with keys and certificates of the test's own, and leaves again. */
    static Joining at(URI uri, SSLContext tls, Authenticator... methods) throws Exception {
        TransportConfig target = TransportConfig.builder(uri)
                .sslContext(tls)
                .verifyHostName(false)
                .build();
        return join(target, new WebSocketTransportProvider(), methods);
    }

    private static Joining join(TransportConfig target, TransportProvider provider, Authenticator... methods)
            throws Exception {
        SessionConfig config = new SessionConfig(
                "realm1",
                List.of(target),
                List.of(provider),
                List.of(methods),
                new ReconnectPolicy(LIMIT, LIMIT, 1, LIMIT, Duration.ZERO),
                LIMIT,
                LIMIT,
                LIMIT,
                LIMIT,
                true);
        CompletableFuture<Joining> outcome = new CompletableFuture<>();
        SessionListener listener = new SessionListener() {
            @Override
            public void joined(Welcome welcome) {
                outcome.complete(new Joining(welcome, null));
            }

            @Override
            public void ended(SessionEnd end) {
                outcome.complete(new Joining(null, end));
            }
        };
        try (EventLoops loops = EventLoops.create("test", 1)) {
            WampSession session = open(config, provider.eventLoop(target, loops), loops, listener);
            try {
                return outcome.get(10, TimeUnit.SECONDS);
            } finally {
                session.close();
            }
        }
    }

    /** On the session's loop, so that the listener is there before anything happens. */
    private static WampSession open(SessionConfig config, EventLoop loop, EventLoops loops, SessionListener listener)
            throws Exception {
        CompletableFuture<WampSession> opened = new CompletableFuture<>();
        loop.execute(() -> {
            WampSession session = WampSession.open(config, loops);
            session.addListener(listener);
            opened.complete(session);
        });
        return opened.get(10, TimeUnit.SECONDS);
    }
}
