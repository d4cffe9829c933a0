package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class RouteLoadTest {
    private final RouteLoad load = new RouteLoad();
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Test
    void aWorkerCountsFromItsRequestToItsEnd() {
        load.execute(tasks::add, () -> assertThat(load.unfinished()).isEqualTo(1));
        assertThat(load.unfinished()).isEqualTo(1);

        tasks.remove().run();

        assertThat(load.unfinished()).isZero();
    }

    @Test
    void anExchangeCountsUntilItsEndAndNotOnceMoreForItsWorker() {
        load.execute(tasks::add, load::begin);
        tasks.remove().run();
        assertThat(load.unfinished()).isEqualTo(1);

        load.end();

        assertThat(load.unfinished()).isZero();
    }

    @Test
    void aWorkerThatFailsOrIsRefusedDoesNotCount() {
        load.execute(tasks::add, () -> {
            throw new IllegalStateException("worker");
        });
        assertThatThrownBy(() -> tasks.remove().run()).hasMessage("worker");
        assertThatThrownBy(() -> load.execute(
                        task -> {
                            throw new RejectedExecutionException();
                        },
                        () -> {}))
                .isInstanceOf(RejectedExecutionException.class);

        assertThat(load.unfinished()).isZero();
    }
}
