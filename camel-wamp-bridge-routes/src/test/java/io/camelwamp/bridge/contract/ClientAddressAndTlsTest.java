package io.camelwamp.bridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.bridge.testing.TestBridge;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressAndTlsTest {
    private static final byte[] EVENT = "{\"topic\":\"com.example.topic\"}".getBytes();
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        bridge = new TestBridge()
                .add("wamp-publisher", Map.of("path", "/local", "requireIp", "10.0.0.0/8, 127.0.0.1"))
                .add("wamp-publisher", Map.of("path", "/mask", "requireIp", "127.9.9.9/255.0.0.0"))
                .add("wamp-publisher", Map.of("path", "/mapped", "requireIp", "::ffff:127.0.0.1"))
                .add("wamp-publisher", Map.of("path", "/elsewhere", "requireIp", "192.168.0.0/16,::1,fd00::/8"))
                .add(
                        "wamp-publisher",
                        Map.of(
                                "path", "/proxied",
                                "requireIp", "192.0.2.0/24, 2001:db8::/32",
                                "trustedProxies", "127.0.0.0/8, 10.0.0.0/8"))
                .add(
                        "wamp-publisher",
                        Map.of("path", "/distrusted", "requireIp", "192.0.2.0/24", "trustedProxies", "10.0.0.0/8"))
                .add("wamp-publisher", Map.of("path", "/tls", "requireTls", "true"))
                .add(
                        "wamp-publisher",
                        Map.of("path", "/tls-proxied", "requireTls", "true", "trustedProxies", "127.0.0.1"))
                .start();
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    private static HttpAnswer send(String path, String headers) throws Exception {
        try (RawClient client = bridge.connect()) {
            return client.request("POST", path, headers, EVENT).read();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/local", "/mask", "/mapped"})
    void listedAddressesAreAccepted(String path) throws Exception {
        assertThat(send(path, "").status()).isEqualTo(200);
    }

    @Test
    void otherAddressesAreRefused() throws Exception {
        HttpAnswer answer = send("/elsewhere", "");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains("address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.1", "X-Real-IP: 192.0.2.1"})
    void headersOfAnybodyElseThanTrustedProxiesAreIgnored(String header) throws Exception {
        assertThat(send("/distrusted", header + "\r\n").status()).isEqualTo(400);
        assertThat(send("/local", header + "\r\n").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For: 192.0.2.1 | 200",
                "X-Forwarded-For: 192.0.2.1:4711 | 200",
                "X-Forwarded-For: 2001:db8::7 | 200",
                "X-Forwarded-For: [2001:db8::7]:80 | 200",
                "X-Forwarded-For: ::ffff:192.0.2.9 | 200",
                "X-Forwarded-For: 192.0.2.1, 10.1.2.3 | 200",
                "X-Forwarded-For: 192.0.2.1, 10.1.2.3, 127.0.0.5 | 200",
                "X-Forwarded-For: 192.0.2.1, 198.51.100.1 | 400",
                "X-Forwarded-For: 192.0.2.1, 198.51.100.1, 10.1.1.1 | 400",
                "X-Forwarded-For: 198.51.100.1 | 400",
                "X-Forwarded-For: 198.51.100.1, 192.0.2.1 | 200",
                "X-Forwarded-For: 192.0.2.1, unknown | 400",
                "X-Forwarded-For: nonsense | 400",
                "X-Forwarded-For: 192.0.2.* | 400",
                "X-Forwarded-For: | 400",
                "X-Other: x | 400",
                "Forwarded: for=192.0.2.1 | 200",
                "Forwarded: proto=http;for=\"192.0.2.1:80\";by=10.1.1.1, For=10.1.2.3 | 200",
                "Forwarded: for=\"[2001:db8::1]:80\" | 200",
                "Forwarded: for=192.0.2.1, for=198.51.100.1 | 400",
                "Forwarded: for=_hidden | 400",
                "Forwarded: for=unknown, for=10.1.1.1 | 400",
                "Forwarded: \"for=192.0.2.1 | 400",
            })
    void trustedProxiesAreBelievedFromTheServersEnd(String header, int status) throws Exception {
        assertThat(send("/proxied", header + "\r\n").status()).isEqualTo(status);
    }

    @Test
    void ofTwoKindsOfHeadersBothMustBeSatisfied() throws Exception {
        String allowed = "X-Forwarded-For: 192.0.2.1\r\n";
        assertThat(send("/proxied", allowed + "Forwarded: for=192.0.2.2\r\n").status())
                .isEqualTo(200);
        assertThat(send("/proxied", allowed + "Forwarded: for=198.51.100.1\r\n").status())
                .isEqualTo(400);
    }

    @Test
    void severalLinesOfAHeaderAreOneList() throws Exception {
        assertThat(send("/proxied", "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-For: 198.51.100.1\r\n")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/tls | X-Other: x | 400",
                "/tls | X-Forwarded-Proto: https | 400",
                "/tls-proxied | X-Other: x | 400",
                "/tls-proxied | X-Forwarded-Proto: https | 200",
                "/tls-proxied | X-Forwarded-Proto: HTTPS | 200",
                "/tls-proxied | X-Forwarded-Proto: http | 400",
                "/tls-proxied | X-Forwarded-Proto: https, http | 400",
                "/tls-proxied | Forwarded: for=192.0.2.1;proto=https | 200",
                "/tls-proxied | Forwarded: for=192.0.2.1;proto=http | 400",
                "/tls-proxied | Forwarded: for=192.0.2.1;proto=https, for=192.0.2.2;proto=http | 400",
                "/tls-proxied | Forwarded: for=192.0.2.1 | 400",
            })
    void tlsIsRequiredOfTheClientItself(String path, String header, int status) throws Exception {
        assertThat(send(path, header + "\r\n").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/33", "10.0.0.1/255.0.255.0", "example.com", "*", "10.0.0", "10.0.0.1-9", "1.2.3.4,,::1"
            })
    void malformedNetworksAreStartUpErrors(String requireIp) throws Exception {
        try (TestBridge broken = new TestBridge()) {
            assertThatThrownBy(() -> broken.add("wamp-publisher", Map.of("path", "/p", "requireIp", requireIp))
                            .start())
                    .hasStackTraceContaining(
                            "requireIp has the entry '" + (requireIp.contains(",") ? "" : requireIp) + "'");
        }
    }
}
