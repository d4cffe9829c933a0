package io.camelwamp.protocol;

/**
 * The ids that one peer gives to its requests in one session: 1, 2, 3 … 2^53, then 1 again (spec:
 * basic/building_blocks.md, section IDs).
 *
 * <p>Not thread-safe: the ids of a session are taken on its event loop, because the protocol
 * forbids gaps and reordering.
 */
public final class RequestIds {
    /** The largest id, 2^53. */
    public static final long MAX = 1L << 53;

    private long last;

    /** A sequence whose first id is 1. */
    public RequestIds() {
        this(0);
    }

    /**
     * A sequence that goes on after a given id.
     *
     * @param last the id taken before, or 0
     */
    public RequestIds(long last) {
        this.last = last;
    }

    /** The id that {@link #next()} will take. */
    public long peek() {
        return last >= MAX ? 1 : last + 1;
    }

    /** Takes the next id. */
    public long next() {
        last = peek();
        return last;
    }

    /** The id taken last, 0 if none was. */
    public long last() {
        return last;
    }

    /** Tells whether a number lies in 1 … 2^53. */
    public static boolean isId(long value) {
        return value >= 1 && value <= MAX;
    }
}
