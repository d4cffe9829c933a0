package io.camelwamp.router;

import io.camelwamp.testing.VirtualTimeLoop;
import io.camelwamp.transport.ChannelSecurity;
import io.camelwamp.transport.ClientTracking;
import io.camelwamp.transport.TransportListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A router on a virtual clock, and clients for it. */
final class RouterHarness {
    static final String REALM = "realm1";

    /** Announces no features. */
    static final Map<String, Object> PLAIN =
            Map.of("publisher", Map.of(), "subscriber", Map.of(), "caller", Map.of(), "callee", Map.of());

    /** Announces what a callee can have. */
    static final Map<String, Object> ABLE = Map.of(
            "caller",
            Map.of(),
            "callee",
            Map.of(
                    "features",
                    Map.of(
                            "call_canceling", true,
                            "progressive_call_results", true,
                            "call_timeout", true)));

    /** Announces all that the router acts on. */
    static final Map<String, Object> VERSATILE = Map.of(
            "publisher",
            Map.of("features", Map.of("payload_passthru_mode", true)),
            "subscriber",
            Map.of("features", Map.of("payload_passthru_mode", true, "subscription_revocation", true)),
            "caller",
            Map.of("features", Map.of("payload_passthru_mode", true, "progressive_call_invocations", true)),
            "callee",
            Map.of(
                    "features",
                    Map.of(
                            "call_canceling", true,
                            "payload_passthru_mode", true,
                            "progressive_call_invocations", true,
                            "progressive_call_results", true,
                            "registration_revocation", true)));

    /** The time of day when the clock shows zero. */
    static final Instant EPOCH = Instant.parse("2024-05-17T08:30:00.000001Z");

    final VirtualTimeLoop loop = VirtualTimeLoop.onThisThread();
    final Router router;

    RouterHarness() {
        this(builder -> builder.realm(REALM));
    }

    RouterHarness(UnaryOperator<RouterBuilder> settings) {
        router = settings.apply(Router.builder())
                .eventLoop(loop)
                .clock(() -> EPOCH.plusNanos(loop.nanoTime()))
                .build();
        try {
            router.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A router with one realm of its own settings. */
    static RouterHarness with(RealmConfig realm) {
        return new RouterHarness(builder -> builder.realm(REALM, realm));
    }

    TestClient connect() {
        TransportListener routerSide = router.accept();
        return new TestClient(loop, routerSide);
    }

    /** Connects through a front that knows the client by a cookie. */
    TestClient connect(ClientTracking.Tracked client) {
        return new TestClient(loop, router.accept(), ChannelSecurity.OPEN.withClient(client));
    }

    TestClient join() {
        return join(PLAIN);
    }

    TestClient join(Map<String, Object> roles) {
        TestClient client = connect();
        client.join(REALM, roles);
        return client;
    }

    RouterStatistics statistics() {
        var answer = router.statistics().toCompletableFuture();
        loop.run();
        return answer.join();
    }
}
