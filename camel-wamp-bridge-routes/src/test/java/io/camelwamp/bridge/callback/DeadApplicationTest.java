package io.camelwamp.bridge.callback;

import static io.camelwamp.bridge.callback.CallbackWorld.body;
import static io.camelwamp.bridge.callback.CallbackWorld.call;
import static io.camelwamp.bridge.callback.CallbackWorld.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.callback.WebApp.Answer;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.WampSession;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when an application does not answer, or not well. */
class DeadApplicationTest {
    @TempDir
    Path folder;

    private CallbackWorld world;
    private WebApp app;

    @BeforeEach
    void start() throws Exception {
        world = new CallbackWorld(folder)
                .with("failuresUntilDead", 3)
                .with("callbackTimeout", 2000)
                .startBridge();
        app = new WebApp();
        app.view("/f", "\"alive\"").view("/pub", "");
    }

    @AfterEach
    void stop() {
        world.close();
        app.close();
    }

    private void awaitState(String what, String name, String state) {
        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(world.state(what, name)).isEqualTo(state));
    }

    @Test
    void itsProceduresAreWithdrawnUntilItIsBack() throws Exception {
        world.post("/register", endpoint("f", app.url("/f")));
        world.post("/register", endpoint("g", app.url("/f")));
        world.post("/subscribe", endpoint("t", app.url("/pub")));
        WampSession client = world.client();
        app.die();

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> call(client, "f")).hasMessageContaining("backend_");
        }

        awaitState("register", "g", "dead");
        awaitState("subscribe", "t", "dead");
        await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThatThrownBy(() -> call(client, "f"))
                .hasMessageContaining("no_such_procedure"));

        app.comeBack();
        awaitState("register", "f", "active");
        awaitState("subscribe", "t", "active");
        assertThat(app.probes()).isNotEmpty();
        assertThat(call(client, "f").args()).containsExactly("alive");
        assertThat(call(client, "g").args()).containsExactly("alive");
        app.requests().clear();
        client.publish("t", PublishOptions.NONE, Payload.ofArgs("again"));
        assertThat(app.next().body()).isEqualTo("{\"args\":[\"again\"],\"kwargs\":{}}");
    }

    @Test
    void otherCalleesTakeOver() throws Exception {
        String shared = "{\"url\": \"" + app.url("/f") + "\", \"invoke\": \"first\"}";
        world.post("/register", body("\"endpoints\": {\"f\": " + shared + "}"));
        WampSession other = world.client();
        other.register(
                        "f",
                        RegisterOptions.of(Map.of("invoke", "first")),
                        invocation -> invocation.complete(Payload.ofArgs("the other")),
                        LaneConfig.sequential(Runnable::run))
                .active()
                .get(10, TimeUnit.SECONDS);
        WampSession client = world.client();
        assertThat(call(client, "f").args()).containsExactly("alive");
        app.die();

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> call(client, "f")).hasMessageContaining("backend_");
        }
        awaitState("register", "f", "dead");

        assertThat(call(client, "f").args()).containsExactly("the other");
    }

    @Test
    void itIsBackAsSoonAsItRegistersAgain() throws Exception {
        world.stopBridge();
        world.with("probeInterval", 3_600_000).startBridge();
        world.post("/register", endpoint("f", app.url("/f")));
        WampSession client = world.client();
        app.die();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> call(client, "f")).hasMessageContaining("backend_");
        }
        awaitState("register", "f", "dead");
        app.comeBack();

        assertThat(world.post("/register", endpoint("f", app.url("/f"))).text())
                .isEqualTo("{\"endpoints\":{\"f\":\"active\"}}");
        assertThat(call(client, "f").args()).containsExactly("alive");
    }

    @Test
    void eachAttemptCountsForTheApplicationThatItWasMadeAt() throws Exception {
        world.stopBridge();
        world.with("retryDelay", 10).with("probeInterval", 3_600_000).startBridge();
        try (WebApp successor = new WebApp()) {
            successor.view("/pub", request -> new Answer(503, ""));
            CountDownLatch moved = new CountDownLatch(1);
            app.view("/pub", request -> {
                try {
                    assertThat(moved.await(10, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return new Answer(503, "");
            });
            world.post("/register", endpoint("f", app.url("/f")));
            world.post("/subscribe", endpoint("t", app.url("/pub")));
            world.client().publish("t", PublishOptions.NONE, Payload.ofArgs("once"));
            app.next();

            world.post("/subscribe", endpoint("t", successor.url("/pub")));
            moved.countDown();

            awaitState("subscribe", "t", "dead");
            assertThat(world.state("register", "f")).isEqualTo("active");
        }
    }

    @Test
    void anEventIsSentAgainUntilItIsAccepted() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        app.view("/pub", request -> new Answer(attempts.incrementAndGet() % 3 == 0 ? 200 : 500, ""));
        world.post("/subscribe", endpoint("t", app.url("/pub")));
        WampSession client = world.client();

        for (int i = 0; i < 3; i++) {
            client.publish("t", PublishOptions.NONE, Payload.ofArgs(i));
        }

        for (int i = 0; i < 9; i++) {
            assertThat(app.next().body()).isEqualTo("{\"args\":[" + i / 3 + "],\"kwargs\":{}}");
        }
    }

    @Test
    void anEventThatIsNotWantedIsNotSentAgain() throws Exception {
        app.view("/pub", request -> new Answer(410, ""));
        world.post("/subscribe", endpoint("t", app.url("/pub")));
        WampSession client = world.client();

        for (int i = 0; i < 4; i++) {
            client.publish("t", PublishOptions.NONE, Payload.ofArgs(i));
        }

        for (int i = 0; i < 4; i++) {
            assertThat(app.next().body()).isEqualTo("{\"args\":[" + i + "],\"kwargs\":{}}");
        }
        assertThat(world.state("subscribe", "t")).isEqualTo("active");
    }

    @Test
    void anApplicationThatFailsIsNotDead() throws Exception {
        app.view("/f", request -> new Answer(500, ""));
        world.post("/register", endpoint("f", app.url("/f")));
        WampSession client = world.client();

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> call(client, "f")).hasMessageContaining("http_status");
        }

        assertThat(world.state("register", "f")).isEqualTo("active");
    }

    @Test
    void aGatewayThatFindsNoApplicationIsASignOfDeath() throws Exception {
        app.view("/f", request -> new Answer(502, ""));
        world.post("/register", endpoint("f", app.url("/f")));
        WampSession client = world.client();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> call(client, "f")).hasMessageContaining("http_status");
        }
        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(app.probes()).isNotEmpty());
    }

    @Test
    void aSlowApplicationHoldsUpNobodyElse() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        app.view("/slow", request -> {
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Answer.ok("1");
        });
        world.post("/register", endpoint("slow", app.url("/slow")));
        world.post("/subscribe", endpoint("t", app.url("/slow")));
        try (WebApp other = new WebApp()) {
            other.view("/f", "\"quick\"");
            world.post("/register", endpoint("f", other.url("/f")));
            WampSession client = world.client();
            for (int i = 0; i < 50; i++) {
                client.publish("t", PublishOptions.NONE, Payload.ofArgs(i));
            }
            var slow = client.call(CallTarget.of("slow"), Payload.EMPTY).result();

            assertThat(call(client, "f").args()).containsExactly("quick");
            assertThatThrownBy(() -> slow.get(10, TimeUnit.SECONDS)).hasMessageContaining("backend_timeout");
        } finally {
            mayAnswer.countDown();
        }
    }
}
