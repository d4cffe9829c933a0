package io.camelwamp.component;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what has left a consumer's queue and is not yet at its end, so that a graceful shutdown
 * overlooks nothing: a message between the queue and the route is known to neither of them, nor is
 * an answer that the route has made and the session has not got. Thread-safe.
 */
final class RouteLoad {
    private final AtomicInteger workers = new AtomicInteger();
    private final AtomicInteger exchanges = new AtomicInteger();

    /** Runs a worker, which takes messages from the queue. */
    void execute(Executor executor, Runnable worker) {
        workers.incrementAndGet();
        try {
            executor.execute(() -> {
                try {
                    worker.run();
                } finally {
                    workers.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException | Error e) {
            workers.decrementAndGet();
            throw e;
        }
    }

    /** An exchange is handed to the route. */
    void begin() {
        exchanges.incrementAndGet();
    }

    /** An exchange has been answered and released. */
    void end() {
        exchanges.decrementAndGet();
    }

    /** How many exchanges there are, at least; a worker counts as long as it may be making one. */
    int unfinished() {
        return Math.max(workers.get(), exchanges.get());
    }
}
