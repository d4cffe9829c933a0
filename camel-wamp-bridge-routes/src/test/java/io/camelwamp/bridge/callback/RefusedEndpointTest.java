package io.camelwamp.bridge.callback;

import static io.camelwamp.bridge.callback.CallbackWorld.call;
import static io.camelwamp.bridge.callback.CallbackWorld.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.Registration;
import io.camelwamp.session.WampSession;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of procedures that the router refuses, because another callee has them. */
class RefusedEndpointTest {
    @TempDir
    Path folder;

    private CallbackWorld world;
    private WebApp app;

    @BeforeEach
    void start() throws Exception {
        world = new CallbackWorld(folder)
                .with("failuresUntilDead", 1)
                .with("probeInterval", 3_600_000)
                .startBridge();
        app = new WebApp();
        app.view("/f", "\"alive\"");
    }

    @AfterEach
    void stop() {
        world.close();
        app.close();
    }

    private void awaitState(String state) {
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(world.state("register", "f")).isEqualTo(state));
    }

    private Registration anotherCallee() throws Exception {
        Registration registration = world.client()
                .register(
                        "f",
                        RegisterOptions.NONE,
                        invocation -> invocation.complete(Payload.ofArgs("the other")),
                        LaneConfig.sequential(Runnable::run));
        registration.active().get(10, TimeUnit.SECONDS);
        return registration;
    }

    /** The application has died, another callee has its procedure, and it is back. */
    private Registration anotherCalleeWhileItIsDead() throws Exception {
        world.post("/register", endpoint("f", app.url("/f")));
        WampSession client = world.client();
        app.die();
        assertThatThrownBy(() -> call(client, "f")).hasMessageContaining("backend_");
        awaitState("dead");
        await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThatThrownBy(() -> call(client, "f"))
                .hasMessageContaining("no_such_procedure"));
        Registration other = anotherCallee();
        app.comeBack();
        return other;
    }

    @Test
    void whatWasThereBeforeStaysAndIsTriedAgain() throws Exception {
        Registration other = anotherCalleeWhileItIsDead();

        HttpAnswer again = world.post("/register", endpoint("f", app.url("/f")));

        assertThat(again.status()).as(again.text()).isEqualTo(409);
        assertThat(world.state("register", "f")).isEqualTo("refused");
        other.unregister().get(10, TimeUnit.SECONDS);
        awaitState("active");
        assertThat(call(world.client(), "f").args()).containsExactly("alive");
    }

    @Test
    void aRefusalIsForgottenOnceTheRouterHasAccepted() throws Exception {
        Registration other = anotherCalleeWhileItIsDead();
        world.post("/register", endpoint("f", app.url("/f")));
        other.unregister().get(10, TimeUnit.SECONDS);
        awaitState("active");

        world.stopRouter();

        awaitState("pending");
        assertThat(world.post("/register", endpoint("f", app.url("/f"))).text())
                .isEqualTo("{\"endpoints\":{\"f\":\"pending\"}}");
        world.startRouter();
        awaitState("active");
    }

    @Test
    void whatIsNewAndRefusedIsNotKept() throws Exception {
        anotherCallee();

        HttpAnswer refused = world.post("/register", endpoint("f", app.url("/f")));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("the router refuses f: ").contains("procedure_already_exists");

        assertThat(world.list("register", CallbackWorld.TOKEN).text()).isEqualTo("{\"endpoints\":{}}");
    }
}
