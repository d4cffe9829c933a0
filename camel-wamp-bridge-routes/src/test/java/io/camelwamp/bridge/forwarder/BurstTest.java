package io.camelwamp.bridge.forwarder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.testing.BrokenBackend;
import io.camelwamp.bridge.testing.CallingBridge;
import io.camelwamp.bridge.testing.LoggedLines;
import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.bridge.testing.StandInBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More events at once than a backend takes: each one arrives, or is a dead letter, and none is both. */
@Timeout(120)
class BurstTest {
    private static final int CONNECTIONS = 20;
    private static final int EVENTS = 5000;
    private static final Pattern NUMBER = Pattern.compile("\"args\":\\[(\\d+)]");

    @TempDir
    private Path folder;

    private CallingBridge bridge(String url, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "bridge.forwarders.f.url",
                url,
                "bridge.forwarders.f.topic",
                "f.down",
                "bridge.forwarders.f.deadLetter",
                "file:" + folder));
        settings.putAll(more);
        return new CallingBridge(settings);
    }

    /** Each connection publishes its own numbers, upwards. */
    private static void publish(CallingBridge bridge) throws Exception {
        ExecutorService publishers = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Void>> tasks = IntStream.range(0, CONNECTIONS)
                    .<Callable<Void>>mapToObj(one -> () -> publish(bridge, one))
                    .toList();
            for (Future<Void> one : publishers.invokeAll(tasks)) {
                one.get();
            }
        } finally {
            publishers.shutdownNow();
        }
    }

    private static Void publish(CallingBridge bridge, int connection) throws Exception {
        try (RawClient client = new RawClient(bridge.port())) {
            for (int i = connection; i < EVENTS; i += CONNECTIONS) {
                assertThat(client.post("/publish", "{\"topic\":\"f.down\",\"args\":[" + i + "]}")
                                .status())
                        .isEqualTo(200);
            }
        }
        return null;
    }

    private List<Integer> letters() throws Exception {
        List<Integer> letters = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                letters.add(number(Files.readString(file)));
            }
        }
        return letters;
    }

    private long letterCount() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static int number(String body) {
        Matcher found = NUMBER.matcher(body);
        assertThat(found.find()).as(body).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private static List<Integer> delivered(StandInBackend backend) {
        return backend.requests().stream()
                .map(request -> number(request.text()))
                .toList();
    }

    private static void assertEachOnce(List<Integer> delivered, List<Integer> letters) {
        List<Integer> all =
                Stream.concat(delivered.stream(), letters.stream()).sorted().toList();
        assertThat(all).isEqualTo(IntStream.range(0, EVENTS).boxed().toList());
    }

    private static void assertInOrder(List<Integer> delivered) {
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            int own = connection;
            assertThat(delivered.stream()
                            .filter(number -> number % CONNECTIONS == own)
                            .toList())
                    .isSorted();
        }
    }

    private void deliversOrKeepsAll(Map<String, String> settings) throws Exception {
        try (StandInBackend backend = new StandInBackend();
                LoggedLines log = new LoggedLines()) {
            try (CallingBridge bridge = bridge(backend.url(), settings)) {
                publish(bridge);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> backend.requests().size() + letterCount() >= EVENTS);
            }
            List<Integer> delivered = delivered(backend);
            assertEachOnce(delivered, letters());
            assertInOrder(delivered);
            assertThat(log.lines()).noneMatch(line -> line.contains("lost"));
        }
    }

    @Test
    void aHealthyBackendLosesNothing() throws Exception {
        deliversOrKeepsAll(Map.of());
    }

    @Test
    void aTinyQueueLosesNothing() throws Exception {
        deliversOrKeepsAll(Map.of("bridge.forwarders.f.queueSize", "3"));
    }

    @Test
    void aBackendThatIsDownLeavesAllInTheDeadLetterEndpoint() throws Exception {
        try (BrokenBackend backend = new BrokenBackend("", true);
                LoggedLines log = new LoggedLines()) {
            try (CallingBridge bridge = bridge(backend.url(), Map.of())) {
                publish(bridge);
            }
            assertEachOnce(List.of(), letters());
            assertThat(log.lines()).noneMatch(line -> line.contains("lost"));
        }
    }

    @Test
    void withoutADeadLetterEndpointLossesAreOneNumber() throws Exception {
        try (BrokenBackend backend = new BrokenBackend("", true);
                LoggedLines log = new LoggedLines()) {
            try (CallingBridge bridge = bridge(
                    backend.url(),
                    Map.of("bridge.forwarders.f.deadLetter", "", "bridge.forwarders.f.queueSize", "3"))) {
                publish(bridge);
            }
            List<String> losses =
                    log.lines().stream().filter(line -> line.contains("lost")).toList();
            assertThat(losses).hasSizeLessThan(5).allMatch(line -> line.contains("The forwarder to"));
            assertThat(losses.get(losses.size() - 1)).contains("(" + EVENTS + " since it started)");
        }
    }
}
