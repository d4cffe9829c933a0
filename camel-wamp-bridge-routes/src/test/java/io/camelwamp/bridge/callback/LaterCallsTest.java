package io.camelwamp.bridge.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.outbound.DeadLetters;
import io.camelwamp.bridge.outbound.Target;
import io.camelwamp.bridge.outbound.Unfinished;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.session.LaneConfig;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LaterCallsTest {
    @TempDir
    private Path folder;

    @Test
    void aResultThatCannotBeSentIsLostAndFreesItsPlace() throws Exception {
        Unfinished unfinished = new Unfinished();
        CallbackLimits limits = new CallbackLimits();
        limits.setPendingCalls(1);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (CallbackWorld world = new CallbackWorld(folder)) {
            world.startBridge();
            world.client()
                    .register(
                            "f",
                            RegisterOptions.NONE,
                            invocation -> invocation.complete(Payload.ofArgs(42)),
                            LaneConfig.sequential(Runnable::run))
                    .active()
                    .get(10, TimeUnit.SECONDS);
            DeadLetters letters = new DeadLetters(world.bridge(), null, "test", 1, unfinished);
            CallbackSender broken = new CallbackSender(
                    (request, recall) -> {
                        throw new IllegalStateException("broken");
                    },
                    timer,
                    unfinished,
                    limits);
            LaterCalls calls = new LaterCalls(
                    world.client(), new ResultDelivery(broken, limits, letters), limits, timer, unfinished);

            for (long lost = 1; lost <= 2; lost++) {
                calls.begin("f", Payload.EMPTY, Target.parse("http://example.com/"));

                await().until(() -> calls.pending() == 0 && unfinished.count() == 0);
                assertThat(letters.lost()).isEqualTo(lost);
            }
        } finally {
            timer.shutdownNow();
        }
    }
}
