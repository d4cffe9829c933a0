package io.camelwamp.session;

import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.WelcomeDetails;

/** A request on its way: from the application's thread to the loop, and then until its answer. */
abstract class PendingRequest extends DeadlineQueue.Entry {
    private final MessageType type;
    private long id;
    private long sentAt;
    private Runnable forget = () -> {};

    PendingRequest(MessageType type) {
        this.type = type;
    }

    /** The type of the request; answers are correlated by it and the id. */
    final MessageType type() {
        return type;
    }

    /** The id, once sent; 0 before. */
    final long id() {
        return id;
    }

    /** Whether the message has been handed to the transport; a router gets to see it then. */
    final boolean isSent() {
        return id != 0;
    }

    /** Called when the message has been handed to the transport. */
    void sent(long requestId, Runnable whenExpired) {
        id = requestId;
        forget = whenExpired;
    }

    /** Notes when the request was sent, in nanoseconds of the loop's clock. */
    final void sentAt(long nanos) {
        sentAt = nanos;
    }

    /** When the request was sent. */
    final long sentAt() {
        return sentAt;
    }

    /** Why a router may not be sent this request, because of what it does not announce; null if it may. */
    WampException objection(WelcomeDetails router) {
        return null;
    }

    /** The message, with this id. */
    abstract Message message(long requestId);

    /** About how many octets it keeps in memory while it waits. */
    int size() {
        return 0;
    }

    /** Whether the router answers; if not, the request is complete when sent. */
    boolean isAnswered() {
        return true;
    }

    /** Whether the session's request time-out applies. */
    boolean hasDeadline() {
        return true;
    }

    /**
     * Takes the answer, which is not an ERROR.
     *
     * @return false if more answers follow
     */
    abstract boolean answered(Message reply);

    /** Ends the request without success; may be called once more after that, which does nothing. */
    abstract void failed(WampException failure);

    @Override
    void expired() {
        forget.run();
        failed(new WampException.TimedOut(
                "The router did not answer " + type + " in time; whether it took effect is unknown"));
    }
}
