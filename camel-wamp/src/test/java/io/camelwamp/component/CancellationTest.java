package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who is told that a call is not wanted any more. */
class CancellationTest {
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void runsATaskOnceWheneverItCame() {
        Cancellation cancellation = new Cancellation();
        Cancellation.register(cancellation, runs::incrementAndGet);
        assertThat(runs).hasValue(0);

        cancellation.complete(null);
        assertThat(runs).hasValue(1);

        Cancellation.register(cancellation, runs::incrementAndGet);
        assertThat(runs).hasValue(2);
        assertThat(cancellation.waiting()).isZero();
    }

    @Test
    void runsNothingThatWasTakenBack() {
        for (CompletableFuture<Void> stage : List.of(new Cancellation(), new CompletableFuture<Void>())) {
            Cancellation.register(stage, runs::incrementAndGet).run();

            stage.complete(null);
        }
        assertThat(runs).hasValue(0);
    }
}
