package io.camelwamp.bridge.callback;

import static io.camelwamp.bridge.callback.CallbackWorld.call;
import static io.camelwamp.bridge.callback.CallbackWorld.endpoint;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.bridge.testing.BrokenBackend;
import io.camelwamp.session.WampSession;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An application that begins to answer with a status of its own invention, and then falls silent. */
@Timeout(60)
class UnfinishedAnswerTest {
    @TempDir
    Path folder;

    @Test
    void eachCallFailsAfterTheTimeoutAndFreesItsPlace() throws Exception {
        try (BrokenBackend app = new BrokenBackend("HTTP/1.1 199 Foo\r\n\r\n", false);
                CallbackWorld world = new CallbackWorld(folder)
                        .with("allowedTargets", "127.0.0.1:*")
                        .with("callbackTimeout", 200)
                        .with("concurrency", 1)
                        .with("failuresUntilDead", 10)
                        .startBridge()) {
            world.post("/register", endpoint("f", app.url()));
            WampSession client = world.client();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> call(client, "f")).hasMessageContaining("backend_timeout");
            }
        }
    }
}
