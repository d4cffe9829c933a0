package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.RawClient;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The callback API by settings, beside the other services of the port. */
class CallbackBridgeTest {
    @TempDir
    Path folder;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private HttpServer application;
    private Path settings;

    @BeforeEach
    void start() throws Exception {
        application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/", exchange -> {
            byte[] request = exchange.getRequestBody().readAllBytes();
            boolean event = exchange.getRequestURI().getPath().startsWith("/pub");
            byte[] answer = event ? new byte[0] : "\"from the view\"".getBytes(StandardCharsets.UTF_8);
            if (event) {
                events.add(new String(request, StandardCharsets.UTF_8));
            }
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        application.start();
        Files.writeString(folder.resolve("keys.properties"), "shop.token = fdjsklfqsdjm\n");
        settings = Files.write(
                folder.resolve("bridge.properties"),
                List.of(
                        "bridge.port = 0",
                        "bridge.callback.paths = /",
                        "bridge.callback.keysFile = keys.properties",
                        "bridge.callback.database = data/endpoints",
                        "bridge.callback.deadLetter = file:" + folder.resolve("letters"),
                        "bridge.callback.allowedTargets = localhost:"
                                + application.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        application.stop(0);
    }

    private Bridge started() throws Exception {
        Bridge bridge = new Bridge(BridgeSettings.load(settings.toString()));
        bridge.start();
        return bridge;
    }

    private static HttpAnswer post(Bridge bridge, String target, String json) throws Exception {
        try (RawClient client = new RawClient(bridge.port())) {
            return client.post(target, json);
        }
    }

    private String endpoint(String name, String path) {
        return "{\"token\": \"fdjsklfqsdjm\", \"endpoints\": {\"" + name + "\": \"http://localhost:"
                + application.getAddress().getPort() + path + "\"}}";
    }

    @Test
    void itLivesOnOnePortWithPublisherAndCallerAndOutlivesTheBridge() throws Exception {
        try (Bridge bridge = started()) {
            assertThat(post(bridge, "/register/", endpoint("vue", "/rpc")).text())
                    .isEqualTo("{\"endpoints\":{\"vue\":\"active\"}}");
            assertThat(post(bridge, "/subscribe/", endpoint("sujet", "/pub")).status())
                    .isEqualTo(200);
            assertReachable(bridge);
        }
        assertThat(folder.resolve("data/endpoints.mv.db")).exists();
        try (Bridge bridge = started()) {
            await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(
                            post(bridge, "/call", "{\"procedure\": \"vue\"}").text())
                    .isEqualTo("{\"args\":[\"from the view\"]}"));
            assertReachable(bridge);
        }
    }

    /** By the publisher and the caller of the contract's first part, and by the callback API. */
    private void assertReachable(Bridge bridge) throws Exception {
        assertThat(post(bridge, "/call", "{\"procedure\": \"vue\"}").text())
                .isEqualTo("{\"args\":[\"from the view\"]}");
        assertThat(post(bridge, "/call/vue/", "{\"token\": \"fdjsklfqsdjm\", \"params\": []}")
                        .text())
                .isEqualTo("{\"args\":[\"from the view\"]}");
        for (String path : List.of("/publish", "/publish/", "/push", "/push/below")) {
            assertThat(post(bridge, path, "{\"topic\": \"sujet\", \"args\": [\"" + path + "\"]}")
                            .status())
                    .isEqualTo(200);
            assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo("{\"args\":[\"" + path + "\"],\"kwargs\":{}}");
        }
        assertThat(post(bridge, "/publish/sujet", "{\"token\": \"fdjsklfqsdjm\", \"params\": [1]}")
                        .status())
                .isEqualTo(200);
        assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo("{\"args\":[1],\"kwargs\":{}}");
        assertThat(post(bridge, "/publish/sujet", "{\"topic\": \"sujet\"}").status())
                .isEqualTo(401);
        try (RawClient client = new RawClient(bridge.port())) {
            assertThat(client.request("GET", "/", "", new byte[0]).read().header("Content-Type"))
                    .startsWith("text/html");
        }
    }
}
