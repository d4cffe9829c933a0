package io.camelwamp.transport.netty;

import static io.camelwamp.transport.TestMessages.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.CloseReason.Kind;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.RecordingListener;
import io.camelwamp.transport.Transport;
import io.camelwamp.transport.TransportConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TlsTest {
    private static TestCertificates localhost;
    private static TestCertificates elsewhere;

    private final EventLoops loops = EventLoops.create("tls", 1);
    private final EventLoop loop = loops.next();
    private final RecordingListener client = new RecordingListener(loop);
    private final RecordingListener server = new RecordingListener(loop);
    private final List<WebSocketRequest> requests = new CopyOnWriteArrayList<>();
    private WebSocketAcceptor acceptor;

    @BeforeAll
    static void makeCertificates() throws Exception {
        localhost = TestCertificates.forLocalhost();
        elsewhere = TestCertificates.forNames("dns:router.example.com");
    }

    @AfterEach
    void close() {
        if (acceptor != null) {
            acceptor.close();
        }
        loops.close();
    }

    private void listen(SSLContext context) throws Exception {
        WebSocketAcceptorConfig defaults = WebSocketAcceptorConfig.of("127.0.0.1", 0, "/ws");
        WebSocketAcceptorConfig config =
                defaults.toBuilder().sslContext(context).build();
        acceptor = WebSocketAcceptor.bind(config, loop, request -> {
                    requests.add(request);
                    return server;
                })
                .get(20, TimeUnit.SECONDS);
    }

    private void connect(String scheme, String host, int port, SSLContext context, boolean verifyHostName) {
        TransportConfig config = TransportConfig.builder(URI.create(scheme + "://" + host + ":" + port + "/ws"))
                .serializers(List.of("json"))
                .maxMessageSize(10_000)
                .connectTimeout(Duration.ofSeconds(20))
                .pingInterval(Duration.ZERO)
                .pingTimeout(Duration.ZERO)
                .sslContext(context)
                .verifyHostName(verifyHostName)
                .build();
        new WebSocketTransportProvider().connect(config, loop, client);
    }

    private void connect(String host, SSLContext context, boolean verifyHostName) {
        connect("wss", host, acceptor.address().getPort(), context, verifyHostName);
    }

    private void assertWorks() throws Exception {
        Transport transport = client.awaitOpened();
        loop.execute(() -> transport.send(publish(1)));
        assertThat(server.awaitMessage()).isEqualTo(publish(1));
        loop.execute(() -> transport.close("done"));
        assertThat(client.awaitClosed().kind()).isEqualTo(Kind.LOCAL);
        assertThat(server.awaitClosed().kind()).isEqualTo(Kind.PEER);
    }

    private void assertRefused(String hint) throws Exception {
        CloseReason reason = client.awaitClosed();
        assertThat(reason.kind()).isEqualTo(Kind.HANDSHAKE_REFUSED);
        assertThat(reason.text()).contains("TLS", "wss://").contains(hint);
        assertThat(client.wasOpened()).isFalse();
        assertThat(server.wasOpened()).isFalse();
    }

    @Test
    void connectsToATrustedHostAndTellsItsName() throws Exception {
        listen(localhost.serverContext());
        connect("localhost", localhost.clientContext(), true);
        assertWorks();

        ExtendedSSLSession session = (ExtendedSSLSession) requests.get(0).tls();
        assertThat(session.getRequestedServerNames().stream().map(SNIServerName::getEncoded))
                .containsExactly("localhost".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void anAddressIsVerifiedTooButNotTold() throws Exception {
        listen(localhost.serverContext());
        connect("127.0.0.1", localhost.clientContext(), true);
        assertWorks();

        assertThat(((ExtendedSSLSession) requests.get(0).tls()).getRequestedServerNames())
                .isEmpty();
    }

    @Test
    void refusesACertificateForAnotherHost() throws Exception {
        listen(elsewhere.serverContext());
        connect("localhost", elsewhere.clientContext(), true);

        assertRefused("localhost");
    }

    @Test
    void takesACertificateForAnotherHostOnlyIfToldSo() throws Exception {
        listen(elsewhere.serverContext());
        connect("localhost", elsewhere.clientContext(), false);

        assertWorks();
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() throws Exception {
        listen(localhost.serverContext());
        connect("localhost", null, true);

        assertRefused("certification path");
    }

    @Test
    void checksTheCertificateEvenIfTheHostNameDoesNotMatter() throws Exception {
        listen(localhost.serverContext());
        connect("localhost", elsewhere.clientContext(), false);

        assertRefused("");
    }

    @Test
    void saysSoWhenThePortDoesNotSpeakTls() throws Exception {
        listen(null);
        connect("localhost", localhost.clientContext(), true);

        assertRefused("does not speak TLS");
    }

    @Test
    void saysSoWhenThePortSpeaksOnlyTls() throws Exception {
        listen(localhost.serverContext());
        connect("ws", "localhost", acceptor.address().getPort(), null, true);

        CloseReason reason = client.awaitClosed();
        assertThat(reason.kind()).isIn(Kind.HANDSHAKE_REFUSED, Kind.UNREACHABLE);
        assertThat(reason.text()).contains("ws://localhost");
    }

    @Test
    void theDeadlineIncludesTls() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TransportConfig config = TransportConfig.builder(
                            URI.create("wss://127.0.0.1:" + silent.getLocalPort() + "/"))
                    .serializers(List.of("json"))
                    .maxMessageSize(10_000)
                    .connectTimeout(Duration.ofMillis(200))
                    .pingInterval(Duration.ZERO)
                    .pingTimeout(Duration.ZERO)
                    .sslContext(localhost.clientContext())
                    .build();
            new WebSocketTransportProvider().connect(config, loop, client);

            assertThat(client.awaitClosed().kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(client.awaitClosed().text()).contains("TLS handshake not done within 200 ms");
        }
    }

    @Test
    void garbageOnATlsPortHurtsNobodyElse() throws Exception {
        listen(localhost.serverContext());
        try (Socket scanner =
                new Socket(InetAddress.getLoopbackAddress(), acceptor.address().getPort())) {
            scanner.setSoTimeout(20_000);
            scanner.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            readToTheEnd(scanner);
        }
        connect("localhost", localhost.clientContext(), true);
        assertWorks();
    }

    private static void readToTheEnd(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }
}
