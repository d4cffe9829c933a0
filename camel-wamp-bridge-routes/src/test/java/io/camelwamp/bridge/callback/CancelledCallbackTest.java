package io.camelwamp.bridge.callback;

import static io.camelwamp.bridge.callback.CallbackWorld.call;
import static io.camelwamp.bridge.callback.CallbackWorld.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.testing.SilentBackend;
import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Payload;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.WampCall;
import io.camelwamp.session.WampSession;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers that do not wait for the application: their callbacks end with them, and free their places. */
class CancelledCallbackTest {
    @TempDir
    Path folder;

    private CallbackWorld world;
    private SilentBackend app;
    private WampSession client;

    @BeforeEach
    void start() throws Exception {
        world = new CallbackWorld(folder)
                .with("concurrency", 1)
                .with("failuresUntilDead", 1)
                .startBridge();
        app = new SilentBackend();
        world.post("/register", endpoint("f", app.url() + "f"));
        client = world.client();
    }

    @AfterEach
    void stop() throws Exception {
        world.close();
        app.close();
    }

    private WampCall callThatGetsThere() throws Exception {
        WampCall call = client.call(CallTarget.of("f"), Payload.EMPTY);
        app.awaitRequest();
        return call;
    }

    @Test
    void aCancelledCallAbortsItsCallback() throws Exception {
        callThatGetsThere().cancel(CancelMode.KILLNOWAIT);

        app.awaitDeparture();
        app.speak();
        assertThat(call(client, "f").args()).hasSize(1);
    }

    @Test
    void itIsNoSignOfDeath() throws Exception {
        WampCall call = callThatGetsThere();
        call.cancel(CancelMode.KILL);
        assertThatThrownBy(() -> call.result().get(10, TimeUnit.SECONDS)).hasMessageContaining("canceled");

        app.awaitDeparture();
        assertThat(world.state("register", "f")).isEqualTo("active");
    }

    @Test
    void aCallWhoseSessionIsLostAbortsItsCallback() throws Exception {
        callThatGetsThere();

        world.stopRouter();

        app.awaitDeparture();
        world.startRouter();
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> world.state("register", "f").equals("active"));
        app.speak();
        await().atMost(20, TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(() -> call(client, "f").args().size() == 1);
    }
}
