package io.camelwamp.bridge.outbound;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * By which those who have sent a request tell that they do not wait for its answer any more. Its tasks run on the thread that
 * calls it back, which may be an event loop: they only pass it on. Thread-safe.
 */
public final class Recall {
    private final Set<Runnable> tasks = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> forgotten = new CompletableFuture<>();
    private volatile boolean recalled;

    /**
     * A recall that comes when a stage completes, however it does, unless it is {@linkplain #forget forgotten} before.
     *
     * @param unwanted null if it never comes
     */
    public static Recall when(CompletionStage<?> unwanted) {
        Recall recall = new Recall();
        if (unwanted != null) {
            CompletableFuture<?> future = unwanted.toCompletableFuture();
            // Of all that may depend on a future, only this leaves it when something else completes.
            CompletableFuture.anyOf(future, recall.forgotten).whenComplete((nothing, failure) -> {
                if (future.isDone()) {
                    recall.recall();
                }
            });
        }
        return recall;
    }

    /** The answer is there: the stage that this was to come with does not refer to it any more, however long it lives on. */
    public void forget() {
        forgotten.complete(null);
    }

    /** The answer is not waited for any more; further times do nothing. */
    public void recall() {
        recalled = true;
        tasks.forEach(this::runOnce);
    }

    /** Whether the answer is not waited for any more. */
    boolean isRecalled() {
        return recalled;
    }

    /**
     * Has a task run at the recall; at once if it was there already.
     *
     * @return takes the task back, with all that it refers to
     */
    Runnable onRecall(Runnable task) {
        tasks.add(task);
        // The tasks may have been run just before this one came.
        if (recalled) {
            runOnce(task);
        }
        return () -> tasks.remove(task);
    }

    private void runOnce(Runnable task) {
        if (tasks.remove(task)) {
            task.run();
        }
    }
}
