package io.camelwamp.bridge.callback;

import static io.camelwamp.bridge.callback.CallbackWorld.TOKEN;
import static io.camelwamp.bridge.callback.CallbackWorld.body;
import static io.camelwamp.bridge.callback.CallbackWorld.call;
import static io.camelwamp.bridge.callback.CallbackWorld.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.callback.WebApp.Answer;
import io.camelwamp.bridge.outbound.OutboundClient;
import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.session.CallResult;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.Overflow;
import io.camelwamp.session.WampSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Much at once, and what is too much. */
class CallbackLoadTest {
    @TempDir
    Path folder;

    private CallbackWorld world;
    private WebApp app;

    @BeforeEach
    void start() throws Exception {
        world = new CallbackWorld(folder);
        app = new WebApp();
        app.view("/f", request -> Answer.ok(request.body()));
    }

    @AfterEach
    void stop() {
        world.close();
        app.close();
    }

    private static void allAtOnce(int count, Callable<Void> each) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<Void>> done = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                done.add(threads.submit(each));
            }
            for (Future<Void> one : done) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void hundredsOfProceduresAreRegisteredInOneRequestAndAllAnswer() throws Exception {
        OutboundClient fewConnections = new OutboundClient();
        // The JDK's server closes connections at random when there are more than 200 that nobody uses.
        fewConnections.setMaxConnections(50);
        world.bind("few", fewConnections).with("client", "#few").startBridge();
        String endpoints = IntStream.range(0, 300)
                .mapToObj(i -> "\"com.shop.p" + i + "\": \"" + app.url("/f") + "\"")
                .collect(Collectors.joining(", ", "\"endpoints\": {", "}"));
        HttpAnswer answer = world.post("/register", body(endpoints));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("endpoints")).hasSize(300).allMatch(state -> state.asText()
                .equals("active"));

        WampSession client = world.client();
        List<CompletableFuture<CallResult>> results = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            results.add(client.call(CallTarget.of("com.shop.p" + i % 300), Payload.ofArgs(i))
                    .result());
        }
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i).get(60, TimeUnit.SECONDS).payload().args())
                    .containsExactly(i);
        }
    }

    @Test
    void manyMayRegisterAndUnregisterTheSameNameAtOnce() throws Exception {
        world.startBridge();
        allAtOnce(8, () -> {
            for (int i = 0; i < 10; i++) {
                assertThat(world.post("/register", endpoint("f", app.url("/f"))).status())
                        .isEqualTo(200);
                world.post("/subscribe", endpoint("t" + i, app.url("/f")));
                assertThat(world.post("/unregister", body("\"endpoints\": [\"f\"]"))
                                .status())
                        .isEqualTo(200);
            }
            return null;
        });

        assertThat(world.post("/register", endpoint("f", app.url("/f"))).text())
                .isEqualTo("{\"endpoints\":{\"f\":\"active\"}}");
        assertThat(call(world.client(), "f", 1).args()).containsExactly(1);
        assertThat(world.list("subscribe", TOKEN).json().path("endpoints")).hasSize(10);
    }

    @Test
    void callsWithCallbacksAreBounded() throws Exception {
        world.with("pendingCalls", 3).startBridge();
        Queue<Runnable> answers = new ConcurrentLinkedQueue<>();
        world.client()
                .register(
                        "slow",
                        RegisterOptions.NONE,
                        invocation -> answers.add(() -> invocation.complete(Payload.EMPTY)),
                        new LaneConfig(Runnable::run, 100, 100, Overflow.PAUSE))
                .active()
                .get(10, TimeUnit.SECONDS);
        String request = body("\"callback\": \"" + app.url("/f") + "\"");
        for (int i = 0; i < 3; i++) {
            assertThat(world.post("/call/slow", request).status()).isEqualTo(202);
        }

        HttpAnswer tooMany = world.post("/call/slow", request);
        assertThat(tooMany.status()).isEqualTo(503);
        assertThat(tooMany.header("Retry-After")).isEqualTo("1");

        await().atMost(10, TimeUnit.SECONDS).until(() -> answers.size() == 3);
        answers.forEach(Runnable::run);
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> world.post("/call/slow", request).status() == 202);
    }

    @Test
    void callsThatAreNotOverWhenTheBridgeStopsEndWithAnErrorForTheirCallbacks() throws Exception {
        world.with("stopTimeout", 100).startBridge();
        world.client()
                .register("never", RegisterOptions.NONE, invocation -> {}, LaneConfig.sequential(Runnable::run))
                .active()
                .get(10, TimeUnit.SECONDS);
        world.post("/call/never", body("\"callback\": \"" + app.url("/f") + "\""));
        world.stopBridge();

        WebApp.Request told = app.next();
        assertThat(told.header("X-wamp-error")).isNotBlank();
        assertThat(told.body()).startsWith("{\"error\":");
    }

    @Test
    void itsHealthTellsOfEndpointsAndOfTheSession() throws Exception {
        world.startBridge();
        world.post("/register", endpoint("f", app.url("/f")));
        HealthCheck check = HealthCheckRegistry.get(world.bridge())
                .getCheck("wamp-callback:callback")
                .orElseThrow();
        HealthCheck.Result up = check.call();
        assertThat(up.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(up.getDetails()).containsEntry("endpoints.active", 1).containsEntry("events.lost", 0L);

        world.stopRouter();
        await().atMost(10, TimeUnit.SECONDS).until(() -> check.call().getState() == HealthCheck.State.DOWN);
    }
}
