package io.camelwamp.session;

import io.camelwamp.protocol.Abort;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.CloseDetails;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.Goodbye;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.Interrupt;
import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Published;
import io.camelwamp.protocol.Registered;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.Subscribed;
import io.camelwamp.protocol.Unregistered;
import io.camelwamp.protocol.Unsubscribed;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.Transport;
import io.camelwamp.transport.TransportListener;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One connection's life: messages in, messages out, no input or output of its own (spec:
 * basic/sessions.md).
 *
 * <p>Every attempt to connect has a new engine, so nothing late from a dead connection can reach
 * its successor. Lives on the event loop.
 */
final class SessionEngine implements TransportListener {
    /** Hears of the connection's fate; called on the loop. */
    interface Owner extends Holdings.Outcome {
        /** The router let us in. */
        void established(SessionEngine engine, Welcome welcome);

        /** It is over; called once, nothing follows. */
        void ended(SessionEngine engine, SessionEnd end);
    }

    private final SessionConfig config;
    private final EventLoop loop;
    private final Owner owner;
    private final SessionCounters counters;
    private final CompletableFuture<Void> left = new CompletableFuture<>();

    private SessionState state = SessionState.CONNECTING;
    private Transport transport;
    private Handshake handshake;
    private Welcome welcome;
    private PendingRequests pending;
    private Subscriptions subscriptions;
    private Registrations registrations;
    private Invocations invocations;
    private ReadGate readGate;

    SessionEngine(SessionConfig config, EventLoop loop, Owner owner, SessionCounters counters) {
        this.config = config;
        this.loop = loop;
        this.owner = owner;
        this.counters = counters;
    }

    // ---- what the supervisor asks for

    boolean isEstablished() {
        return state == SessionState.ESTABLISHED;
    }

    Transport transport() {
        return transport;
    }

    /** Where the router is, as far as that is known. */
    String peer() {
        return transport == null ? "the router" : transport.peer();
    }

    Welcome welcome() {
        return welcome;
    }

    int inFlight() {
        return pending == null ? 0 : pending.size();
    }

