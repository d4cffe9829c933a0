package io.camelwamp.bridge.forwarder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.testing.BrokenBackend;
import io.camelwamp.bridge.testing.CallingBridge;
import io.camelwamp.bridge.testing.LoggedLines;
import io.camelwamp.bridge.testing.StandInBackend;
import io.camelwamp.bridge.testing.StandInBackend.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forwarders of the bridge's settings, between its own router and a backend. */
@Timeout(60)
class ForwarderSettingsTest {
    @TempDir
    private Path folder;

    private static void publish(CallingBridge bridge, String topic, String rest) throws Exception {
        assertThat(bridge.post("/publish", "{\"topic\":\"" + topic + "\"," + rest + "}")
                        .status())
                .isEqualTo(200);
    }

    /** Publishes until the subscription is there, and forgets what came of that. */
    private static void awaitSubscription(CallingBridge bridge, String topic, StandInBackend backend) {
        await().atMost(10, TimeUnit.SECONDS).until(() -> {
            publish(bridge, topic, "\"args\":[\"is anybody there?\"]");
            return backend.requests().poll(100, TimeUnit.MILLISECONDS) != null;
        });
    }

    private static StandInBackend.Request next(StandInBackend backend) throws InterruptedException {
        StandInBackend.Request request = backend.take();
        while (request.text().contains("is anybody there?")) {
            request = backend.take();
        }
        return request;
    }

    @Test
    void theTwoSubscriptionsOfTheArticleWorkAsPrinted() throws Exception {
        try (StandInBackend backend = new StandInBackend();
                CallingBridge bridge = new CallingBridge(Map.of(
                        "bridge.forwarder.method", "POST",
                        "bridge.forwarder.expectedCode", "200",
                        "bridge.forwarder.debug", "true",
                        "bridge.forwarders.news.url", backend.url() + "path/to/post/receiver",
                        "bridge.forwarders.news.topic", "breaking-news.",
                        "bridge.forwarders.news.match", "prefix",
                        "bridge.forwarders.orders.url", backend.url() + "some/other/uri",
                        "bridge.forwarders.orders.topic", "user..orders",
                        "bridge.forwarders.orders.match", "wildcard"))) {
            awaitSubscription(bridge, "breaking-news.politics", backend);
            awaitSubscription(bridge, "user.12.orders", backend);

            String payload = "\"args\":[{\"foo\":\"bar\"}],\"kwargs\":{\"foo\":\"bar\"}";
            publish(bridge, "breaking-news.technology", payload);
            StandInBackend.Request news = next(backend);
            assertThat(news.method()).isEqualTo("POST");
            assertThat(news.target()).isEqualTo("/path/to/post/receiver");
            assertThat(news.text()).isEqualTo("{" + payload + "}");
            assertThat(news.header("X-Wamp-Topic")).isEqualTo("breaking-news.technology");
            assertThat(news.header("X-Wamp-Publication")).matches("\\d+");

            publish(bridge, "user.8595968474.orders", payload);
            StandInBackend.Request orders = next(backend);
            assertThat(orders.target()).isEqualTo("/some/other/uri");
            assertThat(orders.header("X-Wamp-Topic")).isEqualTo("user.8595968474.orders");

            publish(bridge, "breaking", payload);
            publish(bridge, "user.12.invoices", payload);
            publish(bridge, "breaking-news.last", "\"args\":[]");
            assertThat(next(backend).header("X-Wamp-Topic")).isEqualTo("breaking-news.last");
        }
    }

    @Test
    void argumentsNamedLikeInternalParametersAreOrdinaryData() throws Exception {
        try (StandInBackend backend = new StandInBackend();
                CallingBridge bridge = new CallingBridge(Map.of(
                        "bridge.forwarders.x.url", backend.url(), "bridge.forwarders.x.topic", "com.example.x"))) {
            awaitSubscription(bridge, "com.example.x", backend);
            String kwargs = "\"kwargs\":{\"url\":\"u\",\"self\":1,\"callee\":null,\"options\":{\"topic\":\"t\"}}";
            publish(bridge, "com.example.x", kwargs);
            assertThat(next(backend).text()).isEqualTo("{\"args\":[]," + kwargs + "}");
        }
    }

    @Test
    void whatCannotBeDeliveredIsInTheDeadLetterEndpoint() throws Exception {
        try (StandInBackend backend = new StandInBackend()) {
            Map<String, String> settings = new HashMap<>(Map.of(
                    "bridge.forwarders.x.url", backend.url(),
                    "bridge.forwarders.x.topic", "com.example.x",
                    "bridge.forwarders.x.retries", "1",
                    "bridge.forwarders.x.retryDelay", "1",
                    "bridge.forwarders.x.deadLetter", "file:" + folder));
            try (CallingBridge bridge = new CallingBridge(settings)) {
                awaitSubscription(bridge, "com.example.x", backend);
                backend.answerWith(Reply.empty(500));
                publish(bridge, "com.example.x", "\"args\":[42]");
                await().atMost(10, TimeUnit.SECONDS).until(() -> letters().contains("{\"args\":[42],\"kwargs\":{}}"));
            }
        }
    }

    @Test
    void aBackendThatIsDownIsOneWarningWithTheTopic() throws Exception {
        try (LoggedLines log = new LoggedLines();
                BrokenBackend backend = new BrokenBackend("", true)) {
            Map<String, String> settings = new HashMap<>(Map.of(
                    "bridge.forwarders.x.url", backend.url(),
                    "bridge.forwarders.x.topic", "com.example.x",
                    "bridge.forwarders.x.retries", "2",
                    "bridge.forwarders.x.retryDelay", "1",
                    "bridge.forwarders.x.deadLetter", "file:" + folder));
            try (CallingBridge bridge = new CallingBridge(settings)) {
                await().atMost(10, TimeUnit.SECONDS).until(() -> {
                    publish(bridge, "com.example.x", "\"args\":[42]");
                    return !letters().isEmpty();
                });
            }
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("begins to fail"))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("topic com.example.x"));
        }
    }

    private List<String> letters() throws Exception {
        List<String> letters = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                letters.add(Files.readString(file));
            }
        }
        return letters;
    }

    @ParameterizedTest
    @CsvSource({
        "url, nonsense, cannot be used",
        "match, fuzzy, fuzzy",
        "topic, a..b, a..b",
        "expectedCode, ok, ok",
        "retryDelay, -1, retries are 3",
        "method, PO ST, no HTTP method",
        "method, connect, CONNECT is not allowed",
    })
    void impossibleSettingsAreStartUpErrors(String option, String value, String text) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bridge.forwarders.x.url", "http://127.0.0.1/");
        settings.put("bridge.forwarders.x.topic", "com.example.x");
        settings.put("bridge.forwarders.x." + option, value);
        assertThatThrownBy(() -> new CallingBridge(settings).close()).hasStackTraceContaining(text);
    }

    @Test
    void anUnusableUrlIsAStartUpErrorThatNamesItsOption() {
        Map<String, String> settings = Map.of(
                "bridge.forwarders.x.topic", "com.example.x", "bridge.forwarders.x.url", "https://me:s3cret@host/");
        assertThatThrownBy(() -> new CallingBridge(settings).close())
                .hasStackTraceContaining("url cannot be used: the url has user info in it")
                .rootCause()
                .hasMessageNotContaining("s3cret");
    }
}
