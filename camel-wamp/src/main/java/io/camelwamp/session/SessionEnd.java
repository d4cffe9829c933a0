package io.camelwamp.session;

import io.camelwamp.protocol.WampException;

/**
 * Why a session ended, or could not begin.
 *
 * @param kind what happened
 * @param uri the reason as a URI: the router's own where it gave one
 * @param text for people
 */
public record SessionEnd(Kind kind, String uri, String text) {
    /** What happened; {@link ReconnectPolicy} decides by it. */
    public enum Kind {
        /** We left. */
        LEFT,
        /** The router said GOODBYE. */
        GOODBYE,
        /**
         * The router answered HELLO or AUTHENTICATE with ABORT or does not accept a message as
         * large as HELLO, or we could not answer its CHALLENGE.
         */
        REFUSED,
        /** The router sent ABORT in an open session. */
        ABORTED,
        /** The router broke the protocol, and we sent ABORT. */
        VIOLATION,
        /** There was no connection, or it broke. */
        LOST
    }

    /** The failure of a request that had no answer when the session ended. */
    WampException toException() {
        return new WampException.SessionLost(
                uri, "The session ended before the answer came, so the outcome is unknown: " + text);
    }

    @Override
    public String toString() {
        return text + " (" + uri + ")";
    }
}
