package io.camelwamp.session;

import java.util.Set;

/**
 * Where one connection stands (spec: basic/sessions.md); each constant lists its legal successors.
 */
enum SessionState {
    /** The transport is being opened. */
    CONNECTING,
    /** HELLO was sent. */
    ESTABLISHING,
    /** A CHALLENGE arrived and is being answered, or was. */
    CHALLENGING,
    /** WELCOME arrived. */
    ESTABLISHED,
    /** We sent GOODBYE and wait for the router's. */
    SHUTTING_DOWN,
    /** Over; a new connection has a new engine. */
    CLOSED;

    private Set<SessionState> successors() {
        return switch (this) {
            case CONNECTING -> Set.of(ESTABLISHING, CLOSED);
            case ESTABLISHING -> Set.of(CHALLENGING, ESTABLISHED, CLOSED);
            case CHALLENGING -> Set.of(CHALLENGING, ESTABLISHED, CLOSED);
            case ESTABLISHED -> Set.of(SHUTTING_DOWN, CLOSED);
            case SHUTTING_DOWN -> Set.of(CLOSED);
            case CLOSED -> Set.of();
        };
    }

    /**
     * Moves on.
     *
     * @throws IllegalStateException if the specification does not know this transition
     */
    SessionState to(SessionState next) {
        if (!successors().contains(next)) {
            throw new IllegalStateException("No transition from " + this + " to " + next);
        }
        return next;
    }
}
