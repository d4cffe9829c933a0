package io.camelwamp.bridge.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.camelwamp.bridge.testing.LoggedLines;
import io.camelwamp.bridge.testing.SilentBackend;
import io.camelwamp.bridge.testing.StandInBackend;
import io.camelwamp.bridge.testing.StandInBackend.Reply;
import io.camelwamp.bridge.testing.TestBridge;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What the log says of a backend: when it begins to fail and when it works again, and nothing in between. */
@Timeout(60)
class BackendWatchTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Backend backend = new Backend();
    private final int port = TestBridge.freePort();
    private final Logger level = (Logger) LoggerFactory.getLogger(BackendWatch.class);
    private LoggedLines log;

    BackendWatchTest() throws Exception {}

    @BeforeEach
    void prepare() {
        context.start();
        backend.setCamelContext(context);
        backend.setUsedBy("procedure com.example.x");
        backend.setBaseUrl("http://127.0.0.1:" + port + "/api/?key=s3cret");
        backend.setPrivateAddresses("always");
        level.setLevel(Level.INFO);
        log = new LoggedLines();
    }

    @AfterEach
    void stop() {
        backend.stop();
        context.stop();
        log.close();
        level.setLevel(null);
    }

    private CompletableFuture<OutboundAnswer> send(String url) {
        backend.start();
        return backend.send(OutboundRequest.of("GET", backend.policy().resolve(url)), new Recall());
    }

    private void assertFails(String url) {
        assertThatThrownBy(() -> send(url).get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(OutboundException.class);
    }

    private List<String> lines() {
        return log.lines().stream()
                .filter(line -> line.contains("the backend http"))
                .toList();
    }

    @Test
    void whatAnswersSomeRequestsAndNotOthersDoesNotFloodTheLog() {
        AtomicLong seconds = new AtomicLong();
        BackendWatch watch = new BackendWatch(
                "procedure com.example.x",
                Target.parse("http://example.com/"),
                () -> TimeUnit.SECONDS.toNanos(seconds.get()));
        OutboundAnswer answer = new OutboundAnswer(200, Map.of(), new byte[0]);
        OutboundException failure = new OutboundException(OutboundException.Kind.DROPPED, "it hung up");

        for (int i = 0; i < 100; i++) {
            watch.heard(null, failure);
            watch.heard(answer, null);
            seconds.addAndGet(i % 10);
        }
        assertThat(lines()).singleElement().asString().contains("begins to fail");

        seconds.addAndGet(10);
        watch.heard(answer, null);
        watch.heard(answer, null);
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(1)).contains("works again, after 100 failed requests");

        watch.heard(null, failure);
        assertThat(lines()).hasSize(3);
        assertThat(lines().get(2)).contains("begins to fail");
    }

    @Test
    void aFailureAndAllThatFollowAreOneLine() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertFails("");
        }
        assertThat(lines()).singleElement().satisfies(line -> assertThat(line)
                .contains(
                        "procedure com.example.x: the backend http://127.0.0.1:" + port + "/api/ begins to fail",
                        "its host refuses it",
                        "ConnectException")
                .doesNotContain("s3cret"));

        try (StandInBackend back = new StandInBackend(port)) {
            // A status of failure is an answer, but one answer does not make it steady.
            back.answerWith(Reply.empty(500));
            assertThat(send("").get(20, TimeUnit.SECONDS).status()).isEqualTo(500);
        }
        assertFails("");
        assertThat(lines()).hasSize(1);
    }

    @Test
    void targetsThatCallersNameAreNotLogged() throws Exception {
        backend.setAllowedTargets("*:*");
        assertFails("http://127.0.0.1:" + TestBridge.freePort() + "/");
        assertThat(lines()).isEmpty();
    }

    @Test
    void whatIsRecalledOrEndsWithUsIsNoFailure() throws Exception {
        try (SilentBackend silent = new SilentBackend()) {
            backend.setBaseUrl(silent.url());
            backend.start();
            OutboundRequest request = OutboundRequest.of("GET", backend.policy().base());
            Recall recall = new Recall();
            CompletableFuture<OutboundAnswer> recalled = backend.send(request, recall);
            silent.awaitRequest();
            recall.recall();
            assertThatThrownBy(() -> recalled.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(OutboundException.class);

            CompletableFuture<OutboundAnswer> last = backend.send(request, new Recall());
            silent.awaitRequest();
            backend.stop();
            assertThatThrownBy(() -> last.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(OutboundException.class);
            assertThat(lines()).isEmpty();
        }
    }
}
