package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.RawClient;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What protects the services protects the router's WebSocket. */
class WebSocketAdmissionTest {
    private static final String UPGRADE = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n"
            + "Sec-WebSocket-Protocol: wamp.2.json\r\n";

    private static BridgeSettings settings(String... settings) {
        Map<String, String> given = new HashMap<>();
        given.put("bridge.port", "0");
        for (int i = 0; i < settings.length; i += 2) {
            given.put("bridge." + settings[i], settings[i + 1]);
        }
        return BridgeSettings.of(given);
    }

    private static void assertUpgrade(Bridge bridge, String header, int status, String text) throws Exception {
        try (RawClient client = new RawClient(bridge.port())) {
            String headers = header == null ? UPGRADE : UPGRADE + header + "\r\n";
            client.send("GET /ws HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
            if (status == 101) {
                assertThat(client.statusLine()).startsWith("HTTP/1.1 101 ");
            } else {
                HttpAnswer answer = client.read();
                assertThat(answer.status()).isEqualTo(status);
                assertThat(answer.text()).contains(text);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "requireIp, 10.0.0.0/8, , 403, your address",
        "requireIp, 10.0.0.0/8, X-Forwarded-For: 10.1.2.3, 403, your address",
        "requireIp, 127.0.0.0/8, , 101, ",
        "requireTls, true, , 403, TLS",
        "corsOrigins, https://shop.example.com, Origin: https://evil.example.com, 403, may not use",
        "corsOrigins, https://shop.example.com, Origin: null, 403, may not use",
        "corsOrigins, https://shop.example.com, Origin: https://shop.example.com, 101, ",
        "corsOrigins, https://shop.example.com, , 101, ",
        "debug, false, Origin: https://any.example.com, 101, "
    })
    void anUpgradeIsJudgedAsRequestsToServicesAre(String setting, String value, String header, int status, String text)
            throws Exception {
        try (Bridge bridge = new Bridge(settings(setting, value))) {
            bridge.start();
            assertUpgrade(bridge, header, status, text);
        }
    }

    @Test
    void trustedProxiesAreBelieved() throws Exception {
        try (Bridge bridge = new Bridge(settings(
                "requireIp", "10.0.0.0/8",
                "requireTls", "true",
                "trustedProxies", "127.0.0.1"))) {
            bridge.start();
            assertUpgrade(bridge, "Forwarded: for=10.1.2.3;proto=https", 101, "");
            assertUpgrade(bridge, "Forwarded: for=10.1.2.3;proto=http", 403, "TLS");
            assertUpgrade(bridge, "Forwarded: for=192.0.2.1;proto=https", 403, "your address");
        }
    }

    @Test
    void theWebSocketCanBeSwitchedOff() throws Exception {
        BridgeSettings off = settings("websocket", "false");
        assertThat(off.hasPage()).isFalse();
        assertThatThrownBy(() -> settings("websocket", "false", "page", "true"))
                .hasMessageContaining("bridge.page needs the embedded router with its WebSocket");
        try (Bridge bridge = new Bridge(off);
                RawClient client = new RawClient(started(bridge).port())) {
            client.send("GET /ws HTTP/1.1\r\nHost: localhost\r\n" + UPGRADE + "\r\n");
            assertThat(client.read().status()).isEqualTo(404);
            HttpAnswer sum = client.post("/call", "{\"procedure\":\"com.example.add2\",\"args\":[1,2]}");
            assertThat(sum.text()).isEqualTo("{\"args\":[3]}");
        }
    }

    private static Bridge started(Bridge bridge) throws Exception {
        bridge.start();
        return bridge;
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, debug, false, false",
        "::1, debug, false, false",
        "0.0.0.0, debug, false, true",
        "0.0.0.0, requireIp, 10.0.0.0/8, false",
        "0.0.0.0, publisher.requireIp, 10.0.0.0/8, true",
        "0.0.0.0, websocket, false, false",
        "0.0.0.0, routerUrl, ws://router.example.com/, false"
    })
    void aRouterThatTheWholeNetworkMayJoinIsNoticed(String address, String setting, String value, boolean open) {
        assertThat(settings("address", address, setting, value).isRouterOpenToAnybody())
                .isEqualTo(open);
    }
}
