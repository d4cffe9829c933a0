package io.camelwamp.protocol;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * An error with a WAMP URI, arguments and keyword arguments.
 *
 * <p>It is what a WAMP ERROR becomes on arrival, and what an application throws to choose the ERROR
 * that its caller gets. The nested classes are the failures that arise on this side of the wire;
 * their {@link #uri()} is what a peer would be told.
 */
public class WampException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String uri;
    private final transient Payload payload;
    private final transient Map<String, Object> details;

    /** An error without arguments. */
    public WampException(String uri) {
        this(uri, Payload.EMPTY, null);
    }

    /**
     * An error with one argument, the text for people.
     *
     * @throws InvalidPayload if the text begins with U+0000
     */
    public WampException(String uri, String message) {
        this(uri, Payload.ofArgs(message), null);
    }

    /**
     * An error with arguments.
     *
     * @param uri the error's URI, not null
     * @param args positional arguments, null for none
     * @param kwargs keyword arguments, null for none
     * @throws InvalidPayload if WAMP cannot carry a value; see {@link Payload#of}
     */
    public WampException(String uri, List<?> args, Map<String, ?> kwargs) {
        this(uri, Payload.of(args, kwargs), null);
    }

    /** An error with a payload and an optional cause (which never travels to a peer). */
    public WampException(String uri, Payload payload, Throwable cause) {
        this(uri, payload, Map.of(), cause);
    }

    /** An error as a peer told it, with what its ERROR says beside the arguments. */
    public WampException(String uri, Payload payload, Map<String, Object> details, Throwable cause) {
        super(describe(uri, payload), cause);
        this.uri = uri;
        this.payload = payload;
        this.details = Collections.unmodifiableMap(details);
    }

    private static String describe(String uri, Payload payload) {
        List<Object> args = payload.args();
        return !args.isEmpty() && args.get(0) instanceof String text ? uri + ": " + text : uri;
    }

    /** The error's URI. */
    public String uri() {
        return uri;
    }

    /** Positional arguments, never null. */
    public List<Object> args() {
        return payload().args();
    }

    /** Keyword arguments, never null. */
    public Map<String, Object> kwargs() {
        return payload().kwargs();
    }

    /** Both kinds of arguments; empty after Java serialization, which does not carry them. */
    public Payload payload() {
        return payload == null ? Payload.EMPTY : payload;
    }

    /**
     * What the ERROR of a peer said beside the arguments, such as {@code ppt_scheme}; never null, and empty for failures of
     * this side and after Java serialization.
     */
    public Map<String, Object> details() {
        return details == null ? Map.of() : details;
    }

    /** The same with other arguments, such as those that were encrypted on the way. */
    public WampException withPayload(Payload readable) {
        return new WampException(uri, readable, details(), null);
    }

    /** A value or URI that WAMP cannot carry; nothing was sent. */
    public static final class InvalidPayload extends WampException {
        private static final long serialVersionUID = 1L;

        public InvalidPayload(String message) {
            super(Uris.INVALID_PAYLOAD, message);
        }
    }

    /** A message larger than the peer or the configuration allows; nothing was sent. */
    public static final class PayloadTooLarge extends WampException {
        private static final long serialVersionUID = 1L;

        public PayloadTooLarge(String message) {
            super(Uris.PAYLOAD_SIZE_EXCEEDED, message);
        }
    }

    /** The peer broke the protocol (spec: basic/building_blocks.md, section Protocol Errors). */
    public static final class ProtocolViolation extends WampException {
        private static final long serialVersionUID = 1L;

        public ProtocolViolation(String message) {
            super(Uris.PROTOCOL_VIOLATION, message);
        }
    }

    /** The router refused or failed the opening handshake; the URI is the ABORT's reason. */
    public static final class JoinFailed extends WampException {
        private static final long serialVersionUID = 1L;

        public JoinFailed(String uri, String message) {
            super(uri, message);
        }

        /** With a cause, which no peer is told. */
        public JoinFailed(String uri, String message, Throwable cause) {
            super(uri, Payload.ofArgs(message), cause);
        }
    }

    /**
     * There was no session to send with, or its router does not read what is sent to it; nothing
     * was sent, so trying again is safe.
     */
    public static final class NotConnected extends WampException {
        private static final long serialVersionUID = 1L;

        public NotConnected(String message) {
            super(Uris.NETWORK_FAILURE, message);
        }
    }

    /**
     * The session ended after the request was sent and before its answer: the outcome is unknown.
     */
    public static final class SessionLost extends WampException {
        private static final long serialVersionUID = 1L;

        public SessionLost(String uri, String message) {
            super(uri, message);
        }
    }

    /**
     * No answer arrived in time; a call was cancelled, of another request the outcome is unknown.
     */
    public static final class TimedOut extends WampException {
        private static final long serialVersionUID = 1L;

        public TimedOut(String message) {
            super(Uris.TIMEOUT, message);
        }
    }

    /** The call was cancelled on this side. */
    public static final class Canceled extends WampException {
        private static final long serialVersionUID = 1L;

        public Canceled(String message) {
            super(Uris.CANCELED, message);
        }

        /** As the peer confirmed it. */
        public Canceled(Payload payload, Map<String, Object> details) {
            super(Uris.CANCELED, payload, details, null);
        }

        @Override
        public Canceled withPayload(Payload readable) {
            return new Canceled(readable, details());
        }
    }
}
