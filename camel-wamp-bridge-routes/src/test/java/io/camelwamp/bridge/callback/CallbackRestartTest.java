package io.camelwamp.bridge.callback;

import static io.camelwamp.bridge.callback.CallbackWorld.call;
import static io.camelwamp.bridge.callback.CallbackWorld.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.callback.WebApp.Answer;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.WampSession;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is registered outlives the bridge and the router. */
class CallbackRestartTest {
    @TempDir
    Path folder;

    private CallbackWorld world;
    private WebApp app;

    @BeforeEach
    void start() throws Exception {
        world = new CallbackWorld(folder).startBridge();
        app = new WebApp();
        app.view("/f", "\"here\"").view("/pub", "");
        world.post("/register", endpoint("f", app.url("/f")));
        world.post("/subscribe", endpoint("t", app.url("/pub")));
    }

    @AfterEach
    void stop() {
        world.close();
        app.close();
    }

    private void awaitActive() {
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> world.state("register", "f").equals("active")
                        && world.state("subscribe", "t").equals("active"));
    }

    private void assertWorks() throws Exception {
        WampSession client = world.client();
        assertThat(call(client, "f").args()).containsExactly("here");
        assertThat(app.next().path()).isEqualTo("/f");
        client.publish("t", PublishOptions.NONE, Payload.ofArgs(1));
        assertThat(app.next().path()).isEqualTo("/pub");
    }

    @Test
    void restartsOfTheBridge() throws Exception {
        for (int i = 0; i < 3; i++) {
            world.stopBridge();
            assertThatThrownBy(() -> call(world.client(), "f")).hasMessageContaining("no_such_procedure");
            world.startBridge();
            awaitActive();
            assertWorks();
        }
    }

    @Test
    void restartsOfTheRouter() throws Exception {
        world.stopRouter();
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> world.state("register", "f").equals("pending"));
        assertThat(world.post("/register", endpoint("g", app.url("/f"))).text())
                .isEqualTo("{\"endpoints\":{\"g\":\"pending\"}}");
        world.startRouter();
        awaitActive();
        assertWorks();
        assertThat(call(world.client(), "g").args()).containsExactly("here");
    }

    @Test
    void aDatabaseOfOnesOwnServesSeveralBridges() throws Exception {
        world.stopBridge();
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:own;DB_CLOSE_DELAY=-1");
        world.bind("own", database)
                .with("dataSource", "#own")
                .with("service", "one")
                .startBridge();
        world.post("/register", endpoint("h", app.url("/f")));
        world.stopBridge();

        world.with("service", "two").startBridge();
        assertThat(world.list("register", CallbackWorld.TOKEN).text()).isEqualTo("{\"endpoints\":{}}");
        world.stopBridge();

        world.with("service", "one").startBridge();
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> world.state("register", "h").equals("active"));
    }

    @Test
    void callsUnderWayAreAnsweredWhenTheBridgeStops() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        app.view("/f", request -> {
            called.countDown();
            try {
                assertThat(mayAnswer.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Answer.ok("\"late\"");
        });
        WampSession client = world.client();
        var result = client.call(CallTarget.of("f"), Payload.EMPTY).result();
        assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(world::stopBridge);
        WampSession other = world.client();
        await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThatThrownBy(() -> call(other, "f"))
                .hasMessageContaining("no_such_procedure"));
        mayAnswer.countDown();

        assertThat(result.get(10, TimeUnit.SECONDS).payload().args()).containsExactly("late");
        stopped.get(10, TimeUnit.SECONDS);
    }

    @Test
    void eventsThatWaitAreSentBeforeTheBridgeStops() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        app.view("/pub", request -> {
            awaitUninterruptibly(mayAnswer);
            return WebApp.Answer.ok("");
        });
        WampSession client = world.client();
        for (int i = 0; i < 30; i++) {
            client.publish("t", PublishOptions.of(Map.of("acknowledge", true)), Payload.ofArgs(i))
                    .get(10, TimeUnit.SECONDS);
        }
        assertThat(app.next().body()).isEqualTo("{\"args\":[0],\"kwargs\":{}}");

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(world::stopBridge);
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> world.state("subscribe", "t").equals("pending"));
        mayAnswer.countDown();
        stopped.get(20, TimeUnit.SECONDS);

        assertThat(app.requests()).hasSize(29);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
