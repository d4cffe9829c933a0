package io.camelwamp.bridge.outbound;

import io.camelwamp.protocol.Uris;

/**
 * A request that was not sent, or that has no answer.
 *
 * <p>The text is fit for strangers: it names neither hosts nor addresses of backends, which may be internal ones. They are
 * in the cause.
 */
public final class OutboundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, and the WAMP error that callers get for it. */
    public enum Kind {
        /** The request itself is not allowed: its target, its method or a header. */
        REFUSED(Uris.INVALID_ARGUMENT),
        /** There are too many requests under way, or the client is stopped; nothing was sent. */
        UNAVAILABLE(Uris.UNAVAILABLE),
        /** There is no connection to the backend; nothing was sent. */
        UNREACHABLE("io.camelwamp.error.backend_unreachable"),
        /** Nobody waits for the answer any more; the request may have had its effect. */
        RECALLED(Uris.CANCELED),
        /** The connection ended before the answer was complete; the request may have had its effect. */
        DROPPED("io.camelwamp.error.backend_dropped"),
        /** The answer was not complete in time; the request may have had its effect. */
        TIMED_OUT("io.camelwamp.error.backend_timeout"),
        /** There are no credentials to be had for the backend; nothing was sent to it. */
        NO_CREDENTIALS("io.camelwamp.error.backend_credentials"),
        /** The answer is larger than allowed. */
        TOO_LARGE("io.camelwamp.error.backend_answer_too_large"),
        /** What came is not what was asked for: no HTTP, or a body that cannot be read. */
        MALFORMED("io.camelwamp.error.backend_answer_malformed");

        private final String uri;

        Kind(String uri) {
            this.uri = uri;
        }

        /** The URI of the WAMP error. */
        public String uri() {
            return uri;
        }
    }

    private final Kind kind;

    /** A failure without a cause, and without a stack trace: it describes the request. */
    public OutboundException(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** A failure with its cause, which is for the log only. */
    public OutboundException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    static OutboundException refused(String message) {
        return new OutboundException(Kind.REFUSED, message);
    }
}
