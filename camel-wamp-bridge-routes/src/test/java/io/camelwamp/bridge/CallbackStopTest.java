package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.protocol.Payload;
import io.camelwamp.session.CallResult;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bridge and its own router stop while an application is at work. */
class CallbackStopTest {
    private static final String TOKEN = "fdjsklfqsdjm";

    @TempDir
    Path folder;

    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final EventLoops loops = EventLoops.create("test", 1);
    private HttpServer application;
    private Bridge bridge;
    private WampSession client;

    @BeforeEach
    void start() throws Exception {
        application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/", this::answer);
        application.start();
        Path keys = Files.writeString(folder.resolve("keys.properties"), "shop.token = " + TOKEN + "\n");
        bridge = new Bridge(BridgeSettings.of(Map.of(
                "bridge.port",
                "0",
                "bridge.callback.paths",
                "/",
                "bridge.callback.keysFile",
                keys.toString(),
                "bridge.callback.database",
                folder.resolve("endpoints").toString(),
                "bridge.callback.allowedTargets",
                "localhost:" + application.getAddress().getPort())));
        bridge.start();
        URI router = URI.create("ws://127.0.0.1:" + bridge.port() + "/ws");
        client = WampSession.open(SessionConfig.of("realm1", TransportConfig.of(router)), loops);
    }

    @AfterEach
    void stop() {
        mayAnswer.countDown();
        bridge.close();
        client.leave()
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(late -> null)
                .join();
        loops.close();
        application.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            called.countDown();
            assertThat(mayAnswer.await(30, TimeUnit.SECONDS)).isTrue();
            byte[] answer = "\"late\"".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<CallResult> call() {
        return client.call(CallTarget.of("f").withTimeout(Duration.ofSeconds(30)), Payload.EMPTY)
                .result();
    }

    @Test
    void whoHasCalledAnApplicationGetsTheResultBeforeTheRouterStops() throws Exception {
        try (RawClient http = new RawClient(bridge.port())) {
            String url = "http://localhost:" + application.getAddress().getPort() + "/f";
            assertThat(http.post("/register", "{\"token\": \"" + TOKEN + "\", \"endpoints\": {\"f\": \"" + url + "\"}}")
                            .status())
                    .isEqualTo(200);
        }
        CompletableFuture<CallResult> result = call();
        assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(bridge::close);
        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThatThrownBy(() -> call().get(2, TimeUnit.SECONDS))
                        .hasMessageContaining("no_such_procedure"));
        mayAnswer.countDown();

        assertThat(result.get(10, TimeUnit.SECONDS).payload().args()).containsExactly("late");
        stopped.get(20, TimeUnit.SECONDS);
    }
}
