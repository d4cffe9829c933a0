package io.camelwamp.testing;

import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** An event loop on a plain thread, for tests in which threads race; closed by the test. */
public final class ThreadLoop implements EventLoop, EventLoops {
    private volatile Thread thread;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        thread = new Thread(task, "test-loop");
        return thread;
    });

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
    public EventLoop next() {
        return this;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
