package io.camelwamp.transport.netty;

import io.camelwamp.transport.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** A Netty event loop, as the rest of the engine knows one. */
final class NettyEventLoop implements EventLoop {
    /** Longer delays would overflow the clock; nobody waits for a century. */
    private static final Duration LONGEST_DELAY = Duration.ofDays(36_500);

    private final io.netty.channel.EventLoop loop;
    private final Executor helpers;

    /**
     * Wraps a loop.
     *
     * @param helpers threads for what would block the loop; may reject tasks when there are too
     *     many
     */
    NettyEventLoop(io.netty.channel.EventLoop loop, Executor helpers) {
        this.loop = loop;
        this.helpers = helpers;
    }

    /**
     * The same loop, if connections can live on it.
     *
     * @throws IllegalArgumentException if it is of another kind
     */
    static NettyEventLoop of(EventLoop loop) {
        if (loop instanceof NettyEventLoop netty) {
            return netty;
        }
        throw new IllegalArgumentException("Network connections live on loops of EventLoops.create(...), not on a "
                + (loop == null ? "null" : loop.getClass().getName()));
    }

    /** What Netty registers channels with. */
    io.netty.channel.EventLoop netty() {
        return loop;
    }

    /** Threads for what would block the loop. */
    Executor helpers() {
        return helpers;
    }

    @Override
    public boolean inLoop() {
        return loop.inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        if (loop.isShuttingDown()) {
            throw new RejectedExecutionException("The event loop was closed");
        }
        Duration bounded = delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
        Timer timer = new Timer(task);
        timer.start(loop.schedule(task, bounded.toNanos(), TimeUnit.NANOSECONDS));
        return timer;
    }

    /** Netty cancels what waits when a loop is closed; only its owner's cancelling is meant. */
    private static final class Timer implements Cancellable, FutureListener<Object> {
        private final Runnable task;
        private Future<?> future;
        private volatile boolean takenBack;

        Timer(Runnable task) {
            this.task = task;
        }

        @SuppressWarnings("unchecked")
        void start(ScheduledFuture<?> scheduled) {
            future = scheduled;
            ((Future<Object>) scheduled).addListener(this);
        }

        @Override
        public void cancel() {
            takenBack = true;
            future.cancel(false);
        }

        @Override
        public void operationComplete(Future<Object> done) {
            if (done.isCancelled() && !takenBack) {
                task.run();
            }
        }
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
