package io.camelwamp.bridge.callback;

import static io.camelwamp.bridge.callback.CallbackWorld.body;
import static io.camelwamp.bridge.callback.CallbackWorld.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.callback.WebApp.Answer;
import io.camelwamp.bridge.testing.LoggedLines;
import io.camelwamp.component.WampConstants;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.session.WampSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.ProcessorEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of events and results that do not get to their applications. */
@Timeout(60)
class CallbackDeadLetterTest {
    private final BlockingQueue<Message> letters = new LinkedBlockingQueue<>();

    @TempDir
    Path folder;

    private CallbackWorld world;
    private WebApp app;

    /** An endpoint of no route, so that it is there whatever stops. */
    private final class Taker extends DefaultComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new ProcessorEndpoint(uri, this, exchange -> letters.add(exchange.getMessage()));
        }
    }

    @BeforeEach
    void start() throws Exception {
        world = new CallbackWorld(folder)
                .bind("taker", new Taker())
                .with("deadLetter", "taker:dead")
                .with("failuresUntilDead", 3);
        app = new WebApp().view("/pub", "");
    }

    @AfterEach
    void stop() {
        world.close();
        app.close();
    }

    private Message letter() throws InterruptedException {
        Message letter = letters.poll(20, TimeUnit.SECONDS);
        assertThat(letter).isNotNull();
        return letter;
    }

    private static void publish(WampSession client, int number) throws Exception {
        client.publish("t", PublishOptions.NONE, Payload.ofArgs(number));
    }

    private static String json(int number) {
        return "{\"args\":[" + number + "],\"kwargs\":{}}";
    }

    private void awaitState(String state) {
        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(world.state("subscribe", "t")).isEqualTo(state));
    }

    @Test
    void anEventThatIsNotAcceptedSaysWhyAndWhereto() throws Exception {
        app.view("/pub", request -> new Answer(410, ""));
        world.startBridge();
        world.post("/subscribe", endpoint("t", app.url("/pub?secret=1")));

        publish(world.client(), 7);

        Message letter = letter();
        assertThat(letter.getBody()).isEqualTo(json(7));
        assertThat(letter.getHeader(WampConstants.TOPIC)).isEqualTo("t");
        assertThat(letter.getHeader(WampConstants.PUBLICATION_ID, Long.class)).isPositive();
        assertThat(letter.getHeader("CamelWampCallbackKey")).isEqualTo("shop");
        assertThat(letter.getHeader("CamelWampForwardUrl")).isEqualTo(app.url("/pub"));
        assertThat(letter.getHeader("CamelWampForwardFailure")).isEqualTo("status 410");
    }

    @Test
    void eventsOfADeadApplicationAreDeadLettersAndLaterOnesArrive() throws Exception {
        world.with("attempts", 3).startBridge();
        world.post("/subscribe", endpoint("t", app.url("/pub")));
        WampSession client = world.client();
        app.die();
        try (LoggedLines log = new LoggedLines()) {
            publish(client, 0);
            assertThat(letter().getBody()).isEqualTo(json(0));
            awaitState("dead");
            publish(client, 1);
            Message second = letter();
            assertThat(second.getBody()).isEqualTo(json(1));
            assertThat(second.getHeader("CamelWampForwardFailure", String.class))
                    .contains("taken for dead");
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("begins to fail"))
                    .hasSize(1);
        }

        app.comeBack();
        awaitState("active");
        publish(client, 2);
        assertThat(app.next().body()).isEqualTo(json(2));
    }

    @Test
    void anApplicationThatRestartsMissesNothing() throws Exception {
        world.with("retryDelay", 200).startBridge();
        world.post("/subscribe", endpoint("t", app.url("/pub")));
        WampSession client = world.client();
        app.die();
        for (int i = 0; i < 5; i++) {
            publish(client, i);
        }
        awaitState("dead");
        app.comeBack();
        for (int i = 0; i < 5; i++) {
            assertThat(app.next().body()).isEqualTo(json(i));
        }
        assertThat(letters).isEmpty();
    }

    @Test
    void whatHasNoRoomIsADeadLetterAndTheRestKeepsItsOrder() throws Exception {
        int events = 1000;
        world.with("queueSize", 3).startBridge();
        world.post("/subscribe", endpoint("t", app.url("/pub")));
        WampSession client = world.client();
        for (int i = 0; i < events; i++) {
            publish(client, i);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> app.requests().size() + letters.size() == events);

        List<String> arrived = app.requests().stream().map(WebApp.Request::body).toList();
        List<String> undelivered =
                letters.stream().map(letter -> letter.getBody(String.class)).toList();
        List<String> published = IntStream.range(0, events)
                .mapToObj(CallbackDeadLetterTest::json)
                .toList();
        assertThat(Stream.concat(arrived.stream(), undelivered.stream()).toList())
                .containsExactlyInAnyOrderElementsOf(published);
        List<String> inOrder = new ArrayList<>(published);
        inOrder.retainAll(arrived);
        assertThat(arrived).isEqualTo(inOrder);
    }

    @Test
    void aResultThatIsNotAcceptedNamesItsCall() throws Exception {
        app.view("/done", request -> new Answer(410, ""));
        world.startBridge();
        String id = world.post("/call/nobody.has.it", body("\"callback\": \"" + app.url("/done") + "\""))
                .json()
                .path("id")
                .asText();

        Message letter = letter();
        assertThat(letter.getBody(String.class)).startsWith("{\"error\":\"wamp.error.no_such_procedure\"");
        assertThat(letter.getHeader("CamelWampCallbackCall")).isEqualTo(id);
        assertThat(letter.getHeader("CamelWampCallbackError")).isEqualTo("wamp.error.no_such_procedure");
        assertThat(letter.getHeader(WampConstants.PROCEDURE)).isEqualTo("nobody.has.it");
        assertThat(letter.getHeader("CamelWampForwardUrl")).isEqualTo(app.url("/done"));
    }

    @Test
    void withoutAnEndpointLossesAreOneNumber() throws Exception {
        app.view("/pub", request -> new Answer(410, ""));
        world.with("deadLetter", "").startBridge();
        world.post("/subscribe", endpoint("t", app.url("/pub")));
        WampSession client = world.client();
        try (LoggedLines log = new LoggedLines()) {
            for (int i = 0; i < 20; i++) {
                publish(client, i);
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> app.requests().size() == 20);
            world.stopBridge();
            List<String> losses =
                    log.lines().stream().filter(line -> line.contains("lost")).toList();
            assertThat(losses).hasSizeBetween(1, 2).last().asString().contains("(20 since it started)");
        }
    }
}
