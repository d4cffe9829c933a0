package io.camelwamp.component;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The {@link WampConstants#CANCELLATION_PROPERTY} of a served call. A route may make many calls for it,
 * one after the other: those that are over take their tasks back, which a future as such does not allow.
 * Thread-safe.
 */
final class Cancellation extends CompletableFuture<Void> {
    private final Set<Runnable> tasks = ConcurrentHashMap.newKeySet();

    Cancellation() {
        whenComplete((nothing, failure) -> tasks.forEach(this::runOnce));
    }

    /**
     * Has a task run when a stage completes; at once if it has.
     *
     * @param stage of this class or any other
     * @return takes the task back, with all that it refers to
     */
    static Runnable register(CompletionStage<?> stage, Runnable task) {
        if (stage instanceof Cancellation served) {
            return served.add(task);
        }
        AtomicReference<Runnable> waiting = new AtomicReference<>(task);
        stage.whenComplete((nothing, failure) -> {
            Runnable due = waiting.getAndSet(null);
            if (due != null) {
                due.run();
            }
        });
        return () -> waiting.set(null);
    }

    private Runnable add(Runnable task) {
        tasks.add(task);
        // The tasks may have been run just before this one came.
        if (isDone()) {
            runOnce(task);
        }
        return () -> tasks.remove(task);
    }

    private void runOnce(Runnable task) {
        if (tasks.remove(task)) {
            task.run();
        }
    }

    /** How many tasks wait. */
    int waiting() {
        return tasks.size();
    }
}
