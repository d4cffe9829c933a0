package io.camelwamp.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.Bridge;
import io.camelwamp.bridge.BridgeSettings;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every example does what its README says. */
@Timeout(60)
class ExamplesTest {
    @TempDir
    Path folder;

    private Bridge bridge;
    private int port;

    /** Starts an example as it is, but on a free port. */
    private void start(String example, String... more) throws Exception {
        Path settings = folder.resolve("bridge.properties");
        Files.copy(Path.of(example, "bridge.properties"), settings);
        String last = "\nbridge.port = 0\n" + String.join("\n", more) + "\n";
        Files.writeString(settings, last, StandardOpenOption.APPEND);
        Path routes = Files.createDirectory(folder.resolve("routes"));
        try (Stream<Path> files = Files.list(Path.of(example, "routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        bridge = new Bridge(BridgeSettings.load(settings.toString()));
        bridge.start();
        port = bridge.port();
    }

    @Test
    void theRestApplicationServesProceduresAndReceivesEvents() throws Exception {
        int standIn = freePort();
        start("rest-backends", "standIn.port = " + standIn);

        String generic = "{\"procedure\": \"webapp.api\", \"kwargs\": {\"url\": \"invoices/7\", \"headers\":"
                + " {\"Authorization\": [\"Bearer mine\"]}}}";
        await().atMost(10, TimeUnit.SECONDS).until(() -> !call(generic).body().contains("no_such_procedure"));
        assertThat(call(generic).body())
                .startsWith("{\"args\":[{\"code\":200,\"content\":\"{\\\"id\\\": 7, \\\"total\\\": 12.5}\",");

        String mapped = "{\"procedure\": \"com.example.invoice.get\", \"kwargs\": {\"id\": 7}}";
        await().atMost(10, TimeUnit.SECONDS).until(() -> !call(mapped).body().contains("no_such_procedure"));
        assertThat(call(mapped).body()).isEqualTo("{\"args\":[{\"id\":7,\"total\":12.5}]}");
        assertThat(call(mapped.replace("7", "8")).body()).contains("com.example.error.no_such_invoice");

        URI receiver = URI.create("http://127.0.0.1:" + standIn + "/receiver");
        await().atMost(10, TimeUnit.SECONDS).until(() -> {
            post("/publish", "{\"topic\": \"breaking-news.politics\", \"args\": [\"Hello\"]}");
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(receiver).build(), HttpResponse.BodyHandlers.ofString())
                    .body()
                    .equals("breaking-news.politics: {\"args\":[\"Hello\"],\"kwargs\":{}}");
        });
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void theTickerPublishesPrices() throws Exception {
        start("live-ticker");
        BlockingQueue<Object> prices = new LinkedBlockingQueue<>();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (EventLoops loops = EventLoops.create("examples", 1)) {
            WampSession session = WampSession.open(
                    SessionConfig.of("realm1", TransportConfig.of(URI.create("ws://127.0.0.1:" + port + "/ws"))),
                    loops);
            session.subscribe(
                    "com.example.ticker",
                    SubscribeOptions.NONE,
                    (event, done) -> {
                        prices.add(event.payload().args().get(0));
                        done.run();
                    },
                    LaneConfig.sequential(executor));

            assertThat(prices.poll(20, TimeUnit.SECONDS)).asString().matches("ACME \\d+\\.\\d\\d");

            session.leave().get(10, TimeUnit.SECONDS);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void theGreeterGreetsAndSaysWhatItMisses() throws Exception {
        start("greeter");

        HttpResponse<String> greeting = call("{\"procedure\": \"com.example.greet\", \"args\": [\"Ada\"]}");
        assertThat(greeting.body()).isEqualTo("{\"args\":[\"Hello, Ada!\"]}");

        HttpResponse<String> refusal = call("{\"procedure\": \"com.example.greet\"}");
        assertThat(refusal.statusCode()).isEqualTo(422);
        assertThat(refusal.body())
                .isEqualTo(
                        "{\"error\":\"com.example.error.no_name\",\"args\":[\"com.example.greet takes a name, such as"
                                + " [\\\"Ada\\\"]\"],\"kwargs\":{}}");
    }

    private HttpResponse<String> call(String json) throws Exception {
        return post("/call", json);
    }

    private HttpResponse<String> post(String path, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
