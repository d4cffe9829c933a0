package io.camelwamp.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NettyEventLoopsTest {
    private final EventLoops loops = EventLoops.create("my-loops", 3);

    @AfterEach
    void close() {
        loops.close();
    }

    private static Thread threadOf(EventLoop loop) throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        loop.execute(() -> thread.complete(Thread.currentThread()));
        return thread.get(20, TimeUnit.SECONDS);
    }

    @Test
    void areFoundByTheServiceLoaderAndTakeTurns() throws Exception {
        assertThat(loops).isInstanceOf(NettyEventLoops.class);
        Set<Thread> threads = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            threads.add(threadOf(loops.next()));
        }

        assertThat(threads).hasSize(3);
        assertThat(threads).allMatch(thread -> thread.getName().startsWith("my-loops-") && !thread.isDaemon());
    }

    @Test
    void aLoopRunsTasksInOrderOnItsThread() throws Exception {
        EventLoop loop = loops.next();
        List<Integer> order = new CopyOnWriteArrayList<>();
        CompletableFuture<Boolean> inLoop = new CompletableFuture<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            loop.execute(() -> order.add(number));
        }
        loop.execute(() -> inLoop.complete(loop.inLoop()));

        assertThat(inLoop.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.inLoop()).isFalse();
        assertThat(order).hasSize(100).isSorted();
    }

    @Test
    void runsTasksLaterUnlessTheyAreTakenBack() throws Exception {
        EventLoop loop = loops.next();
        List<String> ran = new CopyOnWriteArrayList<>();
        EventLoop.Cancellable takenBack = loop.schedule(Duration.ofMillis(20), () -> ran.add("taken back"));
        loop.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add("never"));
        CountDownLatch done = new CountDownLatch(1);
        long start = loop.nanoTime();
        takenBack.cancel();
        takenBack.cancel();
        loop.schedule(Duration.ofMillis(50), done::countDown);

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
        assertThat(ran).isEmpty();
    }

    @Test
    void closingRunsWhatWasGivenAndEndsTheThreads() throws Exception {
        EventLoop loop = loops.next();
        Thread thread = threadOf(loop);
        CompletableFuture<String> last = new CompletableFuture<>();
        loop.execute(() -> last.complete("ran"));
        loops.close();

        assertThat(last.get(20, TimeUnit.SECONDS)).isEqualTo("ran");
        await().until(() -> !thread.isAlive());
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void closingRunsWhatWaitsAndTakesNothingMore() throws Exception {
        EventLoop loop = loops.next();
        CompletableFuture<Boolean> waiting = new CompletableFuture<>();
        CompletableFuture<String> takenBack = new CompletableFuture<>();
        loop.schedule(Duration.ofDays(1), () -> waiting.complete(loop.inLoop()));
        loop.schedule(Duration.ofDays(1), () -> takenBack.complete("ran")).cancel();
        loops.close();

        assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> loop.schedule(Duration.ofMillis(1), () -> {}))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(takenBack).isNotDone();
    }

    @Test
    void needsAtLeastOneThread() {
        assertThatThrownBy(() -> EventLoops.create("none", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }
}
