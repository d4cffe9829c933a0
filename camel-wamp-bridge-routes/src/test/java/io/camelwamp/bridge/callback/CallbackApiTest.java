package io.camelwamp.bridge.callback;

import static io.camelwamp.bridge.callback.CallbackWorld.TOKEN;
import static io.camelwamp.bridge.callback.CallbackWorld.body;
import static io.camelwamp.bridge.callback.CallbackWorld.call;
import static io.camelwamp.bridge.callback.CallbackWorld.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.bridge.callback.WebApp.Answer;
import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.ReceivedEvent;
import io.camelwamp.session.WampSession;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proposal's four requests, and those that take back, over real HTTP and with WAMP clients on the network. */
class CallbackApiTest {
    @TempDir
    Path folder;

    private CallbackWorld world;
    private WebApp app;

    @BeforeEach
    void start() throws Exception {
        world = new CallbackWorld(folder).startBridge();
        app = new WebApp();
    }

    @AfterEach
    void stop() {
        world.close();
        app.close();
    }

    @Test
    void aRegisteredViewIsAProcedure() throws Exception {
        app.view("/wamp/rpc/nom_fonction_1/", "{\"args\": [3], \"kwargs\": {\"unit\": \"m\"}}");

        HttpAnswer answer = world.post("/register/", endpoint("nom_fonction_1", app.url("/wamp/rpc/nom_fonction_1/")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"endpoints\":{\"nom_fonction_1\":\"active\"}}");
        assertThat(call(world.client(), "nom_fonction_1", 1, "two"))
                .isEqualTo(Payload.of(List.of(3), Map.of("unit", "m")));
        WebApp.Request request = app.next();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.body()).isEqualTo("{\"args\":[1,\"two\"],\"kwargs\":{}}");
        assertThat(request.header("Content-type")).isEqualTo("application/json");
        assertThat(request.header("X-wamp-procedure")).isEqualTo("nom_fonction_1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    7                                  | [7]
                    "text"                             | [text]
                    [1, 2]                             | [[1, 2]]
                    null                               | [null]
                    {"a": 1}                           | [{a=1}]
                    {"args": [1, 2]}                   | [1, 2]
                    {"args": "no list"}                | [{args=no list}]
                    {"args": [1], "more": 2}           | [{args=[1], more=2}]
                    12345678901234567890123            | [12345678901234567890123]
                    """)
    void whatAViewReturnsIsTheResult(String json, String args) throws Exception {
        app.view("/f", json.trim());
        world.post("/register", endpoint("f", app.url("/f")));

        assertThat(call(world.client(), "f").args()).hasToString(args);
    }

    @Test
    void aViewThatReturnsNothingHasNoResult() throws Exception {
        app.view("/f", request -> new Answer(204, ""));
        world.post("/register", endpoint("f", app.url("/f")));

        assertThat(call(world.client(), "f")).isEqualTo(Payload.EMPTY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    500 | Traceback …                                           | io.camelwamp.error.http_status
                    404 | {"detail": "none"}                                    | io.camelwamp.error.http_status
                    400 | {"error": "com.shop.error.empty", "args": ["why"]}    | com.shop.error.empty
                    302 | ''                                                    | io.camelwamp.error.http_status
                    200 | <html>                                                | io.camelwamp.error.backend_answer_malformed
                    """)
    void whatAViewRefusesIsAnError(int status, String body, String error) throws Exception {
        app.view("/f", request -> new Answer(status, body));
        world.post("/register", endpoint("f", app.url("/f")));

        assertThatThrownBy(() -> call(world.client(), "f"))
                .cause()
                .isInstanceOfSatisfying(WampException.class, failure -> {
                    assertThat(failure.uri()).isEqualTo(error);
                    if (error.endsWith("http_status")) {
                        assertThat(failure.kwargs()).isEqualTo(Map.of("code", status));
                    }
                });
    }

    @Test
    void aSubscribedViewGetsEventsInTheirOrder() throws Exception {
        app.view("/pub/prix/", "");
        HttpAnswer answer = world.post("/subscribe/", endpoint("prix", app.url("/pub/prix/")));
        assertThat(answer.text()).isEqualTo("{\"endpoints\":{\"prix\":\"active\"}}");

        WampSession client = world.client();
        for (int i = 0; i < 20; i++) {
            client.publish("prix", PublishOptions.NONE, Payload.of(List.of(i), Map.of("url", "x")));
        }

        for (int i = 0; i < 20; i++) {
            WebApp.Request request = app.next();
            assertThat(request.body()).isEqualTo("{\"args\":[" + i + "],\"kwargs\":{\"url\":\"x\"}}");
            assertThat(request.header("X-wamp-topic")).isEqualTo("prix");
            assertThat(request.header("X-wamp-publication")).matches("\\d+");
        }
    }

    @Test
    void aPatternCatchesManyTopics() throws Exception {
        app.view("/all", "");
        String endpoints =
                "\"endpoints\": {\"com.shop.\": {\"url\": \"" + app.url("/all") + "\", \"match\": \"prefix\"}}";
        assertThat(world.post("/subscribe", body(endpoints)).status()).isEqualTo(200);

        assertThat(world.post("/publish/com.shop.%C3%A9t%C3%A9", body("\"params\": [1]"))
                        .status())
                .isEqualTo(200);
        assertThat(app.next().header("X-wamp-topic")).isEqualTo("com.shop.%C3%A9t%C3%A9");
        assertThat(world.list("subscribe", TOKEN).text())
                .isEqualTo("{\"endpoints\":{\"com.shop.\":{\"url\":\"" + app.url("/all")
                        + "\",\"match\":\"prefix\",\"state\":\"active\"}}}");
    }

    @Test
    void anApplicationPublishesAndOthersOfTheBridgeGetIt() throws Exception {
        app.view("/pub", "");
        world.post("/subscribe", endpoint("sujet", app.url("/pub")));
        BlockingQueue<ReceivedEvent> events = new LinkedBlockingQueue<>();
        world.client()
                .subscribe(
                        "sujet",
                        SubscribeOptions.NONE,
                        (event, done) -> {
                            events.add(event);
                            done.run();
                        },
                        LaneConfig.sequential(Runnable::run))
                .active()
                .get(10, TimeUnit.SECONDS);

        HttpAnswer answer = world.post("/publish/sujet/", body("\"params\": [\"param1\", \"param2\"]"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("id").asLong()).isPositive();
        assertThat(events.poll(10, TimeUnit.SECONDS).payload().args()).containsExactly("param1", "param2");
        assertThat(app.next().body()).isEqualTo("{\"args\":[\"param1\",\"param2\"],\"kwargs\":{}}");
    }

    private void registerSum() throws Exception {
        world.client()
                .register(
                        "somme",
                        RegisterOptions.NONE,
                        invocation -> {
                            List<Object> args = invocation.payload().args();
                            if (args.isEmpty()) {
                                invocation.fail(new WampException("com.example.error.empty", "nothing to add"));
                            } else {
                                BigInteger sum = args.stream()
                                        .map(arg -> new BigInteger(arg.toString()))
                                        .reduce(BigInteger.ZERO, BigInteger::add);
                                invocation.complete(Payload.ofArgs(sum));
                            }
                        },
                        LaneConfig.sequential(Runnable::run))
                .active()
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void aCallWithoutCallbackIsAnsweredWithTheResult() throws Exception {
        registerSum();
        assertThat(world.post("/call/somme/", body("\"params\": [1, 2]")).text())
                .isEqualTo("{\"args\":[3]}");
        assertThat(world.post("/call/somme", body("\"args\": [1, 2, 3]")).text())
                .isEqualTo("{\"args\":[6]}");
        HttpAnswer failed = world.post("/call/somme", body("\"params\": []"));
        assertThat(failed.status()).isEqualTo(200);
        assertThat(failed.text())
                .isEqualTo("{\"error\":\"com.example.error.empty\",\"args\":[\"nothing to add\"],\"kwargs\":{}}");
        assertThat(world.post("/call/nothing", body("\"params\": []")).text()).contains("no_such_procedure");
    }

    @Test
    void aCallWithCallbackIsAnsweredAtOnceAndItsResultFollows() throws Exception {
        registerSum();
        app.view("/wamp/callback/somme", "");
        String callback = "\"callback\": \"" + app.url("/wamp/callback/somme") + "\"";

        HttpAnswer answer = world.post("/call/somme/", body("\"params\": [1, 2], " + callback));

        assertThat(answer.status()).isEqualTo(202);
        WebApp.Request result = app.next();
        assertThat(result.body()).isEqualTo("{\"args\":[3],\"kwargs\":{}}");
        assertThat(result.header("X-wamp-call"))
                .isEqualTo(answer.json().path("id").asText());
        assertThat(result.header("X-wamp-error")).isNull();

        world.post("/call/somme/", body(callback));
        WebApp.Request error = app.next();
        assertThat(error.header("X-wamp-error")).isEqualTo("com.example.error.empty");
        assertThat(error.body())
                .isEqualTo("{\"error\":\"com.example.error.empty\",\"args\":[\"nothing to add\"],\"kwargs\":{}}");
    }

    @Test
    void whatIsUnregisteredIsGone() throws Exception {
        app.view("/f", "1").view("/pub", "");
        world.post("/register", endpoint("f", app.url("/f")));
        world.post("/subscribe", endpoint("t", app.url("/pub")));

        assertThat(world.post("/unregister/", body("\"endpoints\": [\"f\", \"g\"]"))
                        .text())
                .isEqualTo("{\"endpoints\":{\"f\":\"removed\",\"g\":\"unknown\"}}");
        assertThat(world.post("/unsubscribe/", body("\"endpoints\": [\"t\"]")).text())
                .isEqualTo("{\"endpoints\":{\"t\":\"removed\"}}");

        assertThatThrownBy(() -> call(world.client(), "f")).hasMessageContaining("no_such_procedure");
        assertThat(world.list("register", TOKEN).text()).isEqualTo("{\"endpoints\":{}}");
        assertThat(world.list("subscribe/", TOKEN).text()).isEqualTo("{\"endpoints\":{}}");
    }

    @Test
    void registeringAgainReplacesTheUrl() throws Exception {
        app.view("/old", "\"old\"").view("/new", "\"new\"");
        WampSession client = world.client();
        world.post("/register", endpoint("f", app.url("/old")));
        assertThat(call(client, "f").args()).containsExactly("old");

        world.post("/register", endpoint("f", app.url("/new")));
        assertThat(call(client, "f").args()).containsExactly("new");

        String shared = "{\"url\": \"" + app.url("/old") + "\", \"invoke\": \"roundrobin\"}";
        assertThat(world.post("/register", body("\"endpoints\": {\"f\": " + shared + "}"))
                        .text())
                .isEqualTo("{\"endpoints\":{\"f\":\"active\"}}");
        assertThat(call(client, "f").args()).containsExactly("old");
        assertThat(world.list("register", TOKEN)
                        .json()
                        .path("endpoints")
                        .path("f")
                        .path("invoke")
                        .asText())
                .isEqualTo("roundrobin");
    }

    @Test
    void whatTheRouterRefusesIsNotKept() throws Exception {
        registerSum();
        app.view("/f", "1");
        String two = "\"endpoints\": {\"somme\": \"" + app.url("/f") + "\", \"autre\": \"" + app.url("/f") + "\"}";

        HttpAnswer answer = world.post("/register", body(two));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.error()).contains("somme", "procedure_already_exists");
        assertThat(answer.json().path("kwargs").path("endpoints").toString())
                .isEqualTo("{\"somme\":\"refused\",\"autre\":\"active\"}");
        assertThat(world.list("register", TOKEN).json().path("endpoints").size())
                .isEqualTo(1);
    }
}
