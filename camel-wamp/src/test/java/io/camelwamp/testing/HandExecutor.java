package io.camelwamp.testing;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** An executor whose tasks run when the test says so, on the test's thread: as slow as it wants. */
public final class HandExecutor implements Executor {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean shutDown;

    @Override
    public void execute(Runnable task) {
        if (shutDown) {
            throw new RejectedExecutionException("The executor was shut down");
        }
        tasks.add(task);
    }

    /** Runs every task, and those that they lead to. */
    public void runAll() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    /** Runs the task that has waited longest. */
    public void runNext() {
        tasks.remove().run();
    }

    /** How many tasks have not run. */
    public int waiting() {
        return tasks.size();
    }

    /** From now on every task is rejected; those that wait still run. */
    public void shutDown() {
        shutDown = true;
    }
}
