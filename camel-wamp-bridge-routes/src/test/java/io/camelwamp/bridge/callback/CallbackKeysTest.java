package io.camelwamp.bridge.callback;

import static io.camelwamp.bridge.callback.CallbackWorld.TOKEN;
import static io.camelwamp.bridge.callback.CallbackWorld.body;
import static io.camelwamp.bridge.callback.CallbackWorld.call;
import static io.camelwamp.bridge.callback.CallbackWorld.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.session.WampSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keys permit, and that their file is read again when it changes. */
class CallbackKeysTest {
    private static final String OTHER = "another-token";

    @TempDir
    Path folder;

    private CallbackWorld world;
    private WebApp app;

    @BeforeEach
    void start() throws Exception {
        world = new CallbackWorld(folder);
        app = new WebApp();
        app.view("/f", "1");
    }

    @AfterEach
    void stop() {
        world.close();
        app.close();
    }

    private void keys(String... lines) throws Exception {
        Files.write(world.keysFile(), List.of(lines));
    }

    private HttpAnswer postAs(String token, String target, String json) throws Exception {
        return world.post(target, json.replace(TOKEN, token));
    }

    @Test
    void aKeyIsForItsActionsAndItsUris() throws Exception {
        keys(
                "shop.token = " + TOKEN,
                "shop.actions = register, publish",
                "shop.uris = com.shop.*, prices, com..public",
                "admin.token = " + OTHER);
        world.startBridge();

        assertThat(world.post("/register", endpoint("com.shop.f", app.url("/f")))
                        .status())
                .isEqualTo(200);
        HttpAnswer refused = world.post("/register", endpoint("com.other.f", app.url("/f")));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.error()).isEqualTo("the API key may not register 'com.other.f'");
        assertThat(world.post("/subscribe", endpoint("com.shop.t", app.url("/f")))
                        .status())
                .isEqualTo(403);
        assertThat(world.post("/publish/prices", body("\"params\": []")).status())
                .isEqualTo(200);
        assertThat(world.post("/publish/com.x.public", body("\"params\": []")).status())
                .isEqualTo(200);
        assertThat(world.post("/publish/prices.other", body("\"params\": []")).status())
                .isEqualTo(403);
        assertThat(world.post("/call/com.shop.f", body("\"params\": []")).status())
                .isEqualTo(403);
        assertThat(postAs(OTHER, "/call/com.shop.f", body("\"params\": []")).text())
                .isEqualTo("{\"args\":[1]}");
    }

    @Test
    void keysDoNotSeeOrTouchWhatOthersRegistered() throws Exception {
        keys("shop.token = " + TOKEN, "admin.token = " + OTHER);
        world.startBridge();
        world.post("/register", endpoint("f", app.url("/f")));

        assertThat(world.list("register", OTHER).text()).isEqualTo("{\"endpoints\":{}}");
        assertThat(postAs(OTHER, "/unregister", body("\"endpoints\": [\"f\"]")).text())
                .isEqualTo("{\"endpoints\":{\"f\":\"unknown\"}}");
        HttpAnswer taken = postAs(OTHER, "/register", endpoint("f", app.url("/f")));
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.error()).contains("'f' is registered with another API key", "whatever its invoke");
        assertThat(postAs(OTHER, "/subscribe", endpoint("t", app.url("/f"))).status())
                .isEqualTo(200);
        assertThat(world.post("/subscribe", endpoint("t", app.url("/f"))).status())
                .isEqualTo(200);
    }

    @Test
    void aChangedFileHoldsFromThenOn() throws Exception {
        world.startBridge();
        world.post("/register", endpoint("f", app.url("/f")));
        WampSession client = world.client();
        assertThat(call(client, "f").args()).containsExactly(1);

        keys("other.token = " + OTHER);
        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> assertThat(world.list("register", TOKEN).status()).isEqualTo(401));
        await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThatThrownBy(() -> call(client, "f"))
                .hasMessageContaining("no_such_procedure"));

        keys("shop.token = a-new-token-for-shop", "other.token = " + OTHER);
        await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(
                        world.list("register", "a-new-token-for-shop").text())
                .contains("\"state\":\"active\""));
        assertThat(call(client, "f").args()).containsExactly(1);

        keys("shop.token = a-new-token-for-shop", "shop.uris = com.shop.*");
        await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(
                        world.list("register", "a-new-token-for-shop").text())
                .contains("\"state\":\"forbidden\",\"reason\":\"the API key does not permit it\""));
    }

    @Test
    void aBrokenFileChangesNothing() throws Exception {
        world.startBridge();
        keys("this is no key");
        keys("shop.tokn = " + OTHER);
        Files.delete(world.keysFile());
        assertThat(world.list("register", TOKEN).status()).isEqualTo(200);
        keys("other.token = " + OTHER);
        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> assertThat(world.list("register", OTHER).status()).isEqualTo(200));
        assertThat(world.list("register", TOKEN).status()).isEqualTo(401);
    }

    @Test
    void withoutKeysItDoesNotStart() throws Exception {
        Files.delete(world.keysFile());
        assertThatThrownBy(world::startBridge).hasStackTraceContaining("keys.properties cannot be used: there is none");
    }

    @Test
    void withoutASourceOfKeysItDoesNotStart() {
        assertThatThrownBy(world.with("keysFile", "")::startBridge)
                .hasStackTraceContaining("needs its API keys from a file (keysFile) or from an environment variable");
    }

    @Test
    void aVariableThatIsNotSetIsAClearFailure() {
        world.with("keysFile", "").with("keysVariable", "THERE_IS_NO_SUCH_VARIABLE");
        assertThatThrownBy(world::startBridge)
                .hasStackTraceContaining("the environment variable THERE_IS_NO_SUCH_VARIABLE is not set");
    }
}
