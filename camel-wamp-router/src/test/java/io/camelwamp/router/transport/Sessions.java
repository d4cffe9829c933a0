package io.camelwamp.router.transport;

import static org.awaitility.Awaitility.await;

import io.camelwamp.auth.AnonymousAuthenticator;
import io.camelwamp.router.Router;
import io.camelwamp.session.ReconnectPolicy;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.TransportProvider;
import io.camelwamp.transport.local.LocalTransportProvider;
import io.camelwamp.transport.netty.WebSocketTransportProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Sessions of this project's own engine. */
final class Sessions {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Sessions() {}

    /** A session without a network in between. */
    static WampSession joinInProcess(Router router, EventLoops loops) {
        return join(TransportConfig.of(URI.create("local:router")), List.of(new LocalTransportProvider(router)), loops);
    }

    static WampSession join(URI uri, String serializer, boolean compression, EventLoops loops) {
        TransportConfig target = TransportConfig.builder(uri)
                .serializers(List.of(serializer))
                .connectTimeout(LIMIT)
                .compression(compression)
                .build();
        return join(target, List.of(new WebSocketTransportProvider()), loops);
    }

    /** A session by any of the transports on the class path. */
    static WampSession join(TransportConfig target, EventLoops loops) {
        return join(target, SessionConfig.discoverProviders(), loops);
    }

    private static WampSession join(TransportConfig target, List<TransportProvider> providers, EventLoops loops) {
        SessionConfig config = new SessionConfig(
                "realm1",
                List.of(target),
                providers,
                List.of(new AnonymousAuthenticator()),
                ReconnectPolicy.DEFAULT,
                LIMIT,
                LIMIT,
                LIMIT,
                LIMIT,
                true);
        WampSession session = WampSession.open(config, loops);
        await().until(session::isReady);
        return session;
    }
}
