package io.camelwamp.session;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The octets of all events and calls of a session that wait for their handlers: the heap is one, however many queues there
 * are.
 *
 * <p>When they reach the limit, no queue takes more than a small part of it, so that the bound is kept and yet a handler that
 * is stuck does not leave the others without messages.
 */
final class Backlog {
    /** Each queue may always hold the limit divided by this. */
    private static final int PARTS = 64;

    private final long limit;
    private final long part;
    private final Consumer<Runnable> loop;
    private final AtomicLong octets = new AtomicLong();

    /** Who found no room and has not heard of any since; on the loop. */
    private final Set<Share> refused = new HashSet<>();

    /**
     * An empty backlog.
     *
     * @param limit in octets; exceeded by less than one message, and by what queues may always hold
     * @param loop runs tasks on the event loop, from any thread
     */
    Backlog(long limit, Consumer<Runnable> loop) {
        this.limit = limit;
        this.part = Math.max(1, limit / PARTS);
        this.loop = loop;
    }

    /** How many octets wait. */
    long octets() {
        return octets.get();
    }

    /**
     * The part of one queue.
     *
     * @param onRoom run on the loop when there is room after {@link Share#isUsedUp} was true or {@link Share#hasRoom} false
     */
    Share share(Runnable onRoom) {
        return new Share(onRoom);
    }

    private void tellAll() {
        Set<Share> waiting = Set.copyOf(refused);
        refused.clear();
        waiting.forEach(Share::tell);
    }

    /** What one queue holds. */
    final class Share {
        private final Runnable onRoom;
        private final AtomicLong own = new AtomicLong();

        /** Whether it is among the refused; written on the loop. */
        private volatile boolean isRefused;

        private Share(Runnable onRoom) {
            this.onRoom = onRoom;
        }

        /** Whether the queue must not take another message; on the loop. */
        boolean isUsedUp() {
            if (!isFull()) {
                return false;
            }
            refused.add(this);
            isRefused = true;
            // What was removed just now told nobody.
            return isFull();
        }

        private boolean isFull() {
            return octets.get() >= limit && own.get() >= part;
        }

        /** Whether there is room for more than a few messages; if not, it is told when there is. On the loop. */
        boolean hasRoom() {
            if (isRoomy()) {
                return true;
            }
            refused.add(this);
            isRefused = true;
            // What was removed just now told nobody.
            return isRoomy();
        }

        private boolean isRoomy() {
            return octets.get() <= limit / 2 || own.get() <= part / 2;
        }

        /** A message waits from now on; on the loop. */
        void add(int weight) {
            own.addAndGet(weight);
            octets.addAndGet(weight);
        }

        /** A message does not wait any more; from any thread. */
        void remove(int weight) {
            long ownBefore = own.getAndAdd(-weight);
            long before = octets.getAndAdd(-weight);
            if (falls(before, weight, limit / 2)) {
                loop.accept(Backlog.this::tellAll);
            } else if (isRefused && falls(ownBefore, weight, part / 2)) {
                loop.accept(this::tell);
            }
        }

        private void tell() {
            isRefused = false;
            refused.remove(this);
            onRoom.run();
        }
    }

    /** Each value is passed exactly once on the way down, so exactly one thread sees it. */
    private static boolean falls(long before, int weight, long mark) {
        return before > mark && before - weight <= mark;
    }
}
