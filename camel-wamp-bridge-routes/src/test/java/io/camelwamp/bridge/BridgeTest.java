package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.bridge.testing.SigningClient;
import io.camelwamp.bridge.testing.StandInBackend;
import io.camelwamp.bridge.testing.TestBridge;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.session.InvocationHandler;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.SessionEnd;
import io.camelwamp.session.SessionListener;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class BridgeTest {
    private static final String EVENT = "{\"topic\": \"com.myapp.topic1\", \"args\": [\"Hello, world\"]}";
    private static final String ADD = "{\"procedure\": \"com.example.add2\", \"args\": [1, 2]}";

    private static Bridge started(String... settings) throws Exception {
        Map<String, String> given = new HashMap<>();
        given.put("bridge.port", "0");
        for (int i = 0; i < settings.length; i += 2) {
            given.put(settings[i], settings[i + 1]);
        }
        Bridge bridge = new Bridge(BridgeSettings.of(given));
        bridge.start();
        return bridge;
    }

    private static HttpAnswer post(Bridge bridge, String target, String body) throws Exception {
        try (RawClient client = new RawClient(bridge.port())) {
            return client.post(target, body);
        }
    }

    @Test
    void forwardersHearWhatIsPublishedAsSoonAsTheBridgeIsReady() throws Exception {
        try (StandInBackend backend = new StandInBackend()) {
            List<String> forwarders = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                forwarders.addAll(List.of("bridge.forwarders.f" + i + ".topic", "com.myapp.topic1"));
                forwarders.addAll(List.of("bridge.forwarders.f" + i + ".url", backend.url() + "f" + i));
            }
            try (Bridge bridge = started(forwarders.toArray(String[]::new))) {
                assertThat(post(bridge, "/publish", EVENT).status()).isEqualTo(200);
                await().atMost(10, TimeUnit.SECONDS)
                        .until(() -> backend.requests().size() == 50);
            }
        }
    }

    @Test
    void numbersHaveAsManyDigitsAsTheContractSays() throws Exception {
        String longest = "9".repeat(10_000);
        try (Bridge bridge = started()) {
            assertThat(post(bridge, "/push", EVENT.replace("\"Hello, world\"", longest))
                            .status())
                    .isEqualTo(200);
            HttpAnswer tooLong = post(bridge, "/push", EVENT.replace("\"Hello, world\"", longest + "9"));
            assertThat(tooLong.status()).isEqualTo(400);
            assertThat(tooLong.text()).contains("numbers may have 10000 digits");
        }
    }

    /** A WAMP client on the network, with one route. */
    private static CamelContext client(Bridge bridge, String destination, Processor processor) throws Exception {
        CamelContext context = new DefaultCamelContext();
        String uri = "wamp:" + destination + "?url=ws://127.0.0.1:" + bridge.port() + "/ws";
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).errorHandler(noErrorHandler()).process(processor);
            }
        });
        context.start();
        return context;
    }

    /** Publishes until an event arrives, as a subscription on the network takes its time. */
    private static Object received(Bridge bridge, BlockingQueue<Object> events) throws Exception {
        await().atMost(10, TimeUnit.SECONDS).until(() -> {
            assertThat(post(bridge, "/push", EVENT).status()).isEqualTo(200);
            return events.peek() != null;
        });
        return events.take();
    }

    @Test
    void whatIsPostedReachesSubscribersOfTheRouter() throws Exception {
        BlockingQueue<Object> events = new ArrayBlockingQueue<>(100);
        try (Bridge bridge = started();
                CamelContext subscriber = client(
                        bridge,
                        "topic:com.myapp.topic1",
                        exchange -> events.add(exchange.getMessage().getBody()))) {
            assertThat(received(bridge, events)).isEqualTo("Hello, world");
            HttpAnswer answer = post(bridge, "/publish", EVENT);
            assertThat(answer.json().path("id").asLong()).isBetween(1L, 1L << 53);
        }
    }

    @Test
    void theDemoProcedureAnswersFromTheStart() throws Exception {
        try (Bridge bridge = started()) {
            assertThat(post(bridge, "/call", ADD).text()).isEqualTo("{\"args\":[3]}");
            assertThat(post(bridge, "/call", ADD.replace("[1, 2]", "[1]")).text())
                    .contains("wamp.error.invalid_argument");
            assertThat(post(bridge, "/call", ADD.replace("add2", "nothing")).text())
                    .contains("wamp.error.no_such_procedure");
        }
    }

    @Test
    void thePageKnowsWhatIsWhere() throws Exception {
        try (Bridge bridge = started(
                        "bridge.realm", "my.realm\"<",
                        "bridge.demo", "false",
                        "bridge.routerPath", "/router",
                        "bridge.publisher.paths", "/events",
                        "bridge.caller.paths", "/rpc");
                RawClient client = new RawClient(bridge.port())) {
            HttpAnswer page = client.request("GET", "/", "", new byte[0]).read();
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=UTF-8");
            assertThat(page.text())
                    .contains("data-realm=\"my.realm&quot;&lt;\" data-router=\"router\"")
                    .contains("data-publisher=\"events\" data-caller=\"rpc\"");
            HttpAnswer script =
                    client.request("GET", "/page.js", "", new byte[0]).read();
            assertThat(script.status()).isEqualTo(200);
            assertThat(script.header("Content-Type")).startsWith("text/javascript");
            assertThat(client.request("GET", "/publish", "", new byte[0]).read().status())
                    .isEqualTo(404);
            assertThat(client.request("GET", "/events", "", new byte[0]).read().status())
                    .isEqualTo(405);
        }
    }

    @Test
    void aBridgeMayUseTheRouterOfAnother() throws Exception {
        BlockingQueue<Object> events = new ArrayBlockingQueue<>(100);
        try (Bridge inner = started();
                Bridge outer = started("bridge.routerUrl", "ws://127.0.0.1:" + inner.port() + "/ws");
                CamelContext subscriber = client(
                        inner,
                        "topic:com.myapp.topic1",
                        exchange -> events.add(exchange.getMessage().getBody()))) {
            assertThat(received(outer, events)).isEqualTo("Hello, world");
            assertThat(post(outer, "/call", ADD).text()).isEqualTo("{\"args\":[3]}");
        }
    }

    @Test
    void withoutItsRouterABridgeSaysSo() throws Exception {
        try (Bridge bridge = started("bridge.routerUrl", "ws://127.0.0.1:" + TestBridge.freePort() + "/ws")) {
            HttpAnswer answer = post(bridge, "/publish", EVENT);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
    }

    @Test
    void aPublicationForNobodyReachesNobody() throws Exception {
        BlockingQueue<Object> events = new ArrayBlockingQueue<>(100);
        try (Bridge bridge = started();
                CamelContext subscriber = client(
                        bridge,
                        "topic:com.myapp.topic1",
                        exchange -> events.add(exchange.getMessage().getBody()))) {
            received(bridge, events);
            post(bridge, "/publish", EVENT.replace("}", ", \"options\": {\"eligible\": []}}"));
            post(bridge, "/publish", EVENT.replace("Hello, world", "last"));
            await().atMost(10, TimeUnit.SECONDS).until(() -> events.contains("last"));
            events.remove("Hello, world");
            assertThat(events).doesNotContain("Hello, world");
        }
    }

    @Test
    void requestsUnderWayAreAnsweredWhenTheBridgeStops() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        Bridge bridge = started();
        try (CamelContext callee = client(bridge, "procedure:com.example.slow", exchange -> {
                    called.countDown();
                    assertThat(mayAnswer.await(10, TimeUnit.SECONDS)).isTrue();
                    exchange.getMessage().setBody("late");
                });
                RawClient client = new RawClient(bridge.port())) {
            CompletableFuture<HttpAnswer> answer = CompletableFuture.supplyAsync(() -> untilRegistered(client));
            assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
            // The common pool may have a single thread, which waits for the answer.
            CompletableFuture<Void> stopped =
                    CompletableFuture.runAsync(bridge::close, task -> new Thread(task, "stop").start());
            await().atMost(10, TimeUnit.SECONDS)
                    .until(() -> post(bridge, "/call", ADD).status() == 503);
            mayAnswer.countDown();
            assertThat(answer.get(10, TimeUnit.SECONDS).text()).isEqualTo("{\"args\":[\"late\"]}");
            stopped.get(10, TimeUnit.SECONDS);
        } finally {
            bridge.close();
        }
    }

    private static HttpAnswer untilRegistered(RawClient client) {
        return await().atMost(10, TimeUnit.SECONDS)
                .until(() -> client.post("/call", "{\"procedure\": \"com.example.slow\"}"), answer -> !answer.text()
                        .contains("no_such_procedure"));
    }

    @Test
    void aSignedRequestIsAcceptedUnderOnePathOnly() throws Exception {
        try (Bridge bridge = started(
                "bridge.publisher.key", "key1",
                "bridge.publisher.secret", "#s3cret")) {
            Map<String, String> signed = new SigningClient("key1", "#s3cret").sign(EVENT);
            assertThat(post(bridge, SigningClient.target("/publish", signed), EVENT)
                            .status())
                    .isEqualTo(200);
            assertThat(post(bridge, SigningClient.target("/push", signed), EVENT)
                            .status())
                    .isEqualTo(401);
            assertThat(post(bridge, "/call", ADD).status()).isEqualTo(200);
        }
    }

    @Test
    void aSecretMayComeFromElsewhere() throws Exception {
        try (Bridge bridge = started(
                "bridge.key", "key1",
                "bridge.secret", "{{my.vault}}",
                "my.vault", "from the vault")) {
            Map<String, String> signed = new SigningClient("key1", "from the vault").sign(ADD);
            assertThat(post(bridge, SigningClient.target("/call", signed), ADD).status())
                    .isEqualTo(200);
            assertThat(post(bridge, "/call", ADD).status()).isEqualTo(400);
        }
    }

    @Test
    void furtherServicesHaveSettingsOfTheirOwn() throws Exception {
        try (Bridge bridge = started(
                "bridge.callTimeout", "1000",
                "bridge.errorStatus", "http",
                "bridge.services.shop.type", "caller",
                "bridge.services.shop.path", "/shop/call",
                "bridge.services.shop.realm", "shop",
                "bridge.services.shop.errorStatus", "wamp")) {
            assertThat(post(bridge, "/call", ADD).status()).isEqualTo(200);
            assertThat(post(bridge, "/call", ADD.replace("add2", "x")).status()).isEqualTo(404);
            assertThat(post(bridge, "/shop/call", ADD).status()).isEqualTo(200);
            assertThat(post(bridge, "/shop/call", ADD).text()).contains("no_such_procedure");
        }
    }

    @Test
    void theCalleeOfAClientThatGoesAwayIsInterrupted() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        InvocationHandler slow = invocation -> {
            invocation.onInterrupt(interrupted::countDown);
            called.countDown();
        };
        try (Bridge bridge = started();
                EventLoops loops = EventLoops.create("test", 1);
                WampSession callee = WampSession.open(sessionWith(bridge), loops)) {
            LaneConfig lane = LaneConfig.sequential(Runnable::run);
            callee.register("com.example.slow", RegisterOptions.NONE, slow, lane);
            try (RawClient client = new RawClient(bridge.port())) {
                CompletableFuture.runAsync(() -> untilRegistered(client));
                assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void wampClientsAreToldWhenTheBridgeStops() throws Exception {
        CompletableFuture<SessionEnd> ended = new CompletableFuture<>();
        SessionListener listener = new SessionListener() {
            @Override
            public void ended(SessionEnd end) {
                ended.complete(end);
            }
        };
        try (Bridge bridge = started();
                EventLoops loops = EventLoops.create("test", 1);
                WampSession session = WampSession.open(sessionWith(bridge), loops)) {
            session.addListener(listener);
            await().atMost(10, TimeUnit.SECONDS).until(session::isReady);
            bridge.close();
            SessionEnd end = ended.get(10, TimeUnit.SECONDS);
            assertThat(end.kind()).isEqualTo(SessionEnd.Kind.GOODBYE);
            assertThat(end.uri()).isEqualTo(Uris.SYSTEM_SHUTDOWN);
        }
    }

    private static SessionConfig sessionWith(Bridge bridge) {
        URI url = URI.create("ws://127.0.0.1:" + bridge.port() + "/ws");
        return SessionConfig.of("realm1", TransportConfig.of(url));
    }

    @Test
    void aPortThatIsInUseIsAClearFailure() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            assertThatThrownBy(() -> started("bridge.port", port))
                    .extracting(StartUpFailure::explain)
                    .asString()
                    .startsWith("the address or the port cannot be used: ");
        }
    }

    @Test
    void aKeyWithoutASecretIsAClearFailure() {
        assertThatThrownBy(() -> started("bridge.caller.key", "key1"))
                .extracting(StartUpFailure::explain)
                .asString()
                .contains("the secret is missing: set both key and secret, or neither");
    }

    @Test
    void aWebhookOfTheSettingsPublishesToSubscribers() throws Exception {
        BlockingQueue<Object> events = new ArrayBlockingQueue<>(10);
        try (Bridge bridge = started(
                        "bridge.services.github.type", "webhook",
                        "bridge.services.github.path", "/hooks/github",
                        "bridge.services.github.topic", "com.example.push",
                        "bridge.services.github.githubSecret", "#secret");
                CamelContext subscriber = client(
                        bridge,
                        "topic:com.example.push",
                        exchange -> events.add(exchange.getMessage().getBody()));
                RawClient http = new RawClient(bridge.port())) {
            String signature =
                    "X-Hub-Signature-256: sha256=22a4bb3de62a9db94d9a6c99ba1f89fd9e9dd1cde9c8fb7f7c4c8a7c46e8a5ea";
            assertThat(http.request("POST", "/hooks/github", signature + "\r\n", new byte[0])
                            .read()
                            .status())
                    .isEqualTo(400);
            String right = "X-Hub-Signature-256: sha256=" + hmacOfNothing("#secret") + "\r\n";
            await().atMost(10, TimeUnit.SECONDS).until(() -> {
                http.request("POST", "/hooks/github", right, new byte[0]);
                assertThat(http.read().status()).isEqualTo(202);
                return events.peek() != null;
            });
            assertThat(events.take()).asString().contains("body=");
        }
    }

    private static String hmacOfNothing(String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal());
    }
}
