package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A bridge whose port is there for the router's WebSocket alone. */
class RouterPortTest {
    private static final Map<String, String> NO_SERVICES =
            Map.of("bridge.port", "0", "bridge.publisher.paths", "", "bridge.caller.paths", "");

    @Test
    void clientsJoinWhereThereIsNoService() throws Exception {
        try (Bridge bridge = new Bridge(BridgeSettings.of(NO_SERVICES))) {
            bridge.start();
            URI router = URI.create("ws://127.0.0.1:" + bridge.port() + "/ws");
            try (EventLoops loops = EventLoops.create("client", 1);
                    WampSession session =
                            WampSession.open(SessionConfig.of("realm1", TransportConfig.of(router)), loops)) {
                await().atMost(10, TimeUnit.SECONDS).until(session::isReady);
            }
        }
    }

    @Test
    void otherPathsAreNotServed() throws Exception {
        Map<String, String> given = new HashMap<>(NO_SERVICES);
        given.put("bridge.routerPath", "/deep/router");
        given.put("bridge.callees.a.procedure", "com.example.a");
        given.put("bridge.callees.a.baseUrl", "http://localhost/");
        try (Bridge bridge = new Bridge(BridgeSettings.of(given))) {
            bridge.start();
            assertThat(get(bridge, "/deep/router").status()).isEqualTo(426);
            for (String path : new String[] {"/", "/deep", "/deep/router/below"}) {
                assertThat(get(bridge, path).status()).as(path).isEqualTo(404);
                assertThat(get(bridge, path).json().path("error").asText())
                        .isEqualTo("nothing is served under this path");
            }
        }
    }

    private static HttpAnswer get(Bridge bridge, String path) throws Exception {
        try (RawClient client = new RawClient(bridge.port())) {
            return client.request("GET", path, "", new byte[0]).read();
        }
    }
}
