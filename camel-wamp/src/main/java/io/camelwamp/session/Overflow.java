package io.camelwamp.session;

/**
 * What happens to events that arrive while a subscription's queue is full: of so many events, or because the queues of the
 * session hold {@link SessionConfig#queueOctets()} together.
 */
public enum Overflow {
    /**
     * Nothing more is read from the router until there is room, so that it holds events back; but
     * for 10 seconds at a stretch at most, because a client that answers no pings is cut off, and
     * then not again before there was room. Nor while a request of the session waits for its answer
     * (the route that empties the queue may be the one that waits). While reading goes on the queue
     * may grow to eight times its size, but not beyond the octets; what comes after that is lost.
     */
    PAUSE,
    /** The event that has waited longest is lost; for a large one, as many as it takes. */
    DROP_OLDEST,
    /** The event that has just arrived is lost. */
    DROP_NEWEST
}
