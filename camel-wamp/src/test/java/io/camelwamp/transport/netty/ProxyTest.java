package io.camelwamp.transport.netty;

import static io.camelwamp.transport.TestMessages.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.codec.PayloadMode;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.CloseReason.Kind;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.ProxyConfig;
import io.camelwamp.transport.RecordingListener;
import io.camelwamp.transport.Transport;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.TransportProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections through an HTTP proxy. */
@Timeout(60)
class ProxyTest {
    private static final String MADE = "HTTP/1.1 200 Connection established";

    private static TestCertificates certificates;

    private final EventLoops loops = EventLoops.create("proxy-test", 1);
    private final EventLoop loop = loops.next();
    private final RecordingListener client = new RecordingListener(loop);
    private final RecordingListener server = new RecordingListener(loop);

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = TestCertificates.forLocalhost();
    }

    @AfterEach
    void closeLoops() {
        loops.close();
    }

    private static TransportConfig config(String uri, Duration connectTimeout, ProxyConfig proxy) {
        return TransportConfig.builder(URI.create(uri))
                .serializers(List.of("json"))
                .maxMessageSize(1 << 16)
                .connectTimeout(connectTimeout)
                .pingInterval(Duration.ZERO)
                .sslContext(certificates.clientContext())
                .proxy(proxy)
                .build();
    }

    private void connect(TransportProvider provider, String uri, ProxyConfig proxy) {
        provider.connect(config(uri, Duration.ofSeconds(20), proxy), loop, client);
    }

    private static ProxyConfig open(ConnectProxy proxy) {
        return new ProxyConfig("127.0.0.1", proxy.port(), null, null);
    }

    /** Talks both ways; the proxy is on this machine, but what is behind one may be anywhere. */
    private void talkAndClose(boolean encrypted) throws Exception {
        Transport transport = client.awaitOpened();
        assertThat(transport.security().confidential()).isEqualTo(encrypted);
        loop.execute(() -> transport.send(publish(1)));
        assertThat(server.awaitMessage()).isEqualTo(publish(1));
        Transport serverEnd = server.awaitOpened();
        loop.execute(() -> serverEnd.send(publish(2)));
        assertThat(client.awaitMessage()).isEqualTo(publish(2));
        loop.execute(() -> transport.close("done"));
        client.awaitClosed();
        server.awaitClosed();
    }

    @ParameterizedTest
    @CsvSource({"ws, false", "wss, true"})
    void webSocketsGoThrough(String scheme, boolean encrypted) throws Exception {
        SSLContext tls = encrypted ? certificates.serverContext() : null;
        WebSocketAcceptorConfig defaults = WebSocketAcceptorConfig.of("127.0.0.1", 0, "/ws");
        WebSocketAcceptorConfig config = new WebSocketAcceptorConfig(
                "127.0.0.1",
                0,
                "/ws",
                defaults.serializers(),
                PayloadMode.VALUES,
                1 << 16,
                defaults.maxHeaderSize(),
                defaults.handshakeTimeout(),
                Duration.ZERO,
                defaults.pingTimeout(),
                false,
                1 << 20,
                tls);
        try (ConnectProxy proxy = new ConnectProxy(MADE);
                WebSocketAcceptor acceptor =
                        WebSocketAcceptor.bind(config, loop, request -> server).get(20, TimeUnit.SECONDS)) {
            int port = acceptor.address().getPort();
            connect(new WebSocketTransportProvider(), scheme + "://localhost:" + port + "/ws", open(proxy));
            talkAndClose(encrypted);

            assertThat(proxy.requests()).singleElement().satisfies(head -> assertThat(head)
                    .startsWith("CONNECT localhost:" + port + " HTTP/1.1\r\n")
                    .contains("localhost:" + port)
                    .doesNotContainIgnoringCase("authorization"));
        }
    }

    @ParameterizedTest
    @CsvSource({"rs, false", "rss, true"})
    void rawSocketsGoThrough(String scheme, boolean encrypted) throws Exception {
        SSLContext tls = encrypted ? certificates.serverContext() : null;
        RawSocketAcceptorConfig config = new RawSocketAcceptorConfig(
                "127.0.0.1",
                0,
                List.of("json"),
                PayloadMode.VALUES,
                1 << 16,
                Duration.ofSeconds(10),
                false,
                Duration.ZERO,
                Duration.ofSeconds(15),
                1 << 20,
                tls);
        try (ConnectProxy proxy = new ConnectProxy(MADE);
                RawSocketAcceptor acceptor =
                        RawSocketAcceptor.bind(config, loop, accepted -> server).get(20, TimeUnit.SECONDS)) {
            ProxyConfig withCredentials = new ProxyConfig("127.0.0.1", proxy.port(), "joe", "pass word");
            connect(
                    new RawSocketTransportProvider(),
                    scheme + "://127.0.0.1:" + acceptor.address().getPort(),
                    withCredentials);
            talkAndClose(encrypted);

            assertThat(ScriptedServer.header(proxy.requests().get(0), "Proxy-Authorization"))
                    .isEqualTo("Basic am9lOnBhc3Mgd29yZA==");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 407 Proxy Authentication Required, HANDSHAKE_REFUSED, HTTP 407 Proxy Authentication Required",
        "HTTP/1.1 403 Forbidden, HANDSHAKE_REFUSED, HTTP 403 Forbidden",
        "HTTP/1.1 502 Bad Gateway, UNREACHABLE, HTTP 502 Bad Gateway",
        "HTTP/1.1 504 Gateway Timeout, UNREACHABLE, HTTP 504 Gateway Timeout",
        "SSH-2.0-OpenSSH, HANDSHAKE_REFUSED, does not speak HTTP",
        "'', UNREACHABLE, closed the connection",
    })
    void saysWhatTheProxyAnswered(String answer, Kind kind, String text) throws Exception {
        try (ConnectProxy proxy = new ConnectProxy(answer)) {
            connect(
                    new WebSocketTransportProvider(),
                    "ws://router.invalid:1234/ws",
                    new ProxyConfig("127.0.0.1", proxy.port(), "joe", "secret"));

            CloseReason reason = client.awaitClosed();
            assertThat(reason.kind()).isEqualTo(kind);
            assertThat(reason.text())
                    .contains(text, "ws://router.invalid:1234/ws", "the proxy 127.0.0.1:" + proxy.port())
                    .doesNotContain("secret", "joe");
        }
    }

    @Test
    void aSilentProxyIsUnderTheSameDeadline() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy(null)) {
            new RawSocketTransportProvider()
                    .connect(config("rs://router.invalid:1234", Duration.ofMillis(200), open(proxy)), loop, client);

            CloseReason reason = client.awaitClosed();
            assertThat(reason.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(reason.text())
                    .contains("way through the proxy 127.0.0.1:" + proxy.port(), "not done within 200 ms");
        }
    }

    @Test
    void saysSoWhenTheProxyCannotBeReached() throws Exception {
        ProxyConfig nowhere;
        try (ConnectProxy closed = new ConnectProxy(MADE)) {
            nowhere = open(closed);
        }
        connect(new WebSocketTransportProvider(), "ws://router.invalid/ws", nowhere);

        assertThat(client.awaitClosed().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(client.awaitClosed().text())
                .contains("ws://router.invalid:80/ws through the proxy " + nowhere)
                .containsIgnoringCase("refused");
    }

    @Test
    void checksItsSettingsAndHidesCredentials() {
        assertThatThrownBy(() -> new ProxyConfig(" ", 3128, null, null)).hasMessageContaining("host");
        assertThatThrownBy(() -> new ProxyConfig("proxy", 0, null, null)).hasMessageContaining("1 to 65535");
        assertThatThrownBy(() -> new ProxyConfig("proxy", 3128, "joe", null)).hasMessageContaining("belong together");
        assertThatThrownBy(() -> new ProxyConfig("proxy", 3128, "j:oe", "secret"))
                .hasMessageContaining("':'")
                .hasMessageNotContaining("secret");
        assertThat(new ProxyConfig("proxy", 3128, "joe", "secret")).hasToString("proxy:3128");
    }
}
