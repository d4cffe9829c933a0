package io.camelwamp.session;

import io.camelwamp.protocol.Cancel;
import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.CancelOptions;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.Event;
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
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.Transport;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What exists from WELCOME to the end of a session: requests, subscriptions, registrations and
 * invocations, and the way to them for each message. Lives on the event loop.
 */
final class OpenSession {
    /** Why requests wait although there is a session. */
    static final String UNREAD = "The router does not read what is sent to it";

    private final SessionConfig config;
    private final Transport transport;
    private final Welcome welcome;
    private final SessionCounters counters;
    private final WaitingRequests unsent;
    private final PendingRequests pending;
    private final ReadGate readGate;
    private final WhenWritable whenWritable;
    private final Invocations invocations;
    private final Subscriptions subscriptions;
    private final Registrations registrations;

    OpenSession(
            SessionConfig config,
            EventLoop loop,
            Transport transport,
            Welcome welcome,
            Holdings.Outcome outcome,
            SessionCounters counters) {
        this.config = config;
        this.transport = transport;
        this.welcome = welcome;
        this.counters = counters;
        unsent = new WaitingRequests(loop, config.requestTimeout(), WampException.NotConnected::new, this::busyOrIdle);
        readGate = new ReadGate(transport, loop);
        pending = new PendingRequests(transport, loop, config.requestTimeout(), counters, this::busyOrIdle);
        whenWritable = new WhenWritable(transport);
        invocations = new Invocations(transport, loop, whenWritable, counters, welcome.details());
        subscriptions = new Subscriptions(pending, outcome, readGate::full, counters);
        registrations = new Registrations(pending, outcome, invocations);
    }

    /** A request that is not sent yet may be what a route waits for as well. */
    private void busyOrIdle() {
        readGate.busy(pending.size() > 0 || !unsent.isEmpty());
    }

    long id() {
        return welcome.session();
    }

    Transport transport() {
        return transport;
    }

    /**
     * What there is to do.
     *
     * @param waiting requests that wait elsewhere
     * @param queued messages that wait for their handlers
     */
    SessionLoad load(int waiting, int queued) {
        return new SessionLoad(
                pending.size(),
                waiting + unsent.size(),
                invocations.size(),
                queued,
                transport.pendingBytes(),
                readGate.isPaused());
    }

    // ---- requests

    /** Sends a request, or has it wait while the router does not read what was sent before. */
    void send(PendingRequest request) {
        WampException objection = request.objection(welcome.details());
        if (objection != null) {
            request.failed(objection);
        } else if (unsent.isEmpty() && transport.isWritable()) {
            pending.send(request);
        } else {
            unsent.add(request, () -> UNREAD);
        }
    }

    /** Sends a request before all that waits. */
    void sendAtOnce(PendingRequest request) {
        pending.send(request);
    }

    /**
     * Asks the router for a sign of life, before all that waits.
     *
     * @return false if there is nothing that this router would answer
     */
    boolean askForLife() {
        boolean answers = ClientRoles.isDealer(welcome.details());
        if (answers) {
            pending.askForLife();
        }
        return answers;
    }

    void writable() {
        while (transport.isWritable() && !unsent.isEmpty()) {
            pending.send(unsent.poll());
        }
        whenWritable.writable();
    }

    /** Takes what waits to be sent, in order: another session may send it. */
    List<PendingRequest> takeUnsent() {
        return unsent.drain();
    }

    /** Tells whether a request was sent and waits for its answer. */
    boolean awaits(PendingRequest request) {
        return pending.contains(request);
    }

    /**
     * Stops waiting for a call, and tells the router if it knows of it.
     *
     * @param mode null if it has been told before
     */
    void abandon(CallRequest request, CancelMode mode) {
        unsent.remove(request);
        if (awaits(request)) {
            if (mode != null) {
                cancel(request, mode);
            }
            pending.forget(request);
        }
    }

    /** Tells whether the router knows what cancelling is. */
    boolean takesCancel() {
        return ClientRoles.takesCancel(welcome.details());
    }

    /** Tells the router that a call is cancelled, if it knows what that is. */
    void cancel(CallRequest request, CancelMode mode) {
        if (takesCancel()) {
            transport.send(new Cancel(request.id(), CancelOptions.NONE.with("mode", mode.wireName())));
        }
    }

