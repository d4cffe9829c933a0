package io.camelwamp.session;

import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.CloseReason;

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
        /** There was no connection within the time for joining, or an open one broke. */
        LOST,
        /** No connection could be made; see {@link CloseReason.Kind#UNREACHABLE}. */
        UNREACHABLE,
        /**
         * Whoever answered does not talk to us, such as with HTTP 403 or with a certificate that is
         * not trusted; see {@link CloseReason.Kind#HANDSHAKE_REFUSED}.
         */
        TURNED_AWAY,
        /** The router was silent for too long. */
        SILENT
    }

    /** What a connection's end means for the session that it was for. */
    static SessionEnd of(CloseReason reason) {
        Kind kind =
                switch (reason.kind()) {
                    case UNREACHABLE -> Kind.UNREACHABLE;
                    case HANDSHAKE_REFUSED -> Kind.TURNED_AWAY;
                    case UNRESPONSIVE -> Kind.SILENT;
                    case LOCAL, PEER, FAILED -> Kind.LOST;
                };
        return new SessionEnd(kind, Uris.NETWORK_FAILURE, reason.text());
    }

    /** The failure of a request that had no answer when the session ended. */
    WampException toException() {
        return new WampException.SessionLost(
                uri, "The session ended before the answer came, so the outcome is unknown: " + text);
    }

    @Override
    public String toString() {
        return text.equals(uri) ? uri : text + " (" + uri + ")";
    }
}
