package io.camelwamp.transport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * An event loop that runs when the test says so, on the test's thread, with a clock that the test
 * sets.
 */
public final class VirtualTimeLoop implements EventLoop {
    private static final class Timer {
        final long due;
        final long number;
        final Runnable task;
        boolean cancelled;

        Timer(long due, long number, Runnable task) {
            this.due = due;
            this.number = number;
            this.task = task;
        }
    }

    private final Thread owner = Thread.currentThread();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.<Timer>comparingLong(t -> t.due).thenComparingLong(t -> t.number));
    private long now = 1_000;
    private long timersMade;

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == owner;
    }

    @Override
    public synchronized void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(now + delay.toNanos(), timersMade++, task);
        timers.add(timer);
        return () -> {
            timer.cancelled = true;
            timers.remove(timer);
        };
    }

    @Override
    public long nanoTime() {
        return now;
    }

    /** Runs what is due, and what that makes due. */
    public void run() {
        for (Runnable task = poll(); task != null; task = poll()) {
            task.run();
        }
    }

    private synchronized Runnable poll() {
        return tasks.poll();
    }

    /** Lets time pass, running every timer at its time. */
    public void advance(Duration duration) {
        run();
        long end = now + duration.toNanos();
        while (!timers.isEmpty() && timers.peek().due <= end) {
            Timer timer = timers.remove();
            now = timer.due;
            if (!timer.cancelled) {
                timer.task.run();
            }
            run();
        }
        now = end;
    }

    /** How many timers have neither run nor been taken back. */
    public int timers() {
        return timers.size();
    }
}
