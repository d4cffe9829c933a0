package io.camelwamp.bridge.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class UnfinishedTest {
    private final Unfinished unfinished = new Unfinished();

    @Test
    void isIdleWhenTheLastOneEnds() {
        assertThat(unfinished.idle()).isCompleted();
        unfinished.begin();
        unfinished.begin();
        CompletableFuture<Void> idle = unfinished.idle();
        unfinished.end();
        assertThat(idle).isNotDone();
        unfinished.end();
        assertThat(idle).isCompleted();
        unfinished.begin();
        assertThat(unfinished.idle()).isNotDone();
        assertThat(unfinished.count()).isEqualTo(1);
    }

    @Test
    void aTaskCountsUntilItHasRunEvenIfItFails() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        unfinished.counting(tasks::add).execute(() -> {
            throw new IllegalStateException("broken");
        });
        CompletableFuture<Void> idle = unfinished.idle();
        assertThat(idle).isNotDone();
        assertThatThrownBy(() -> tasks.remove().run()).hasMessage("broken");
        assertThat(idle).isCompleted();
    }

    @Test
    void aTaskThatIsRejectedDoesNotCount() {
        Executor closed = unfinished.counting(task -> {
            throw new RejectedExecutionException("closed");
        });
        assertThatThrownBy(() -> closed.execute(() -> {})).hasMessage("closed");
        assertThat(unfinished.idle()).isCompleted();
    }

    @Test
    void whoWaitsForItCannotCompleteItForOthers() {
        unfinished.begin();
        unfinished.idle().complete(null);
        assertThat(unfinished.idle()).isNotDone();
    }
}