    /** Sends a request; the session is established. */
    void send(PendingRequest request) {
        pending.send(request);
        readGate.evaluate();
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    Registrations registrations() {
        return registrations;
    }

    PendingRequests pending() {
        return pending;
    }

    ReadGate readGate() {
        return readGate;
    }

    /** Says GOODBYE; completes when the router has answered or the leave time-out is over. */
    CompletableFuture<Void> leave() {
        switch (state) {
            case ESTABLISHED -> {
                setState(SessionState.SHUTTING_DOWN);
                releaseEverything(
                        new SessionEnd(
                                SessionEnd.Kind.LEFT, Uris.CLOSE_REALM, "We left the realm"));
                transport.send(new Goodbye(CloseDetails.NONE, Uris.CLOSE_REALM));
                EventLoop.Cancellable timer =
                        loop.schedule(config.leaveTimeout(), () -> end(leftNormally()));
                left.whenComplete((nothing, failure) -> timer.cancel());
            }
            case CONNECTING, ESTABLISHING, CHALLENGING -> end(leftNormally());
            case SHUTTING_DOWN, CLOSED -> {}
        }
        return left;
    }

    /**
     * Ends the connection for a reason that lies outside it, such as the end of the time for
     * joining.
     */
    void giveUp(SessionEnd end) {
        end(end);
    }

    // ---- what the transport tells

    @Override
    public void opened(Transport opened) {
        if (state == SessionState.CLOSED) {
            opened.close("no longer wanted");
            return;
        }
        transport = opened;
        handshake = new Handshake(config, loop, this::answerChallenge, this::refuse);
        setState(SessionState.ESTABLISHING);
        transport.send(new Hello(config.realm(), ClientRoles.hello(config)));
    }

    @Override
    public void message(Message message) {
        try {
            switch (state) {
                case ESTABLISHING, CHALLENGING -> duringHandshake(message);
                case ESTABLISHED -> whileEstablished(message);
                case SHUTTING_DOWN -> whileLeaving(message);
                case CONNECTING, CLOSED ->
                        SessionLog.LOG.debug("{} after the end was dropped", message.type());
            }
        } catch (WampException.ProtocolViolation violation) {
            violated(violation);
        }
    }

    @Override
    public void violated(WampException.ProtocolViolation violation) {
        if (state == SessionState.CLOSED || state == SessionState.CONNECTING) {
            return;
        }
        String text =
                violation.args().isEmpty()
                        ? violation.uri()
                        : String.valueOf(violation.args().get(0));
        abort(Uris.PROTOCOL_VIOLATION, text);
        end(
                new SessionEnd(
                        SessionEnd.Kind.VIOLATION,
                        Uris.PROTOCOL_VIOLATION,
                        "The router broke the protocol: " + text));
    }

    @Override
    public void closed(CloseReason reason) {
        boolean expected = state == SessionState.SHUTTING_DOWN;
        end(
                expected
                        ? leftNormally()
                        : new SessionEnd(
                                SessionEnd.Kind.LOST, Uris.NETWORK_FAILURE, reason.text()));
    }

    // ---- joining

    private void duringHandshake(Message message) {
        if (message instanceof Welcome accepted) {
            establish(accepted);
        } else if (message instanceof Challenge challenge) {
            setState(SessionState.CHALLENGING);
            handshake.challenged(challenge);
        } else if (message instanceof Abort abort) {
            end(new SessionEnd(SessionEnd.Kind.REFUSED, abort.reason(), textOf(abort)));
        } else {
            throw new WampException.ProtocolViolation(
                    "Received " + message.type() + " before WELCOME");
        }
    }

    private void establish(Welcome accepted) {
        try {
            handshake.verify(accepted);
        } catch (WampException e) {
            refuse(e);
            return;
        }
        welcome = accepted;
        pending = new PendingRequests(transport, loop, config.requestTimeout());
        invocations = new Invocations(transport, loop);
        readGate = new ReadGate(transport, pending);
        subscriptions = new Subscriptions(pending, owner, readGate::full, counters);
        registrations = new Registrations(pending, owner, invocations);
        setState(SessionState.ESTABLISHED);
        owner.established(this, accepted);
    }

    private void answerChallenge(Message answer) {
        if (state == SessionState.CHALLENGING) {
            transport.send(answer);
        }
    }

    /** We cannot or will not answer the router's CHALLENGE, or do not believe its WELCOME. */
    private void refuse(WampException failure) {
        if (state == SessionState.ESTABLISHING || state == SessionState.CHALLENGING) {
            abort(failure.uri(), "The client cannot authenticate");
            end(new SessionEnd(SessionEnd.Kind.REFUSED, failure.uri(), failure.getMessage()));
        }
    }

    // ---- established

    private void whileEstablished(Message message) {
        switch (message.type()) {
            case EVENT -> subscriptions.event((Event) message);
            case RESULT -> answered(MessageType.CALL, ((Result) message).request(), message);
            case PUBLISHED ->
                    answered(MessageType.PUBLISH, ((Published) message).request(), message);
            case INVOCATION -> registrations.invocation((Invocation) message);
            case ERROR -> failed((ErrorMessage) message);
            case SUBSCRIBED ->
                    answered(MessageType.SUBSCRIBE, ((Subscribed) message).request(), message);
            case REGISTERED ->
                    answered(MessageType.REGISTER, ((Registered) message).request(), message);
            case UNSUBSCRIBED -> unsubscribed((Unsubscribed) message);
            case UNREGISTERED -> unregistered((Unregistered) message);
            case INTERRUPT -> invocations.interrupt((Interrupt) message);
            case GOODBYE -> goodbye((Goodbye) message);
            case ABORT -> {
                Abort abort = (Abort) message;
                end(new SessionEnd(SessionEnd.Kind.ABORTED, abort.reason(), textOf(abort)));
            }
            case WELCOME,
                    CHALLENGE,
                    HELLO,
                    AUTHENTICATE,
                    PUBLISH,
                    SUBSCRIBE,
                    UNSUBSCRIBE,
                    CALL,
                    CANCEL,
                    REGISTER,
                    UNREGISTER,
                    YIELD ->
                    throw new WampException.ProtocolViolation(
                            "Received "
                                    + message.type()
                                    + ", which a router must not send in an open session");
        }
    }

    private void unsubscribed(Unsubscribed message) {
        if (message.request() == 0) {
            Long id = message.details().subscription();
            subscriptions.revoke(id == null ? 0 : id, message.details().reason());
        } else {
            answered(MessageType.UNSUBSCRIBE, message.request(), message);
        }
    }

    private void unregistered(Unregistered message) {
        if (message.request() == 0) {
            Long id = message.details().registration();
            registrations.revoke(id == null ? 0 : id, message.details().reason());
        } else {
            answered(MessageType.UNREGISTER, message.request(), message);
        }
    }

    private void answered(MessageType requestType, long request, Message message) {
        correlated(
                pending.answered(requestType, request, message),
                message.type(),
                requestType,
                request);
    }

    private void failed(ErrorMessage message) {
        WampException error = new WampException(message.error(), message.payload(), null);
        correlated(
                pending.failed(message.requestType(), message.request(), error),
                MessageType.ERROR,
                message.requestType(),
                message.request());
    }

    private void correlated(
            PendingRequests.Correlation correlation,
            MessageType type,
            MessageType of,
            long request) {
        switch (correlation) {
            case ANSWERED -> readGate.evaluate();
            case LATE -> {
                // Legal: it crossed a CANCEL, or came after our time-out.
                counters.lateAnswers.increment();
                SessionLog.LOG.debug("A late {} for {} {} was dropped", type, of, request);
            }
            case UNKNOWN -> {
                if (config.strict()) {
                    throw new WampException.ProtocolViolation(
                            "Received "
                                    + type
                                    + " for "
                                    + of
                                    + " "
                                    + request
                                    + ", which was never sent");
                }
                counters.unknownAnswers.increment();
                SessionLog.LOG.warn(
                        "{} for {} {}, which was never sent, was dropped", type, of, request);
            }
            case MISMATCH ->
                    throw new WampException.ProtocolViolation(
                            "Received "
                                    + type
                                    + " for "
                                    + of
                                    + " "
                                    + request
                                    + ", but that request is of another type");
        }
    }

    private void goodbye(Goodbye message) {
        transport.send(new Goodbye(CloseDetails.NONE, Uris.GOODBYE_AND_OUT));
        String text = message.details().message();
        end(
                new SessionEnd(
                        SessionEnd.Kind.GOODBYE,
                        message.reason(),
                        text == null ? "The router said goodbye" : text));
    }

    // ---- the end

    private void whileLeaving(Message message) {
        if (message instanceof Goodbye || message instanceof Abort) {
            end(leftNormally());
        }
    }

    private static SessionEnd leftNormally() {
        return new SessionEnd(SessionEnd.Kind.LEFT, Uris.CLOSE_REALM, "We left the realm");
    }

    private static String textOf(Abort abort) {
        String text = abort.details().message();
        return text == null ? "The router aborted the session" : text;
    }

    private void abort(String reason, String text) {
        transport.send(new Abort(new CloseDetails(Map.of("message", text)), reason, Payload.EMPTY));
    }

    private void end(SessionEnd end) {
        if (state == SessionState.CLOSED) {
            return;
        }
        setState(SessionState.CLOSED);
        if (transport != null) {
            transport.close(end.text());
        }
        // The owner first: what fails now may lead to new requests, which are not for this
        // connection.
        owner.ended(this, end);
        releaseEverything(end);
        left.complete(null);
    }

    private void releaseEverything(SessionEnd end) {
        if (pending != null) {
            invocations.abandon();
            pending.failAll(end.toException());
        }
    }

    private void setState(SessionState next) {
        state = state.to(next);
    }
}
