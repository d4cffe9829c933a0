package io.camelwamp.bridge.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.camelwamp.bridge.outbound.OutboundException.Kind;
import io.camelwamp.bridge.testing.StandInBackend;
import io.camelwamp.bridge.testing.TestBridge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are not made say why, and that nothing was sent. */
@Timeout(60)
class UnreachableBackendTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final OutboundClient client = new OutboundClient();

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void assertUnreachable(String url, String why) throws Exception {
        OutboundClient.startIn(context, client);
        TargetPolicy policy = TargetPolicy.of(url, "", PrivateAddresses.NAMED);
        OutboundRequest request = OutboundRequest.of("POST", policy.base()).withBody(new byte[100_000]);
        assertThatThrownBy(() -> client.send(request, policy).get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(OutboundException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
                    assertThat(e.getMessage()).contains(why).doesNotContain("127.0.0.1");
                });
    }

    @Test
    void aRefusal() throws Exception {
        assertUnreachable("http://127.0.0.1:" + TestBridge.freePort() + "/", "its host refuses it");
    }

    @Test
    void anUnknownName() throws Exception {
        client.setLookup(host -> {
            throw new UnknownHostException(host);
        });
        assertUnreachable("http://backend.example.com/", "the name of its host is unknown");
    }

    @Test
    void tlsWithAServerForHttp() throws Exception {
        try (StandInBackend plain = new StandInBackend()) {
            assertUnreachable("https://127.0.0.1:" + plain.port() + "/", "TLS failed");
            assertThat(plain.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n",
                "\u0015\u0003\u0003\u0000\u0002\u0002\u0028"
            })
    void tlsWithAServerThatSaysSomethingElse(String answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answerOnce(server, answer));
            thread.start();
            assertUnreachable("https://127.0.0.1:" + server.getLocalPort() + "/", "TLS failed");
            thread.join(10_000);
        }
    }

    private static void answerOnce(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            assertThat(socket.getInputStream().read(new byte[8192])).isPositive();
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // The client may close first.
            assertThat(server.isBound()).isTrue();
        }
    }

    @Test
    void aCertificateThatNobodyTrusts() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        server.start();
        try {
            String url = "https://127.0.0.1:" + server.getAddress().getPort() + "/";
            assertUnreachable(url, "its TLS certificate is not trusted");
        } finally {
            server.stop(0);
        }
    }

    private SSLContext selfSigned() throws Exception {
        Path file = folder.resolve("server.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        (keytool + " -genkeypair -alias server -keyalg EC -dname CN=backend -ext san=ip:127.0.0.1"
                                        + " -storetype PKCS12 -storepass changeit -keystore " + file)
                                .split(" "))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(file.toFile(), PASSWORD), PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        return tls;
    }
}
