package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.protocol.Payload;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Raw socket beside the bridge's own port. */
class RawSocketEntranceTest {
    private static Bridge started(String... settings) throws Exception {
        Map<String, String> given = new HashMap<>();
        given.put("bridge.port", "0");
        for (int i = 0; i < settings.length; i += 2) {
            given.put(settings[i], settings[i + 1]);
        }
        Bridge bridge = new Bridge(BridgeSettings.of(given));
        bridge.start();
        return bridge;
    }

    @Test
    void clientsJoinTheSameRouter() throws Exception {
        try (Bridge bridge = started("bridge.rawsocket.port", "0", "bridge.requireIp", "127.0.0.0/8");
                EventLoops loops = EventLoops.create("test", 1);
                WampSession session = WampSession.open(
                        SessionConfig.of(
                                "realm1", TransportConfig.of(URI.create("rs://127.0.0.1:" + bridge.rawSocketPort()))),
                        loops)) {
            await().until(session::isReady);

            assertThat(session.call(CallTarget.of("com.example.add2"), Payload.ofArgs(1, 2))
                            .result()
                            .get(10, TimeUnit.SECONDS)
                            .payload()
                            .args())
                    .isEqualTo(List.of(3));
        }
    }

    @ParameterizedTest
    @CsvSource({"bridge.requireIp, 10.0.0.0/8", "bridge.requireTls, true"})
    void whatProtectsTheServicesProtectsIt(String setting, String value) throws Exception {
        try (Bridge bridge = started("bridge.rawsocket.port", "0", setting, value);
                Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), bridge.rawSocketPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(new byte[] {0x7f, (byte) 0xf1, 0, 0});
            try (InputStream in = socket.getInputStream()) {
                assertThat(in.read()).as("the end").isNegative();
            }
        }
    }

    @Test
    void thereIsNoneUnlessItIsAskedFor() throws Exception {
        try (Bridge bridge = started()) {
            assertThatThrownBy(bridge::rawSocketPort)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("bridge.rawsocket.port");
        }
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        BridgeSettings external = BridgeSettings.of(
                Map.of("bridge.routerUrl", "ws://router.example.com/", "bridge.rawsocket.port", "8081"));
        assertThatThrownBy(() -> new Bridge(external))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bridge.rawsocket.port is a port of the embedded router");
        BridgeSettings wrong = BridgeSettings.of(Map.of("bridge.rawsocket.port", "65536"));
        assertThatThrownBy(() -> new Bridge(wrong)).hasMessageContaining("bridge.rawsocket.port is '65536'");
        BridgeSettings noKeys =
                BridgeSettings.of(Map.of("bridge.rawsocket.port", "0", "bridge.tls.keyStore", "/nonexistent.p12"));
        assertThatThrownBy(() -> new Bridge(noKeys)).hasMessageContaining("bridge.tls.keyStore cannot be used");
    }

    @Test
    void aRouterThatTheWholeNetworkMayJoinIsNoticed() {
        Map<String, String> open =
                Map.of("bridge.address", "0.0.0.0", "bridge.websocket", "false", "bridge.rawsocket.port", "0");

        assertThat(BridgeSettings.of(open).isRouterOpenToAnybody()).isTrue();
    }
}
