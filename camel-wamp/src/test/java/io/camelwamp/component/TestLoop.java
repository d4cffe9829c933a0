package io.camelwamp.component;

import io.camelwamp.transport.EventLoop;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** An event loop on a plain thread. */
final class TestLoop implements EventLoop, AutoCloseable {
    private volatile Thread thread;
    private final ScheduledExecutorService executor;

    TestLoop(String name) {
        executor =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            thread = new Thread(task, name);
                            return thread;
                        });
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        Future<?> future = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
