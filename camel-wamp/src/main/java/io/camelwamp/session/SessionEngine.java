package io.camelwamp.session;

import io.camelwamp.protocol.Abort;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.CloseDetails;
import io.camelwamp.protocol.Goodbye;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.Transport;
import io.camelwamp.transport.TransportListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

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
    private OpenSession open;

    SessionEngine(SessionConfig config, EventLoop loop, Owner owner, SessionCounters counters) {
        this.config = config;
        this.loop = loop;
        this.owner = owner;
        this.counters = counters;
    }

    // ---- what the supervisor asks for

    /** The open session; null before WELCOME and from our GOODBYE on. */
    OpenSession open() {
        return state == SessionState.ESTABLISHED ? open : null;
    }

    /** Whether there is a transport, and not only an attempt to make one. */
    boolean isConnected() {
        return transport != null;
    }

    /** Where the router is, as far as that is known. */
    String peer() {
        return transport == null ? "the router" : transport.peer();
    }

    /** What was never handed to the transport, in order: another session may send it. */
    List<PendingRequest> takeUnsent() {
        return open == null ? List.of() : open.takeUnsent();
    }

    /** Says GOODBYE; completes when the router has answered or the leave time-out is over. */
    CompletableFuture<Void> leave() {
        switch (state) {
            case ESTABLISHED -> {
                setState(SessionState.SHUTTING_DOWN);
                open.end(leftNormally().toException());
                transport.send(new Goodbye(CloseDetails.NONE, Uris.CLOSE_REALM));
                limitLeaving();
            }
            case CONNECTING, ESTABLISHING, CHALLENGING -> end(leftNormally());
            case SHUTTING_DOWN, CLOSED -> {}
        }
        return left;
    }

    private void limitLeaving() {
        try {
            EventLoop.Cancellable timer = loop.schedule(config.leaveTimeout(), () -> end(leftNormally()));
            left.whenComplete((nothing, failure) -> timer.cancel());
        } catch (RejectedExecutionException e) {
            // The loop was closed: an answer would not be read any more.
            end(leftNormally());
        }
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
        handshake = new Handshake(config, loop, this::sayWhileJoining, this::refuse);
        setState(SessionState.ESTABLISHING);
        handshake.begin(opened.security());
    }

    @Override
    public void message(Message message) {
        try {
            switch (state) {
                case ESTABLISHING, CHALLENGING -> duringHandshake(message);
                case ESTABLISHED -> whileEstablished(message);
                case SHUTTING_DOWN -> whileLeaving(message);
                case CONNECTING, CLOSED -> SessionLog.LOG.debug("{} after the end was dropped", message.type());
            }
        } catch (WampException.ProtocolViolation violation) {
            violated(violation);
        }
    }

    @Override
    public void violated(WampException.ProtocolViolation violation) {
        switch (state) {
            case ESTABLISHING, CHALLENGING, ESTABLISHED -> {
                String text = textOf(violation);
                abort(Uris.PROTOCOL_VIOLATION, text);
                end(new SessionEnd(
                        SessionEnd.Kind.VIOLATION, Uris.PROTOCOL_VIOLATION, "The router broke the protocol: " + text));
            }
            // GOODBYE is the last that we send.
            case SHUTTING_DOWN -> end(leftNormally());
            case CONNECTING, CLOSED -> {}
        }
    }

    @Override
    public void writabilityChanged(boolean writable) {
        if (writable && state == SessionState.ESTABLISHED) {
            open.writable();
        }
    }

    /** Joining and leaving have time limits of their own. */
    @Override
    public boolean silent() {
        return state == SessionState.ESTABLISHED && open.askForLife();
    }

    @Override
    public void closed(CloseReason reason) {
        boolean expected = state == SessionState.SHUTTING_DOWN;
        end(expected ? leftNormally() : SessionEnd.of(reason));
    }

    // ---- joining

    private void duringHandshake(Message message) {
        if (!handshake.hasBegun()) {
            throw new WampException.ProtocolViolation("Received " + message.type() + " before HELLO was sent");
        }
        if (message instanceof Welcome accepted) {
            establish(accepted);
        } else if (message instanceof Challenge challenge) {
            setState(SessionState.CHALLENGING);
            handshake.challenged(challenge);
        } else if (message instanceof Abort abort) {
            end(new SessionEnd(SessionEnd.Kind.REFUSED, abort.reason(), textOf(abort)));
        } else {
            throw new WampException.ProtocolViolation("Received " + message.type() + " before WELCOME");
        }
    }

    private void establish(Welcome accepted) {
        try {
            handshake.verify(accepted);
        } catch (WampException e) {
            refuse(e);
            return;
        }
        open = new OpenSession(config, loop, transport, accepted, owner, counters);
        setState(SessionState.ESTABLISHED);
        owner.established(this, accepted);
    }

    /** HELLO, or the answer to a CHALLENGE. */
    private void sayWhileJoining(Message message) {
        if (state != SessionState.ESTABLISHING && state != SessionState.CHALLENGING) {
            return;
        }
        try {
            transport.send(message);
        } catch (WampException e) {
            end(new SessionEnd(SessionEnd.Kind.REFUSED, e.uri(), textOf(e)));
        }
    }

    /** We cannot or will not answer the router's CHALLENGE, or do not believe its WELCOME. */
    private void refuse(WampException failure) {
        if (state == SessionState.ESTABLISHING || state == SessionState.CHALLENGING) {
            if (handshake.hasBegun()) {
                abort(
                        Uris.isValid(failure.uri()) ? failure.uri() : Uris.CANNOT_AUTHENTICATE,
                        "The client cannot authenticate");
            }
            end(new SessionEnd(SessionEnd.Kind.REFUSED, failure.uri(), textOf(failure)));
        }
    }

    // ---- established

    private void whileEstablished(Message message) {
        if (message instanceof Goodbye goodbye) {
            goodbye(goodbye);
        } else if (message instanceof Abort abort) {
            end(new SessionEnd(SessionEnd.Kind.ABORTED, abort.reason(), textOf(abort)));
        } else {
            open.message(message);
        }
    }

    private void goodbye(Goodbye message) {
        transport.send(new Goodbye(CloseDetails.NONE, Uris.GOODBYE_AND_OUT));
        String text = message.details().message();
        end(new SessionEnd(SessionEnd.Kind.GOODBYE, message.reason(), text == null ? "The router said goodbye" : text));
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

    /** Without the URI, which an end has beside it. */
    private static String textOf(WampException failure) {
        List<Object> args = failure.args();
        return args.isEmpty() ? failure.uri() : String.valueOf(args.get(0));
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
            closeTransport(end.text());
        }
        try {
            // The owner first: what fails now may lead to new requests, which are not for this
            // connection.
            owner.ended(this, end);
        } finally {
            if (open != null) {
                open.end(end.toException());
            }
            left.complete(null);
        }
    }

    private void closeTransport(String reason) {
        try {
            transport.close(reason);
        } catch (RejectedExecutionException e) {
            SessionLog.LOG.debug("The loop of {} was closed before its connection", peer(), e);
        }
    }

    private void setState(SessionState next) {
        state = state.to(next);
    }
}
