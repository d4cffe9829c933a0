package io.camelwamp.bridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.Bridge;
import io.camelwamp.bridge.BridgeSettings;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    /** A key store with a certificate for 127.0.0.1, made by the JDK's own tool. */
    private Path keyStore() throws Exception {
        Path file = folder.resolve("server.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=bridge",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return file;
    }

    private static SSLContext trusting(Path keyStore) throws Exception {
        KeyStore store = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static HttpClient clientThatTrusts(Path keyStore) throws Exception {
        return HttpClient.newBuilder().sslContext(trusting(keyStore)).build();
    }

    @Test
    void requestsOverTlsAreAcceptedWhereTlsIsRequired() throws Exception {
        Path keyStore = keyStore();
        Map<String, String> settings = Map.of(
                "bridge.port",
                "0",
                "bridge.requireTls",
                "true",
                "bridge.tls.keyStore",
                keyStore.toString(),
                "bridge.tls.keyStorePassword",
                PASSWORD);
        try (Bridge bridge = new Bridge(BridgeSettings.of(settings))) {
            bridge.start();
            URI call = URI.create("https://127.0.0.1:" + bridge.port() + "/call");
            String body = "{\"procedure\": \"com.example.add2\", \"args\": [1, 2]}";
            HttpRequest request = HttpRequest.newBuilder(call)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> answer =
                    clientThatTrusts(keyStore).send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("{\"args\":[3]}");
        }
        assertThat(Files.exists(keyStore)).isTrue();
    }

    @Test
    void rawSocketSpeaksTlsToo() throws Exception {
        Path keyStore = keyStore();
        Map<String, String> settings = Map.of(
                "bridge.port",
                "0",
                "bridge.rawsocket.port",
                "0",
                "bridge.requireTls",
                "true",
                "bridge.tls.keyStore",
                keyStore.toString(),
                "bridge.tls.keyStorePassword",
                PASSWORD);
        try (Bridge bridge = new Bridge(BridgeSettings.of(settings));
                EventLoops loops = EventLoops.create("test", 1)) {
            bridge.start();
            TransportConfig target = TransportConfig.builder(URI.create("rss://127.0.0.1:" + bridge.rawSocketPort()))
                    .sslContext(trusting(keyStore))
                    .build();
            try (WampSession session = WampSession.open(SessionConfig.of("realm1", target), loops)) {
                await().until(session::isReady);
            }
        }
    }
}
