package io.camelwamp.transport;

/**
 * Why a connection ended.
 *
 * @param kind what happened
 * @param text for people, naming the peer; without secrets
 */
public record CloseReason(Kind kind, String text) {
    /** What happened; a reconnect policy decides by it. */
    public enum Kind {
        /** We closed it. */
        LOCAL,
        /** The peer closed it, in order or not. */
        PEER,
        /**
         * No connection could be made: refused, unknown host, time-out, or the peer said that it
         * cannot serve anybody at the moment.
         */
        UNREACHABLE,
        /**
         * The peer answered, but not with what we can talk: another subprotocol, an HTTP error
         * that will not pass, a TLS failure.
         */
        HANDSHAKE_REFUSED,
        /** Nothing was heard for too long. */
        UNRESPONSIVE,
        /** Input or output failed. */
        FAILED
    }

    @Override
    public String toString() {
        return text;
    }
}
