package io.camelwamp.router;

import java.util.Set;

/** Where a connection stands (spec: basic/sessions.md), with the states that can follow. */
enum ConnectionState {
    /** The transport has not said that it is open. */
    CONNECTING,
    /** Open, without a session: at the beginning, and again after the client's GOODBYE. */
    AWAITING_HELLO,
    /** HELLO was received, WELCOME was not sent. */
    AUTHENTICATING,
    /** A session is established. */
    JOINED,
    /** The router said GOODBYE and waits for the answer. */
    LEAVING,
    /** Nothing is sent or heard any more. */
    CLOSED;

    /**
     * Moves on.
     *
     * @return the next state
     * @throws IllegalStateException if it cannot follow this one
     */
    ConnectionState to(ConnectionState next) {
        if (!successors().contains(next)) {
            throw new IllegalStateException("A connection cannot go from " + this + " to " + next);
        }
        return next;
    }

    private Set<ConnectionState> successors() {
        return switch (this) {
            case CONNECTING -> Set.of(AWAITING_HELLO, CLOSED);
            case AWAITING_HELLO -> Set.of(AUTHENTICATING, CLOSED);
            case AUTHENTICATING -> Set.of(JOINED, CLOSED);
            case JOINED -> Set.of(AWAITING_HELLO, LEAVING, CLOSED);
            case LEAVING -> Set.of(CLOSED);
            case CLOSED -> Set.of();
        };
    }
}
