package io.camelwamp.bridge.callee;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.bridge.testing.CallingBridge;
import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.StandInBackend;
import io.camelwamp.bridge.testing.StandInBackend.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GracefulStopTest {
    @Test
    void callsUnderWayAreAnsweredBeforeTheBridgeStops() throws Exception {
        try (StandInBackend backend = new StandInBackend()) {
            backend.answerWith(Reply.json(200, "{}").after(Duration.ofSeconds(2)));
            CallingBridge bridge = new CallingBridge(
                    Map.of("bridge.callees.x.procedure", "com.example.x", "bridge.callees.x.baseUrl", backend.url()));
            CompletableFuture<HttpAnswer> answer;
            try {
                bridge.awaitProcedure("com.example.x");
                answer = CompletableFuture.supplyAsync(() -> call(bridge));
                backend.take();
            } finally {
                bridge.close();
            }
            assertThat(answer.get(10, TimeUnit.SECONDS).text()).startsWith("{\"args\":[{\"code\":200,");
        }
    }

    private static HttpAnswer call(CallingBridge bridge) {
        try {
            return bridge.call("com.example.x", "{}");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
