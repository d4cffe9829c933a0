package io.camelwamp.bridge.outbound;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Counts what has begun and not ended, and tells whoever wants to stop when nothing is left. Thread-safe. */
public final class Unfinished {
    /** Both guarded by this. */
    private int count;

    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

    /** Something begins. */
    public synchronized void begin() {
        if (count++ == 0) {
            idle = new CompletableFuture<>();
        }
    }

    /** Something that has begun is over; what follows from it must have begun before. */
    public void end() {
        CompletableFuture<Void> reached = null;
        synchronized (this) {
            if (--count == 0) {
                reached = idle;
            }
        }
        if (reached != null) {
            reached.complete(null);
        }
    }

    /** How much has begun and not ended. */
    public synchronized int count() {
        return count;
    }

    /** Completes when nothing is left, on the thread where the last one ends; later beginnings do not change it. */
    public synchronized CompletableFuture<Void> idle() {
        return idle.copy();
    }

    /** An executor whose tasks count, from their arrival to their end. */
    public Executor counting(Executor executor) {
        return task -> {
            begin();
            try {
                executor.execute(() -> {
                    try {
                        task.run();
                    } finally {
                        end();
                    }
                });
            } catch (RejectedExecutionException e) {
                end();
                throw e;
            }
        };
    }
}
