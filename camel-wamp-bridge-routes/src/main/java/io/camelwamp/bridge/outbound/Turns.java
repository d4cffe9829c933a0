package io.camelwamp.bridge.outbound;

import java.util.concurrent.atomic.AtomicInteger;

/** Runs a task once more for whoever comes while it runs, so that it never runs twice at once, nor within itself. Thread-safe. */
public final class Turns {
    private final AtomicInteger turns = new AtomicInteger();

    /** Runs a task, or makes the one that runs it do so again. */
    public void take(Runnable task) {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            task.run();
            seen = turns.addAndGet(-seen);
        } while (seen != 0);
    }
}
