package io.camelwamp.session;

import io.camelwamp.transport.EventLoop;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/**
 * A limit on how long nothing may be heard of somebody. What is heard sets no timer, because there may
 * be much of it. Lives on the event loop.
 */
final class Silence {
    private final EventLoop loop;
    private final Duration limit;
    private final Runnable tooLong;
    private EventLoop.Cancellable timer = () -> {};
    private long heardAt;

    /**
     * A silence that begins now.
     *
     * @param limit after which the task is run, once; more than zero
     * @param tooLong run on the loop, also if that was closed: nothing is heard any more then
     */
    Silence(EventLoop loop, Duration limit, Runnable tooLong) {
        this.loop = loop;
        this.limit = limit;
        this.tooLong = tooLong;
        heard();
        lasts(limit);
    }

    /** Begins the time anew. */
    void heard() {
        heardAt = loop.nanoTime();
    }

    /** Nothing more is to be heard. */
    void end() {
        timer.cancel();
    }

    private void lasts(Duration left) {
        try {
            timer = loop.schedule(left, this::check);
        } catch (RejectedExecutionException e) {
            tooLong.run();
        }
    }

    private void check() {
        Duration left = limit.minusNanos(loop.nanoTime() - heardAt);
        if (left.isZero() || left.isNegative()) {
            tooLong.run();
        } else {
            lasts(left);
        }
    }
}
