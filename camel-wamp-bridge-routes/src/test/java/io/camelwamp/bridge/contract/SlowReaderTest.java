package io.camelwamp.bridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.bridge.testing.TestBridge;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SlowReaderTest {
    private static final String CALL = "{\"procedure\":\"com.example.large\"}";
    private static final String LARGE = "x".repeat(16_000_000);
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        bridge = new TestBridge().add("wamp-caller", Map.of("path", "/call")).start();
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    /** The thread that completes a call writes its answer; here it is the test's own. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void aClientThatDoesNotReadHoldsUpNoThread() throws Exception {
        CompletableFuture<Object> result = new CompletableFuture<>();
        bridge.wamp().answerWith(request -> result);
        try (RawClient slow = bridge.connect()) {
            slow.request("POST", "/call", "", CALL.getBytes());
            bridge.wamp().requests().take();

            result.complete(LARGE);

            bridge.wamp().answerWith("small");
            assertThat(bridge.post("/call", CALL).text()).contains("small");
            assertThat(slow.read().text()).hasSize(LARGE.length() + "{\"args\":[\"\"]}".length());
        }
    }
}
