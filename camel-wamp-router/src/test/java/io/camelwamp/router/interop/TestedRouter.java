package io.camelwamp.router.interop;

import io.camelwamp.auth.AnonymousAuthenticator;
import io.camelwamp.session.ReconnectPolicy;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.TransportProvider;
import java.time.Duration;
import java.util.List;

/** A router that our client is tested with; it can be stopped, and started again where it was. */
interface TestedRouter {
    /** Starts with {@code realm1}, which everybody may join: at first anywhere, then where it was before. */
    void start() throws Exception;

    /** Stops, and ends its connections; does nothing if it does not run. */
    void stop() throws Exception;

    /** How our client reaches it; not before the first start. */
    SessionConfig config(String serializer);

    /** Stops for good. */
    default void close() throws Exception {
        stop();
    }

    /** Sessions that come back quickly. */
    static SessionConfig quickly(TransportConfig target, List<TransportProvider> providers) {
        ReconnectPolicy policy = new ReconnectPolicy(
                Duration.ofMillis(50), Duration.ofMillis(200), 0, Duration.ofSeconds(10), Duration.ofSeconds(60));
        Duration limit = Duration.ofSeconds(15);
        return new SessionConfig(
                "realm1",
                List.of(target),
                providers,
                List.of(new AnonymousAuthenticator()),
                policy,
                limit,
                limit,
                Duration.ofSeconds(5),
                limit,
                false);
    }
}
