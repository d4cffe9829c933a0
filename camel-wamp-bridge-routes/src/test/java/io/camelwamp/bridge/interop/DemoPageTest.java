package io.camelwamp.bridge.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.bridge.testing.TestBridge;
import io.camelwamp.protocol.Payload;
import io.camelwamp.session.ReceivedInvocation;
import io.camelwamp.testing.interop.Content;
import io.camelwamp.testing.interop.NeedsPeers;
import io.camelwamp.testing.interop.Peer;
import io.camelwamp.testing.interop.PeerProcess;
import io.camelwamp.testing.interop.PeerSession;
import io.camelwamp.testing.interop.PeerSession.Invocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that the bridge serves, in a real browser. */
@NeedsPeers({Peer.AUTOBAHN_JS, Peer.BROWSER})
class DemoPageTest {
    @RegisterExtension
    static final Interop INTEROP = new Interop();

    private static final String PUBLISH = "Publish an event";
    private static final String EVENTS = "Live events";
    private static final String CALL = "Call a procedure";
    private static final String ARGS = "Arguments a JSON list";
    private static final String KWARGS = "Keyword arguments a JSON object, or nothing";

    private static BrowserPage page;

    @BeforeAll
    static void startTheBrowser() {
        page = BrowserPage.start();
    }

    @AfterAll
    static void endTheBrowser() {
        page.close();
    }

    @BeforeEach
    void openThePage() {
        page.open(INTEROP.bridge().httpUrl("/"));
        page.see("#connection", "Connected");
        page.see("#feed-state", "Listening to com.myapp.topic1");
    }

