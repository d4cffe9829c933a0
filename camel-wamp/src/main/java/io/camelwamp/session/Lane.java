package io.camelwamp.session;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A bounded queue between the event loop and a handler; the only hop of an incoming message.
 *
 * <p>{@link #offer} is called on the loop, the handler on the executor. A handler may finish later
 * and on another thread: it is given a {@code done} that frees its place. What it throws is logged
 * and counts as its end.
 *
 * <p>Places and threads are not the same: a worker whose handler will finish later takes the next
 * item, so that any number of asynchronous handlers need few threads. And workers are called one
 * after the other, the next by the one that found work: handlers that block get a thread each, but
 * a burst of short ones does not wake as many threads as it has items.
 *
 * @param <T> what is handled
 */
final class Lane<T> {
    /** Handles one item. */
    interface Handler<T> {
        /**
         * Handles an item.
         *
         * @param done to be run when the next item may begin; once more does nothing
         */
        void handle(T item, Runnable done);
    }

    /** How many items a worker takes before it lets others have its thread. */
    private static final int BATCH = 64;

    private final String what;
    private final LaneConfig config;
    private final Handler<T> handler;
    private final Runnable onRoom;
    private final Consumer<T> onRejected;
    private final Queue<T> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    /** Items with the handler. Whoever takes an item has a place first; so one place keeps the order. */
    private final AtomicInteger places = new AtomicInteger();

    private final AtomicInteger workers = new AtomicInteger();
    /** Whether a worker was called that has not yet looked into the queue. */
    private final AtomicBoolean called = new AtomicBoolean();

    /**
     * A lane without items.
     *
     * @param what is handled, for the log
     * @param onRoom run (on any thread) each time the queue has become half empty
     * @param onRejected gets (on any thread) what the executor refuses to run, because it was shut
     *     down
     */
    Lane(String what, LaneConfig config, Handler<T> handler, Runnable onRoom, Consumer<T> onRejected) {
        this.what = what;
        this.config = config;
        this.handler = handler;
        this.onRoom = onRoom;
        this.onRejected = onRejected;
    }

    LaneConfig config() {
        return config;
    }

    /** How many items wait. */
    int waiting() {
        return waiting.get();
    }

    boolean isFull() {
        return waiting.get() >= config.capacity();
    }

    boolean hasRoom() {
        return waiting.get() <= config.capacity() / 2;
    }

    /** Adds an item, however many wait; the caller has looked at {@link #isFull}. */
    void offer(T item) {
        waiting.incrementAndGet();
        queue.add(item);
        callWorker();
    }

    /** Takes the item away that has waited longest; null if none waits. */
    T removeOldest() {
        T item = queue.poll();
        if (item != null) {
            waiting.decrementAndGet();
        }
        return item;
    }

    /**
     * Calls a worker if there is something to do and nobody is on the way.
     *
     * <p>Nothing is forgotten: it is called after each change that makes work possible (an item was
     * added, a place or thread became free, the one who was called has looked), and sees that change.
     */
    private void callWorker() {
        if (!queue.isEmpty()
                && places.get() < config.concurrency()
                && workers.get() < config.threads()
                && called.compareAndSet(false, true)) {
            try {
                config.executor().execute(this::work);
            } catch (RejectedExecutionException e) {
                called.set(false);
                for (T item = removeOldest(); item != null; item = removeOldest()) {
                    onRejected.accept(item);
                }
                onRoom.run();
            } catch (Throwable e) {
                // No thread can be had at the moment; the next item or end of one tries again.
                called.set(false);
                SessionLog.noThread(what, e);
            }
        }
    }

    private void work() {
        // Who called looked before the one in front was counted, so there may be one too many.
        boolean placed = workers.incrementAndGet() <= config.threads() && takePlace();
        T item = placed ? queue.poll() : null;
        called.set(false);
        for (int i = 1; item != null; i++) {
            // Each value is passed exactly once on the way down, so exactly one worker sees this
            // one.
            if (waiting.decrementAndGet() == config.capacity() / 2) {
                onRoom.run();
            }
            callWorker();
            if (!handle(item)) {
                placed = takePlace();
            }
            item = placed && i < BATCH ? queue.poll() : null;
        }
        if (placed) {
            places.decrementAndGet();
        }
        workers.decrementAndGet();
        callWorker();
    }

    private boolean takePlace() {
        int taken = places.get();
        while (taken < config.concurrency()) {
            if (places.compareAndSet(taken, taken + 1)) {
                return true;
            }
            taken = places.get();
        }
        return false;
    }

    /** Returns false if the handler is not done; the place is free when it is. */
    private boolean handle(T item) {
        Turn turn = new Turn();
        try {
            handler.handle(item, turn);
        } catch (Throwable e) {
            // Not even an Error may stop the lane: nobody would notice.
            SessionLog.handlerFailed(what, e);
            turn.run();
        }
        return turn.finishedAtOnce();
    }

    /**
     * One item's stay with the handler. If it ends before the handler returns, the worker keeps the
     * place for the next item; else the end gives the place back.
     */
    private final class Turn implements Runnable {
        private static final int RUNNING = 0;
        private static final int RETURNED = 1;
        private static final int DONE = 2;

        private final AtomicInteger state = new AtomicInteger(RUNNING);

        boolean finishedAtOnce() {
            return !state.compareAndSet(RUNNING, RETURNED);
        }

        @Override
        public void run() {
            if (state.getAndSet(DONE) == RETURNED) {
                places.decrementAndGet();
                callWorker();
            }
        }
    }
}
