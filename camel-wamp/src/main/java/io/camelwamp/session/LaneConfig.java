package io.camelwamp.session;

import java.util.concurrent.Executor;

/**
 * How messages reach a handler.
 *
 * @param executor runs the handler; it may block there
 * @param capacity how many messages may wait
 * @param concurrency how many may be with the handler at once; with 1 their order is kept
 * @param threads how many threads of the executor are used at the same time, at most; what a handler
 *     finishes later takes none
 * @param overflow what happens to events when there is no room
 */
public record LaneConfig(Executor executor, int capacity, int concurrency, int threads, Overflow overflow) {
    /** Checks the numbers. */
    public LaneConfig {
        if (capacity < 1 || concurrency < 1 || threads < 1) {
            throw new IllegalArgumentException("A queue needs a capacity, a concurrency and threads of at least 1, but"
                    + " they are %d, %d and %d".formatted(capacity, concurrency, threads));
        }
    }

    /** As many threads as messages may be with the handler, which may block. */
    public LaneConfig(Executor executor, int capacity, int concurrency, Overflow overflow) {
        this(executor, capacity, concurrency, concurrency, overflow);
    }

    /** One message at a time, in order, 1,000 waiting, reading paused when full. */
    public static LaneConfig sequential(Executor executor) {
        return new LaneConfig(executor, 1000, 1, Overflow.PAUSE);
    }
}
