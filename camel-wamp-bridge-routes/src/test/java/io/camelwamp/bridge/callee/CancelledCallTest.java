package io.camelwamp.bridge.callee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.testing.BrokenBackend;
import io.camelwamp.bridge.testing.CallingBridge;
import io.camelwamp.bridge.testing.SilentBackend;
import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Payload;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.WampCall;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers that do not wait for the backend: their requests end with them, and free their places. */
@Timeout(60)
class CancelledCallTest {
    private final EventLoops loops = EventLoops.create("test", 1);
    private SilentBackend backend;

    @BeforeEach
    void start() throws Exception {
        backend = new SilentBackend();
    }

    @AfterEach
    void stop() throws Exception {
        loops.close();
        backend.close();
    }

    /** A bridge with one callee, which takes one call at a time. */
    private static CallingBridge bridge(String url, String... options) throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("bridge.callees.x.procedure", "com.example.x");
        settings.put("bridge.callees.x.baseUrl", url);
        settings.put("bridge.callees.x.concurrency", "1");
        for (int i = 0; i < options.length; i += 2) {
            settings.put("bridge.callees.x." + options[i], options[i + 1]);
        }
        return new CallingBridge(settings);
    }

    /** A session that sees the procedure. */
    private WampSession client(CallingBridge bridge) {
        URI router = URI.create("ws://127.0.0.1:" + bridge.port() + "/ws");
        WampSession client = WampSession.open(SessionConfig.of("realm1", TransportConfig.of(router)), loops);
        await().until(() -> client.call(CallTarget.of("wamp.registration.match"), Payload.ofArgs("com.example.x"))
                        .result()
                        .get(10, TimeUnit.SECONDS)
                        .payload()
                        .args()
                        .get(0)
                != null);
        return client;
    }

    private static WampCall call(WampSession client) {
        return client.call(CallTarget.of("com.example.x"), Payload.EMPTY);
    }

    private static void leave(WampSession client) {
        client.leave().orTimeout(5, TimeUnit.SECONDS).join();
    }

    private void assertFree(WampSession client) throws Exception {
        backend.speak();
        assertThat(call(client).result().get(10, TimeUnit.SECONDS).payload().args())
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = CancelMode.class,
            names = {"KILL", "KILLNOWAIT"})
    void aCancelledCallAbortsItsRequest(CancelMode mode) throws Exception {
        try (CallingBridge bridge = bridge(backend.url())) {
            WampSession client = client(bridge);
            WampCall call = call(client);
            backend.awaitRequest();

            call.cancel(mode);

            backend.awaitDeparture();
            assertFree(client);
            leave(client);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void aMappedCallAbortsItsRequest(String method) throws Exception {
        try (CallingBridge bridge = bridge(backend.url(), "path", "/", "method", method)) {
            WampSession client = client(bridge);
            WampCall call = call(client);
            backend.awaitRequest();

            call.cancel(CancelMode.KILLNOWAIT);

            backend.awaitDeparture();
            assertFree(client);
            leave(client);
        }
    }

    @Test
    void aCallerThatLeavesAbortsItsRequest() throws Exception {
        try (CallingBridge bridge = bridge(backend.url())) {
            WampSession client = client(bridge);
            call(client);
            backend.awaitRequest();

            leave(client);

            backend.awaitDeparture();
            WampSession next = client(bridge);
            assertFree(next);
            leave(next);
        }
    }

    @Test
    void aCancelledCallIsNotTriedAgain() throws Exception {
        try (BrokenBackend broken = new BrokenBackend("", true);
                CallingBridge bridge = bridge(
                        broken.url(),
                        "path",
                        "/",
                        "retries",
                        "5",
                        "retryDelay",
                        "3600000",
                        "maxRetryDelay",
                        "3600000")) {
            WampSession client = client(bridge);
            WampCall first = call(client);
            await().until(() -> broken.connections() == 1);

            first.cancel(CancelMode.KILLNOWAIT);

            WampCall second = call(client);
            await().until(() -> broken.connections() == 2);
            second.cancel(CancelMode.KILLNOWAIT);
            leave(client);
        }
    }
}
