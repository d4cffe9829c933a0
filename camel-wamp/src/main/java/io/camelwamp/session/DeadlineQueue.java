package io.camelwamp.session;

import io.camelwamp.transport.EventLoop;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/**
 * Deadlines that all lie the same time ahead when they are set.
 *
 * <p>The entries form a linked list in the order of their deadlines, so adding and removing cost a
 * few writes, and one timer for the oldest serves all of them. Lives on the event loop.
 */
final class DeadlineQueue {
    /** Something that expires unless it is removed in time. */
    abstract static class Entry {
        private DeadlineQueue queue;
        private Entry previous;
        private Entry next;
        private long deadline;

        /** Called on the loop when time is up; the entry is no longer in its queue. */
        abstract void expired();

        /** Takes the entry out of its queue, if it is in one. */
        final void disarm() {
            if (queue != null) {
                queue.remove(this);
            }
        }
    }

    private final EventLoop loop;
    private final Duration timeout;
    private Entry oldest;
    private Entry newest;
    private EventLoop.Cancellable timer;
    private boolean stopped;

    DeadlineQueue(EventLoop loop, Duration timeout) {
        this.loop = loop;
        this.timeout = timeout;
    }

    void add(Entry entry) {
        entry.queue = this;
        entry.deadline = loop.nanoTime() + timeout.toNanos();
        entry.previous = newest;
        if (newest == null) {
            oldest = entry;
        } else {
            newest.next = entry;
        }
        newest = entry;
        if (timer == null && !stopped) {
            arm(timeout);
        }
    }

    /** On a loop that was closed no time passes any more: it is up for all. */
    private void arm(Duration delay) {
        try {
            timer = loop.schedule(delay, this::expire);
        } catch (RejectedExecutionException e) {
            timer = null;
            while (oldest != null) {
                expireOldest();
            }
        }
    }

    private void expireOldest() {
        Entry expired = oldest;
        remove(expired);
        expired.expired();
    }

    /**
     * The timer is left to run: it fires once in a while and then finds younger entries, or none.
     */
    private void remove(Entry entry) {
        if (entry.previous == null) {
            oldest = entry.next;
        } else {
            entry.previous.next = entry.next;
        }
        if (entry.next == null) {
            newest = entry.previous;
        } else {
            entry.next.previous = entry.previous;
        }
        entry.previous = null;
        entry.next = null;
        entry.queue = null;
    }

    /**
     * The timer that has fired stays set meanwhile, so that new entries do not set one too late for
     * older ones.
     */
    private void expire() {
        while (!stopped && oldest != null && oldest.deadline - loop.nanoTime() <= 0) {
            expireOldest();
        }
        if (stopped || oldest == null) {
            timer = null;
        } else {
            arm(Duration.ofNanos(oldest.deadline - loop.nanoTime()));
        }
    }

    /** For good: entries stay and do not expire any more. */
    void stop() {
        stopped = true;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
