package io.camelwamp.router.transport;

import io.camelwamp.transport.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The way of one connection's input from the threads that read it onto the event loop: in order,
 * and bounded, because the reader pauses while there is too much under way.
 *
 * <p>One task of the loop takes many entries, so that a busy connection does not pay a hop for each
 * message; and not too many, so that it does not keep the others waiting.
 */
final class HandOver {
    /** Octets under way from which the reader pauses. */
    private static final int CAPACITY = 64 * 1024;

    /** What the smallest entry counts for, as it takes memory, too. */
    private static final int LEAST_WEIGHT = 128;

    private static final int ENTRIES_PER_TURN = 64;

    private record Entry(Runnable task, int weight) {}

    private final EventLoop loop;
    private final Runnable resume;
    private final Runnable drain = this::drain;
    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicLong underWay = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** Whether the reader has been told to pause and not to resume since. */
    private final AtomicBoolean paused = new AtomicBoolean();

    /** Whether the loop wants the reader to pause, however little is under way. */
    private volatile boolean held;

    /**
     * An empty way.
     *
     * @param resume makes the reader go on; called on the loop, once for each time that {@link
     *     #mayRead} said no
     */
    HandOver(EventLoop loop, Runnable resume) {
        this.loop = loop;
        this.resume = resume;
    }

    /**
     * Has a task run on the loop after those given before; may be called from any thread.
     *
     * @param octets what it holds in memory
     * @throws java.util.concurrent.RejectedExecutionException if the loop was closed
     */
    void add(Runnable task, int octets) {
        Entry entry = new Entry(task, Math.max(octets, LEAST_WEIGHT));
        underWay.addAndGet(entry.weight());
        entries.add(entry);
        schedule();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            loop.execute(drain);
        }
    }

    private void drain() {
        try {
            for (int i = 0; i < ENTRIES_PER_TURN; i++) {
                Entry entry = entries.poll();
                if (entry == null) {
                    break;
                }
                underWay.addAndGet(-entry.weight());
                entry.task().run();
            }
        } finally {
            scheduled.set(false);
            if (!entries.isEmpty()) {
                schedule();
            }
            resumeIfPaused();
        }
    }

    /** Asked by the reader after each piece of input: if not, it must pause until it is resumed. */
    boolean mayRead() {
        if (hasRoom()) {
            return true;
        }
        paused.set(true);
        // Room may have been made between these two lines, by a loop that saw no pause.
        return hasRoom() && paused.compareAndSet(true, false);
    }

    private boolean hasRoom() {
        return !held && underWay.get() < CAPACITY;
    }

    private void resumeIfPaused() {
        if (paused.get() && hasRoom() && paused.compareAndSet(true, false)) {
            resume.run();
        }
    }

    /** Pauses the reader; what is under way still arrives. Called on the loop. */
    void hold() {
        held = true;
    }

    /** Ends {@link #hold}. Called on the loop. */
    void release() {
        held = false;
        resumeIfPaused();
    }
}