    @AfterEach
    void closeThePage() {
        page.leave();
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void showsAnEventThatWasPublishedByHttp() {
        post(INTEROP.bridge(), "/publish", "Hello, world");

        assertThat(page.see("#feed li", "Hello, world")).contains("com.myapp.topic1");
    }

    @Test
    void showsWhatItGetsAsTextOnly() {
        PeerSession publisher = INTEROP.autobahn("msgpack");

        publisher.publish("com.myapp.topic1", Content.of("<img src=x onerror=alert(1)>"), Map.of());

        page.see("#feed li", "<img src=x onerror=alert(1)>");
        assertThat(page.count("#feed img")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP POST", "WAMP"})
    void publishes(String way) {
        PeerSession subscriber = INTEROP.autobahn("json");
        subscriber.subscribe("com.myapp.topic1", Map.of());

        page.section(PUBLISH)
                .fill(ARGS, "[\"by form\", 1]")
                .fill(KWARGS, "{\"color\": \"blue\"}")
                .choose(way)
                .press("Publish");

        long id = subscriber.nextEvent().publication();
        page.see("#publish-outcome", "publication " + id);
        page.see("#feed li", "\"color\": \"blue\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP POST", "WAMP"})
    void calls(String way) {
        page.section(CALL).choose(way).press("Call");

        assertThat(page.see("#call-outcome", "Result")).contains("[3]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP POST", "WAMP"})
    void showsTheErrorOfACall(String way) {
        page.section(CALL).fill("Procedure", "com.example.nobody").choose(way).press("Call");

        page.see("#call-outcome", "wamp.error.no_such_procedure");
    }

    @Test
    void showsPartialResults() {
        CompletableFuture<ReceivedInvocation> called = new CompletableFuture<>();
        INTEROP.own("cbor").register("com.example.counts", called::complete);
        page.section(CALL)
                .fill("Procedure", "com.example.counts")
                .choose("WAMP")
                .press("Call");
        ReceivedInvocation invocation = PeerProcess.await(called, "invocation");

        invocation.progress(Payload.ofArgs("half"));
        page.see("#call-outcome", "half");
        invocation.complete(Payload.ofArgs("all"));

        page.see("#call-outcome", "all");
    }

    @Test
    void cancelsACall() {
        PeerSession callee = INTEROP.autobahn("json");
        callee.register("com.example.waits", Map.of());
        page.section(CALL).fill("Procedure", "com.example.waits").choose("WAMP").press("Call");
        Invocation invocation = callee.nextInvocation();

        page.section(CALL).press("Cancel");

        page.see("#call-outcome", "wamp.error.canceled");
        callee.answer(invocation, Content.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefix:com.example.", "wildcard:com..created"})
    void listensToAnotherTopic(String pattern) {
        String match = pattern.substring(0, pattern.indexOf(':'));
        String topic = pattern.substring(pattern.indexOf(':') + 1);
        PeerSession publisher = INTEROP.autobahn("cbor");

        page.section(EVENTS).fill("Topic", topic).select("Match", match).press("Listen");
        page.see("#feed-state", "Listening to " + topic + " (" + match + ")");
        publisher.publish("com.myapp.topic1", Content.of("old topic"), Map.of());
        publisher.publish("com.example.created", Content.of("new topic"), Map.of());

        page.see("#feed li", "new topic");
        assertThat(page.count("#feed li")).isEqualTo(1);
    }

    @Test
    void saysWhatIsWrongWithATopic() {
        page.section(EVENTS).fill("Topic", "com.with space").press("Listen");

        page.see("#listen-topic-problem", "no spaces");
        page.see("#feed-state", "Listening to com.myapp.topic1");
    }

    @Test
    void saysWhatIsWrongWithAField() {
        page.section(PUBLISH).fill(ARGS, "{\"a\": 1}").press("Publish");

        page.see("#publish-args-problem", "This must be a list");
    }

    @Test
    void showsTheCommandForTheSameRequest() {
        page.section(PUBLISH).fill(ARGS, "[\"it's\"]");

        assertThat(page.see("#publish-curl", "it'\\''s"))
                .contains("curl -H \"Content-Type: application/json\"")
                .contains("'{\"topic\": \"com.myapp.topic1\", \"args\": [\"it'\\''s\"]}'")
                .contains(INTEROP.bridge().httpUrl("/publish"));
    }

    @Test
    void comesBackWithItsSubscriptionAfterTheBridgeWasRestarted() throws Exception {
        int port = TestBridge.freePort();
        try (RunningBridge first = RunningBridge.start(port, Map.of())) {
            openAnother(first.httpUrl("/"));
            page.see("#feed-state", "Listening to com.myapp.topic1");
        }
        page.see("#connection", "Not connected");

        try (RunningBridge restarted = RunningBridge.start(port, Map.of())) {
            page.see("#feed-state", "Listening to com.myapp.topic1");
            post(restarted, "/publish", "Hello again");

            page.see("#feed li", "Hello again");
        }
        // The browser itself reports each connection that fails.
        assertThat(page.complaints()).allMatch(text -> text.contains("/ws"));
    }

    @Test
    void saysWhatToDoWhenTheRouterDoesNotLetItIn(@TempDir Path folder) throws Exception {
        Path users = Files.writeString(folder.resolve("users"), "joe.role = staff\njoe.ticket = 1234\n");
        Map<String, String> settings = Map.of("bridge.router.usersFile", users.toString());
        try (RunningBridge other = RunningBridge.start(TestBridge.freePort(), settings)) {
            openAnother(other.httpUrl("/"));

            page.see("#connection", "add anonymous to bridge.router.authMethods");
        }
    }

    @Test
    void saysThatItsRoleMayNotListen() throws Exception {
        Map<String, String> settings =
                Map.of("bridge.router.anonymousRole", "guest", "bridge.router.roles.guest", "call *");
        try (RunningBridge other = RunningBridge.start(TestBridge.freePort(), settings)) {
            openAnother(other.httpUrl("/"));

            page.see("#feed-state", "bridge.router.roles does not let the role guest subscribe to this");
            page.section(CALL).choose("WAMP").press("Call");
            page.see("#call-outcome", "Result");
        }
    }

    @Test
    void isToldWhatTheBridgeServesWhere() throws Exception {
        Map<String, String> settings = Map.of(
                "bridge.realm", "com.example.realm",
                "bridge.routerPath", "/wamp",
                "bridge.publisher.paths", "/events",
                "bridge.caller.paths", "/procedures");
        try (RunningBridge other = RunningBridge.start(TestBridge.freePort(), settings)) {
            openAnother(other.httpUrl("/"));
            page.see("#connection", "com.example.realm");
            page.see("#feed-state", "Listening to com.myapp.topic1");

            page.section(PUBLISH).press("Publish");
            page.section(CALL).press("Call");

            page.see("#publish-outcome", "HTTP 200");
            page.see("#call-outcome", "HTTP 200");
        }
    }

    private static void openAnother(String url) {
        page.leave();
        page.open(url);
    }

    private static void post(RunningBridge bridge, String path, String text) {
        String body = "{\"topic\": \"com.myapp.topic1\", \"args\": [\"" + text + "\"]}";
        assertThat(PeerProcess.await(bridge.post(path, body), path).statusCode())
                .isEqualTo(200);
    }
}
