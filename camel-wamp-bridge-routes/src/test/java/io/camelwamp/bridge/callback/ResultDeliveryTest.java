package io.camelwamp.bridge.callback;

import static io.camelwamp.bridge.callback.CallbackWorld.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.callback.WebApp.Answer;
import io.camelwamp.bridge.testing.LoggedLines;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.session.LaneConfig;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How results of calls get to callbacks that are not there, or not yet. */
class ResultDeliveryTest {
    @TempDir
    Path folder;

    private CallbackWorld world;
    private WebApp app;

    @BeforeEach
    void start() throws Exception {
        world = new CallbackWorld(folder);
        app = new WebApp();
    }

    @AfterEach
    void stop() {
        world.close();
        app.close();
    }

    private void startBridge() throws Exception {
        world.startBridge();
        answer("f", Payload.ofArgs(42));
        answer("long", Payload.ofArgs("x".repeat(1000)));
    }

    private void answer(String procedure, Payload result) throws Exception {
        world.client()
                .register(
                        procedure,
                        RegisterOptions.NONE,
                        invocation -> invocation.complete(result),
                        LaneConfig.sequential(Runnable::run))
                .active()
                .get(10, TimeUnit.SECONDS);
    }

    private void call(String procedure) throws Exception {
        assertThat(world.post("/call/" + procedure, body("\"callback\": \"" + app.url("/done") + "\""))
                        .status())
                .isEqualTo(202);
    }

    private Object health(String detail) {
        HealthCheck check = HealthCheckRegistry.get(world.bridge())
                .getCheck("wamp-callback:callback")
                .orElseThrow();
        return check.call().getDetails().get(detail);
    }

    private void awaitHealth(String detail, Object value) {
        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(health(detail)).isEqualTo(value));
    }

    @Test
    void anApplicationThatRestartsGetsItsResultLater() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        app.view("/done", request -> new Answer(attempts.incrementAndGet() < 9 ? 503 : 200, ""));
        world.with("retryDelay", 1);
        startBridge();

        call("f");

        for (int i = 0; i < 9; i++) {
            assertThat(app.next().body()).isEqualTo("{\"args\":[42],\"kwargs\":{}}");
        }
        awaitHealth("results.waiting", 0);
        assertThat(health("results.lost")).isEqualTo(0L);
    }

    @Test
    void aResultThatNobodyTakesIsCountedAndLogged() throws Exception {
        app.die();
        world.with("retryDelay", 1).with("resultAttempts", 2);
        startBridge();

        try (LoggedLines log = new LoggedLines()) {
            call("f");

            awaitHealth("results.lost", 1L);
            await().untilAsserted(
                            () -> assertThat(log.lines())
                                    .anyMatch(
                                            line -> line.matches(
                                                    "The callback API \\(results\\) has lost 1 messages.*result of call \\w+ of f for http.*")));
        }
        assertThat(health("calls.pending")).isEqualTo(0);
        assertThat(health("results.waiting")).isEqualTo(0);
    }

    @Test
    void resultsThatWaitTakeNoPlaceOfCallsAndAreBounded() throws Exception {
        app.view("/done", request -> new Answer(500, ""));
        world.with("retryDelay", 3_600_000).with("pendingCalls", 1).with("waitingResults", 2);
        startBridge();

        for (int i = 1; i <= 3; i++) {
            call("f");
            app.next();
            awaitHealth("calls.pending", 0);
        }

        assertThat(health("results.waiting")).isEqualTo(2);
        awaitHealth("results.lost", 1L);
    }

    @Test
    void theOctetsOfResultsThatWaitAreBounded() throws Exception {
        app.view("/done", request -> new Answer(500, ""));
        world.with("retryDelay", 3_600_000).with("waitingResultOctets", 500);
        startBridge();

        call("long");
        app.next();
        awaitHealth("results.lost", 1L);
        call("f");
        app.next();
        awaitHealth("results.waiting", 1);
    }

    @Test
    void whatWaitsIsSentOnceMoreWhenTheBridgeStops() throws Exception {
        app.view("/done", request -> new Answer(500, ""));
        world.with("retryDelay", 3_600_000);
        startBridge();
        call("f");
        app.next();
        awaitHealth("results.waiting", 1);
        app.view("/done", "");

        world.stopBridge();

        assertThat(app.requests()).hasSize(1);
    }

    @Test
    void whatTheApplicationRefusesIsNotSentAgain() throws Exception {
        app.view("/done", request -> new Answer(410, ""));
        startBridge();

        call("f");

        app.next();
        awaitHealth("results.lost", 1L);
        assertThat(app.requests()).isEmpty();
    }
}
