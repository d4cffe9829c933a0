package io.camelwamp.bridge.callback;

import static io.camelwamp.bridge.callback.CallbackWorld.TOKEN;
import static io.camelwamp.bridge.callback.CallbackWorld.body;
import static io.camelwamp.bridge.callback.CallbackWorld.call;
import static io.camelwamp.bridge.callback.CallbackWorld.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.LoggedLines;
import io.camelwamp.session.WampSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Procedures that change hands between keys of one bridge, because who had them is dead or gone. */
class TakenProcedureTest {
    private static final String OTHER = "another-token";

    @TempDir
    Path folder;

    private CallbackWorld world;
    private WebApp first;
    private WebApp second;
    private WampSession client;

    @BeforeEach
    void start() throws Exception {
        world = new CallbackWorld(folder).with("failuresUntilDead", 1);
        keys("shop.token = " + TOKEN, "other.token = " + OTHER);
        world.startBridge();
        first = new WebApp().view("/f", "\"first\"").view("/g", "\"g\"");
        second = new WebApp().view("/f", "\"second\"");
        client = world.client();
        world.post("/register", endpoint("f", first.url("/f")));
        world.post("/register", endpoint("g", first.url("/g")));
    }

    @AfterEach
    void stop() {
        world.close();
        first.close();
        second.close();
    }

    private void keys(String... lines) throws Exception {
        Files.write(world.keysFile(), List.of(lines));
    }

    private HttpAnswer other(String target, String json) throws Exception {
        return world.post(target, json.replace(TOKEN, OTHER));
    }

    private void awaitState(String name, String state) {
        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(world.state("register", name)).isEqualTo(state));
    }

    private void awaitOwnState(String token, String state) {
        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> assertThat(world.list("register", token).text()).contains("\"state\":\"" + state + "\""));
    }

    /** The first application dies, the second one takes its procedure, and the first one is back. */
    private void handOver() throws Exception {
        first.die();
        assertThatThrownBy(() -> call(client, "f")).hasMessageContaining("backend_");
        awaitState("f", "dead");
        assertThat(other("/register", endpoint("f", second.url("/f"))).text())
                .isEqualTo("{\"endpoints\":{\"f\":\"active\"}}");
        assertThat(call(client, "f").args()).containsExactly("second");
        first.comeBack();
        awaitState("g", "active");
    }

    @Test
    void whoseApplicationAnswersKeepsItsProcedures() throws Exception {
        HttpAnswer refused = other("/register", endpoint("f", second.url("/f")));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error()).contains("'f' is registered with another API key");
        assertThat(call(client, "f").args()).containsExactly("first");
    }

    @Test
    void aDeadApplicationThatIsBackWaitsForItsProcedure() throws Exception {
        try (LoggedLines log = new LoggedLines()) {
            handOver();

            awaitState("f", "taken");
            assertThat(world.list("register", TOKEN).text()).contains("another API key has registered it");
            assertThat(call(client, "f").args()).containsExactly("second");
            assertThat(call(client, "g").args()).containsExactly("g");
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("stays withdrawn"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("procedure f of key shop");
        }

        assertThat(other("/unregister", body("\"endpoints\": [\"f\"]")).status())
                .isEqualTo(200);
        awaitState("f", "active");
        assertThat(call(client, "f").args()).containsExactly("first");
    }

    @Test
    void itIsRestoredWhenTheOtherOneDiesAndTheOtherOneWaitsThen() throws Exception {
        handOver();
        awaitState("f", "taken");

        second.die();
        assertThatThrownBy(() -> call(client, "f")).hasMessageContaining("backend_");

        awaitState("f", "active");
        assertThat(call(client, "f").args()).containsExactly("first");
        second.comeBack();
        awaitOwnState(OTHER, "taken");
        assertThat(call(client, "f").args()).containsExactly("first");
    }

    @Test
    void toRegisterAgainTellsOfTheTakenOneAndRestoresTheRest() throws Exception {
        handOver();
        awaitState("f", "taken");
        String both = "\"endpoints\": {\"f\": \"" + first.url("/f") + "\", \"g\": \"" + first.url("/g") + "\"}";

        HttpAnswer answer = world.post("/register", body(both));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("kwargs").path("endpoints").toString())
                .isEqualTo("{\"f\":\"taken\",\"g\":\"active\"}");
        assertThat(call(client, "f").args()).containsExactly("second");
        other("/unregister", body("\"endpoints\": [\"f\"]"));
        awaitState("f", "active");
    }

    @Test
    void whatWaitsCanBeGivenUp() throws Exception {
        handOver();
        awaitState("f", "taken");

        assertThat(world.post("/unregister", body("\"endpoints\": [\"f\"]")).text())
                .isEqualTo("{\"endpoints\":{\"f\":\"removed\"}}");
        other("/unregister", body("\"endpoints\": [\"f\"]"));

        assertThatThrownBy(() -> call(client, "f")).hasMessageContaining("no_such_procedure");
    }

    @Test
    void theHolderMayReplaceItsOwnWhileAnotherOneWaits() throws Exception {
        handOver();
        awaitState("f", "taken");
        String shared = "{\"url\": \"" + second.url("/f") + "\", \"invoke\": \"roundrobin\"}";

        assertThat(other("/register", body("\"endpoints\": {\"f\": " + shared + "}"))
                        .text())
                .isEqualTo("{\"endpoints\":{\"f\":\"active\"}}");

        assertThat(call(client, "f").args()).containsExactly("second");
        assertThat(world.state("register", "f")).isEqualTo("taken");
    }

    @Test
    void aRemovedKeyLeavesItsProceduresToOthers() throws Exception {
        keys("other.token = " + OTHER);
        await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThatThrownBy(() -> call(client, "f"))
                .hasMessageContaining("no_such_procedure"));

        assertThat(other("/register", endpoint("f", second.url("/f"))).text())
                .isEqualTo("{\"endpoints\":{\"f\":\"active\"}}");

        assertThat(call(client, "f").args()).containsExactly("second");
        keys("shop.token = " + TOKEN, "other.token = " + OTHER);
        awaitOwnState(TOKEN, "taken");
        assertThat(call(client, "f").args()).containsExactly("second");
    }

    @Test
    void afterARestartOneOfTheTwoHasItAndNothingIsBroken() throws Exception {
        handOver();
        awaitState("f", "taken");
        world.stopBridge();
        world.startBridge();

        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(call(client, "f").args()).isSubsetOf("first", "second"));
        assertThat(List.of(
                        world.state("register", "f"),
                        world.list("register", OTHER)
                                .json()
                                .path("endpoints")
                                .path("f")
                                .path("state")
                                .asText()))
                .containsExactlyInAnyOrder("active", "taken");
    }
}
