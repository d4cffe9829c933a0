package io.camelwamp.router;

import io.camelwamp.codec.SharedEncoding;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.Transport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session gets to read, bounded: a receiver that does not keep up loses EVENTs first, and
 * the session when even its replies pile up. Nobody else waits for it.
 */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** Drops that follow each other faster than this are one burst and logged once. */
    private static final long BURST_GAP_NANOS = 5_000_000_000L;

    private final String owner;
    private final Transport transport;
    private final EventLoop loop;
    private final SessionLimits limits;
    private final Counters counters;
    private final Consumer<String> onBroken;

    private boolean closed;
    private long droppedInBurst;
    private long lastDropNanos;

    /**
     * An open outbox.
     *
     * @param owner the session, for logs
     * @param onBroken told once, from a later task of the loop, why nothing can be sent any more
     */
    Outbox(
            String owner,
            Transport transport,
            EventLoop loop,
            SessionLimits limits,
            Counters counters,
            Consumer<String> onBroken) {
        this.owner = owner;
        this.transport = transport;
        this.loop = loop;
        this.limits = limits;
        this.counters = counters;
        this.onBroken = onBroken;
    }

    /** Sends an EVENT, or drops it if the receiver is too slow or cannot carry it. */
    void event(SharedEncoding event) {
        if (closed) {
            return;
        }
        if (!hasRoom()) {
            dropped("It leaves more than " + limits.eventQueueOctets() + " octets unread");
            return;
        }
        try {
            transport.send(event);
            counters.events++;
        } catch (WampException.InvalidPayload | WampException.PayloadTooLarge e) {
            dropped(e.getMessage());
        }
    }

    /**
     * Whether the receiver's transport can carry the payload of an event that it would get within
     * another message; if not, the event counts as dropped.
     */
    boolean canCarry(Payload payload) {
        try {
            transport.prepare(payload);
            return true;
        } catch (WampException.InvalidPayload | WampException.PayloadTooLarge e) {
            dropped(e.getMessage());
            return false;
        }
    }

    /** Sends a message of the router's own making; one that cannot be sent ends the session. */
    void send(Message message) {
        try {
            trySend(message);
        } catch (WampException e) {
            broken("A " + message.type() + " could not be sent: " + e.getMessage());
        }
    }

    /**
     * Sends a message with a payload that another session chose.
     *
     * @throws WampException.InvalidPayload if the receiver's serializer cannot carry it
     * @throws WampException.PayloadTooLarge if the receiver does not accept so many octets
     * @throws WampException.ProtocolViolation if the payload turns out to be malformed
     */
    void trySend(Message message) {
        if (closed) {
            return;
        }
        transport.send(message);
        if (transport.pendingBytes() > limits.queueOctets()) {
            broken("The client leaves more than " + limits.queueOctets() + " octets unread");
        }
    }

    /** Whether the receiver keeps up well enough to be sent what is not a reply. */
    boolean hasRoom() {
        return transport.pendingBytes() <= limits.eventQueueOctets();
    }

    /** Drops whatever is sent from now on. */
    void close() {
        closed = true;
        endBurst();
    }

    private void broken(String why) {
        close();
        loop.execute(() -> onBroken.accept(why));
    }

    private void dropped(String why) {
        counters.droppedEvents++;
        long now = loop.nanoTime();
        if (now - lastDropNanos > BURST_GAP_NANOS) {
            endBurst();
        }
        if (droppedInBurst == 0) {
            LOG.warn("{}: events are dropped: {}", owner, why);
        }
        droppedInBurst++;
        lastDropNanos = now;
    }

    private void endBurst() {
        if (droppedInBurst > 0) {
            LOG.warn("{}: {} events in a row were dropped", owner, droppedInBurst);
            droppedInBurst = 0;
        }
    }
}
