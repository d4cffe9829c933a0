package io.camelwamp.transport;

import java.time.Duration;

/**
 * A single thread that runs tasks in the order they were given. Sessions, transports and router
 * realms live on one, so they need no locks.
 *
 * <p>All methods may be called from any thread. Tasks must not block.
 */
public interface EventLoop {
    /** A task that can be taken back. */
    @FunctionalInterface
    interface Cancellable {
        /**
         * Takes the task back if it has not run; may be called from any thread and more than once.
         */
        void cancel();
    }

    /** Tells whether the caller is on the loop's thread. */
    boolean inLoop();

    /**
     * Runs a task after those given before.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the loop was closed
     */
    void execute(Runnable task);

    /**
     * Runs a task after a delay, unless it is taken back before.
     *
     * <p>On a loop that is closed no time passes any more: what waits then is run at once.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the loop was closed
     */
    Cancellable schedule(Duration delay, Runnable task);

    /** A clock for measuring durations in nanoseconds; virtual in tests. */
    long nanoTime();
}
