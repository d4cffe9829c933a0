package io.camelwamp.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.Bridge;
import io.camelwamp.bridge.BridgeSettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shop without WAMP does what its README says, through restarts of itself and of the bridge. */
@Timeout(120)
class CallbackAppTest {
    private static final String PRICE = "{\"procedure\": \"com.example.shop.price\", \"args\": [\"book\", 3]}";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private int shopPort;
    private int bridgePort;
    private Bridge bridge;
    private Process shop;

    @BeforeEach
    void start() throws Exception {
        shopPort = freePort();
        bridgePort = freePort();
        for (String file : new String[] {"bridge.properties", "keys.properties"}) {
            Files.copy(Path.of("callback-app", file), folder.resolve(file));
        }
        String ports = "\nbridge.port = " + bridgePort + "\nbridge.callback.probeInterval = 100"
                + "\nbridge.callback.allowedTargets = localhost:" + shopPort + "\n";
        Files.writeString(folder.resolve("bridge.properties"), ports, StandardOpenOption.APPEND);
        startBridge();
        startShop();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void startBridge() throws Exception {
        bridge = new Bridge(
                BridgeSettings.load(folder.resolve("bridge.properties").toString()));
        bridge.start();
    }

    private void startShop() throws Exception {
        shop = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Path.of("callback-app", "ShopApp.java").toString(),
                        "http://127.0.0.1:" + bridgePort,
                        String.valueOf(shopPort))
                .redirectErrorStream(true)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(shop.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.readLine()).startsWith("The shop is at");
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        stopShop();
    }

    private void stopShop() throws Exception {
        shop.destroy();
        assertThat(shop.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theShopCallsAndIsCalled() throws Exception {
        assertThat(call(PRICE)).isEqualTo("{\"args\":[28.5]}");
        assertThat(get("/buy?item=book&quantity=2")).isEqualTo("2 × book: 19.0\n");
        await().atMost(10, TimeUnit.SECONDS).until(() -> get("/stock?item=book").equals("98 left\n"));
        assertThat(get("/audit")).matches("asked, call [0-9a-f]{32}\n");
        await().atMost(10, TimeUnit.SECONDS).until(() -> get("/audit/result").equals("{\"args\":[3],\"kwargs\":{}}\n"));
        assertThat(call(PRICE.replace("book", "boat"))).contains("io.camelwamp.error.http_status");
    }

    @Test
    void bothComeBack() throws Exception {
        stopShop();
        await().atMost(20, TimeUnit.SECONDS).until(() -> call(PRICE).contains("no_such_procedure"));
        startShop();
        await().atMost(20, TimeUnit.SECONDS).until(() -> call(PRICE).equals("{\"args\":[28.5]}"));
        bridge.close();
        startBridge();
        await().atMost(20, TimeUnit.SECONDS).until(() -> call(PRICE).equals("{\"args\":[28.5]}"));
    }

    private String call(String json) throws Exception {
        return body(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bridgePort + "/call"))
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private String get(String path) throws Exception {
        return body(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + shopPort + path)));
    }

    private String body(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body();
    }
}
