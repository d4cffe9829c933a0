package io.camelwamp.testing;

import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * An event loop without a thread and with a clock that stands still: tasks run when the test calls
 * {@link #run()}, and time passes when it calls {@link #advance}.
 *
 * <p>Other threads may give it tasks; only the test's thread runs them. An exception that escapes
 * from a task fails the test. Whether the test itself is on the loop, outside of tasks, is the choice
 * between the constructor and {@link #onThisThread()}.
 */
public final class VirtualTimeLoop implements EventLoop {
    private record Timer(long time, long number, Runnable task) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Thread owner;
    private volatile long now;
    private long timersSoFar;
    private volatile Thread runner;
    private volatile boolean closed;

    /** A loop that only its tasks are on, as those of the product: the test is another thread's. */
    public VirtualTimeLoop() {
        this(null);
    }

    private VirtualTimeLoop(Thread owner) {
        this.owner = owner;
    }

    /** A loop that the test is on all the time, for what may be called on the loop only. */
    public static VirtualTimeLoop onThisThread() {
        return new VirtualTimeLoop(Thread.currentThread());
    }

    @Override
    public boolean inLoop() {
        Thread current = Thread.currentThread();
        return current == runner || current == owner;
    }

    @Override
    public void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("The loop was closed");
        }
        tasks.add(task);
    }

    @Override
    public synchronized Cancellable schedule(Duration delay, Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("The loop was closed");
        }
        Timer timer = new Timer(now + Math.max(0, delay.toNanos()), timersSoFar++, task);
        timers.add(timer);
        return () -> cancel(timer);
    }

    private synchronized void cancel(Timer timer) {
        timers.remove(timer);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    /** Runs every task that is due now, and those that they lead to. */
    public void run() {
        for (Runnable task = next(); task != null; task = next()) {
            runOne(task);
        }
    }

    private Runnable next() {
        Runnable task = tasks.poll();
        if (task != null) {
            return task;
        }
        Timer timer = due(now);
        return timer == null ? null : timer.task;
    }

    /** Runs a task on the loop before those that wait. */
    public void runFirst(Runnable task) {
        runOne(task);
    }

    /** Lets time pass: whatever falls due on the way runs at its time and in its order. */
    public void advance(Duration time) {
        run();
        long end = now + time.toNanos();
        for (Timer timer = due(end); timer != null; timer = due(end)) {
            now = timer.time;
            runOne(timer.task);
            run();
        }
        now = end;
    }

    /**
     * Runs what is due; if there is nothing, waits for a task from another thread, in real time.
     *
     * @return false if none came
     */
    public boolean runOrWait(Duration patience) {
        try {
            Runnable task = tasks.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (task == null) {
                return false;
            }
            runOne(task);
            run();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized Timer due(long time) {
        return !timers.isEmpty() && timers.peek().time <= time ? timers.remove() : null;
    }

    private void runOne(Runnable task) {
        if (runner != null) {
            throw new IllegalStateException("A task of the loop cannot run the loop");
        }
        runner = Thread.currentThread();
        try {
            task.run();
        } finally {
            runner = null;
        }
    }

    /** How many timers have neither fired nor been cancelled. */
    public synchronized int timers() {
        return timers.size();
    }

    /** From now on the loop takes no tasks. */
    public void close() {
        closed = true;
    }

    /** This loop for all who ask for one. */
    public EventLoops asLoops() {
        return new EventLoops() {
            @Override
            public EventLoop next() {
                return VirtualTimeLoop.this;
            }

            @Override
            public void close() {
                VirtualTimeLoop.this.close();
            }
        };
    }
}
