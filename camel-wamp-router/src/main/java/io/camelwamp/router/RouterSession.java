package io.camelwamp.router;

import io.camelwamp.codec.SharedEncoding;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.RequestIds;
import io.camelwamp.protocol.WampException;
import io.camelwamp.router.auth.Identity;
import java.util.HashMap;
import java.util.Map;

/**
 * One client's stay in a realm, from WELCOME to its end: who it is, what it holds, what it waits
 * for.
 */
final class RouterSession {
    private final long id;
    private final Identity identity;
    private final PeerFeatures features;
    private final Outbox outbox;
    private final boolean strictRequestIds;

    private final RequestIds requests = new RequestIds();
    private long lastInvocation;

    /** By subscription id. */
    private final Map<Long, Subscription> subscriptions = new HashMap<>();

    /** By registration id. */
    private final Map<Long, Registration> registrations = new HashMap<>();

    /** Calls that this session made, by the id of CALL. */
    private final Map<Long, CallInFlight> calls = new HashMap<>();

    /** Calls that this session was asked to answer, by the id of INVOCATION. */
    private final Map<Long, CallInFlight> invocations = new HashMap<>();

    RouterSession(long id, Identity identity, PeerFeatures features, Outbox outbox, boolean strictRequestIds) {
        this.id = id;
        this.identity = identity;
        this.features = features;
        this.outbox = outbox;
        this.strictRequestIds = strictRequestIds;
    }

    long id() {
        return id;
    }

    String authid() {
        return identity.authid();
    }

    String authrole() {
        return identity.authrole();
    }

    PeerFeatures features() {
        return features;
    }

    Map<Long, Subscription> subscriptions() {
        return subscriptions;
    }

    Map<Long, Registration> registrations() {
        return registrations;
    }

    Map<Long, CallInFlight> calls() {
        return calls;
    }

    Map<Long, CallInFlight> invocations() {
        return invocations;
    }

    /**
     * Takes note of the id of a request (spec: basic/building_blocks.md, section IDs).
     *
     * @throws WampException.ProtocolViolation if it is not one more than the last
     */
    void takeRequest(MessageType type, long request) {
        long expected = requests.next();
        if (strictRequestIds && request != expected) {
            throw new WampException.ProtocolViolation(type
                    + ".Request must be "
                    + expected
                    + ", as the ids of a session's requests are 1, 2, 3 …, but is "
                    + request);
        }
    }

    /**
     * The id for the next INVOCATION; {@link #invoked} makes it final, so that no id is lost on a
     * failure to send.
     */
    long nextInvocation() {
        return lastInvocation >= RequestIds.MAX ? 1 : lastInvocation + 1;
    }

    void invoked(long invocation) {
        lastInvocation = invocation;
    }

    /**
     * Checks an answer whose invocation is not in flight: the call may have been cancelled or its
     * caller gone (spec: basic/building_blocks.md, section Protocol Errors).
     *
     * @throws WampException.ProtocolViolation if there never was such an invocation
     */
    void requireInvoked(MessageType type, long invocation) {
        if (invocation > lastInvocation) {
            throw new WampException.ProtocolViolation(
                    type + " answers the invocation " + invocation + ", which this session never got");
        }
    }

    /** Sends an EVENT unless the session is too slow for it. */
    void event(SharedEncoding event) {
        outbox.event(event);
    }

    /** Sends a message of the router's own making. */
    void send(Message message) {
        outbox.send(message);
    }

    /** Sends a message with another session's payload; see {@link Outbox#trySend}. */
    void trySend(Message message) {
        outbox.trySend(message);
    }

    /** Answers a request with ERROR. */
    void refuse(MessageType type, long request, String uri, String text) {
        send(new ErrorMessage(type, request, Map.of(), uri, Payload.ofArgs(text)));
    }

    /** Whether the session keeps up with what it is sent. */
    boolean hasRoom() {
        return outbox.hasRoom();
    }

    /** Nothing is sent any more. */
    void close() {
        outbox.close();
    }

    @Override
    public String toString() {
        return "session " + id + ", " + identity;
    }
}