    /** Sends one SUBSCRIBE or REGISTER for requests with equal keys and options. */
    void hold(List<? extends StandingRequest> group) {
        if (group.get(0) instanceof Subscription) {
            subscriptions.request(group.stream().map(Subscription.class::cast).toList());
        } else {
            registrations.request(group.stream().map(Registration.class::cast).toList());
        }
    }

    /**
     * Sends another part of a call.
     *
     * @param onRoom run when the next part may come, or the call is over
     * @return false if the call is over
     * @throws WampException if the part cannot be sent
     */
    boolean sendPart(CallRequest request, Payload part, boolean last, Runnable onRoom) {
        if (!awaits(request)) {
            return false;
        }
        transport.send(request.message(part, last));
        whenWritable.run(request, onRoom);
        return true;
    }

    /** A call is over, so that nothing of it waits any more. */
    void callOver(CallRequest request) {
        whenWritable.release(request);
    }

    /** Gives a subscription or registration back. */
    CompletableFuture<Void> withdraw(StandingRequest request) {
        if (request instanceof Subscription subscription) {
            readGate.hasRoom(subscription);
            return subscriptions.withdraw(subscription);
        }
        return registrations.withdraw((Registration) request);
    }

    void hasRoom(Subscription subscription) {
        readGate.hasRoom(subscription);
    }

    // ---- messages

    /**
     * Takes in a message, other than the two that end a session.
     *
     * @throws WampException.ProtocolViolation if the router must not send it now
     */
    void message(Message message) {
        switch (message.type()) {
            case EVENT -> subscriptions.event((Event) message);
            case RESULT -> answered(MessageType.CALL, ((Result) message).request(), message);
            case PUBLISHED -> answered(MessageType.PUBLISH, ((Published) message).request(), message);
            case INVOCATION -> registrations.invocation((Invocation) message);
            case ERROR -> failed((ErrorMessage) message);
            case SUBSCRIBED -> answered(MessageType.SUBSCRIBE, ((Subscribed) message).request(), message);
            case REGISTERED -> answered(MessageType.REGISTER, ((Registered) message).request(), message);
            case UNSUBSCRIBED -> unsubscribed((Unsubscribed) message);
            case UNREGISTERED -> unregistered((Unregistered) message);
            case INTERRUPT -> invocations.interrupt((Interrupt) message);
            case GOODBYE,
                    ABORT,
                    WELCOME,
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
                        "Received " + message.type() + ", which a router must not send in an open session");
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
        correlated(pending.answered(requestType, request, message), message, requestType, request);
    }

    private void failed(ErrorMessage message) {
        WampException error = new WampException(message.error(), message.payload(), message.details(), null);
        correlated(
                pending.failed(message.requestType(), message.request(), error),
                message,
                message.requestType(),
                message.request());
    }

    private void correlated(
            PendingRequests.Correlation correlation, Message message, MessageType requestType, long request) {
        switch (correlation) {
            case ANSWERED, ALIVE -> {}
            case LATE -> late(message, requestType, request);
            case UNKNOWN -> {
                String text = "%s for %s %d, which was never sent".formatted(message.type(), requestType, request);
                if (config.strict()) {
                    throw new WampException.ProtocolViolation("Received " + text);
                }
                counters.unknownAnswers.increment();
                SessionLog.LOG.warn("{}, was dropped", text);
            }
            case MISMATCH ->
                throw new WampException.ProtocolViolation("Received %s for %s %d, but that request is of another type"
                        .formatted(message.type(), requestType, request));
        }
    }

    /** Legal: it crossed a CANCEL, or came after our time-out. */
    private void late(Message message, MessageType requestType, long request) {
        counters.lateAnswers.increment();
        SessionLog.LOG.debug("A late {} for {} {}", message.type(), requestType, request);
        if (message instanceof Subscribed subscribed) {
            subscriptions.acceptedLate(request, subscribed.subscription());
        } else if (message instanceof Registered registered) {
            registrations.acceptedLate(request, registered.registration());
        }
    }

    // ---- the end

    /** Fails everything that waits; reads on, because the router's goodbye may be wanted. */
    void end(WampException failure) {
        readGate.open();
        invocations.abandon();
        pending.failAll(failure);
        // Those that are let go on find that their calls are over.
        whenWritable.releaseAll();
        unsent.failAll(new WampException.NotConnected("The session ended before this was sent"));
    }
}
