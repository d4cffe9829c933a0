package io.camelwamp.router;

import io.camelwamp.codec.SharedEncoding;
import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.CloseDetails;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.RequestIds;
import io.camelwamp.protocol.WampException;
import io.camelwamp.router.auth.Identity;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One client's stay in a realm, from WELCOME to its end: who it is, what it holds, what it waits
 * for.
 */
final class RouterSession {
    /** Ends a session before its client wants to. */
    @FunctionalInterface
    interface Expulsion {
        /**
         * Says GOODBYE and leaves the realm.
         *
         * @param details those of GOODBYE
         * @param quietly whether nobody is told, by meta events or testaments
         */
        void expel(String reason, CloseDetails details, boolean quietly);
    }

    private final long id;
    private final Identity identity;
    private final PeerFeatures features;
    private final Outbox outbox;
    private final boolean strictRequestIds;
    private final Expulsion expulsion;

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

    private final Testaments testaments = new Testaments();

    /** What the meta API tells of the session besides its identity. */
    private final Map<String, Object> details = new LinkedHashMap<>();

    /** The largest id of a CALL so far. */
    private long lastCall;

    /**
     * Begins a stay.
     *
     * @param expulsion ends it before the client wants to
     */
    RouterSession(
            long id,
            Identity identity,
            PeerFeatures features,
            Outbox outbox,
            boolean strictRequestIds,
            Expulsion expulsion) {
        this.expulsion = expulsion;
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

    Identity identity() {
        return identity;
    }

    /** What the meta API tells of the session (spec: advanced/meta_api_sessions.md). */
    Map<String, Object> description() {
        Map<String, Object> description = new LinkedHashMap<>(details);
        description.put("session", id);
        description.put("authid", identity.authid());
        description.put("authrole", identity.authrole());
        description.put("authmethod", identity.authmethod());
        description.put("authprovider", identity.authprovider());
        return description;
    }

    /** Further details for {@link #description}, to be changed by the meta API. */
    Map<String, Object> details() {
        return details;
    }

    Testaments testaments() {
        return testaments;
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
     * Takes note of the id of a CALL, which a caller that announced progressive invocations may use
     * again (spec: advanced/rpc_progressive_call_invocations.md, section Verification of CALL
     * Request IDs).
     *
     * @return whether it begins a call; false for one more portion of an earlier one
     * @throws WampException.ProtocolViolation if the client may not use the id, or not send portions
     */
    boolean takeCall(Call call) {
        if (continues(call)) {
            return false;
        }
        takeRequest(MessageType.CALL, call.request());
        if (call.options().progress() && !features.has(PeerFeature.PROGRESSIVE_CALLS)) {
            throw new WampException.ProtocolViolation(
                    "CALL.Options.progress needs progressive_call_invocations, which the caller did not announce");
        }
        lastCall = call.request();
        return true;
    }

    /** Whether a CALL is one more portion of an earlier one, which may have ended meanwhile. */
    boolean continues(Call call) {
        return call.request() <= lastCall && features.has(PeerFeature.PROGRESSIVE_CALLS);
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

    /** Whether an event can be told within another message; see {@link Outbox#canCarry}. */
    boolean canCarry(Payload payload) {
        return outbox.canCarry(payload);
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

    /** Ends the session as others want it; see {@link Expulsion}. */
    void expel(String reason, CloseDetails goodbyeDetails, boolean quietly) {
        expulsion.expel(reason, goodbyeDetails, quietly);
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
