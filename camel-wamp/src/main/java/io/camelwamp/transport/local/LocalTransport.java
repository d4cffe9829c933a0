package io.camelwamp.transport.local;

import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.transport.ChannelSecurity;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.Transport;
import io.camelwamp.transport.TransportListener;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of an in-process link.
 *
 * <p>A message is delivered by a task of the loop, never from within {@link #send}: the listener of
 * the other end may send in its turn, and neither must find the other half-way through.
 */
final class LocalTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(LocalTransport.class);

    /** What a message counts for in {@link #pendingBytes()} besides its payload. */
    private static final int MESSAGE_WEIGHT = 256;

    private final String peer;
    private final EventLoop loop;
    private final TransportListener listener;
    private final long highWaterMark;

    /** What the other end sent and this end has not delivered. */
    private final Queue<Message> inbox = new ArrayDeque<>();

    /** What the inbox weighs. */
    private long inboxOctets;

    private LocalTransport other;
    private boolean drainScheduled;
    private boolean readsPaused;
    private boolean writable = true;
    private boolean closed;

    LocalTransport(String peer, EventLoop loop, TransportListener listener, long highWaterMark) {
        this.peer = peer;
        this.loop = loop;
        this.listener = listener;
        this.highWaterMark = highWaterMark;
    }

    static void join(LocalTransport client, LocalTransport server) {
        if (client.closed) {
            return;
        }
        client.other = server;
        server.other = client;
        server.listener.opened(server);
        client.listener.opened(client);
    }

    @Override
    public void send(Message message) {
        if (!closed) {
            other.receive(message);
        }
    }

    private void receive(Message message) {
        if (closed) {
            return;
        }
        inbox.add(message);
        inboxOctets += weight(message);
        other.updateWritability();
        scheduleDrain();
    }

    private static long weight(Message message) {
        return MESSAGE_WEIGHT + (long) message.payload().weight();
    }

    private void scheduleDrain() {
        if (!drainScheduled && !readsPaused) {
            drainScheduled = true;
            loop.execute(this::drain);
        }
    }

    private void drain() {
        drainScheduled = false;
        while (!readsPaused && !closed && !inbox.isEmpty()) {
            Message message = inbox.remove();
            inboxOctets -= weight(message);
            deliver(message);
        }
        if (other != null && !other.closed) {
            other.updateWritability();
        }
    }

    private void deliver(Message message) {
        try {
            listener.message(message);
        } catch (RuntimeException e) {
            LOG.error("Closing the link with {}: a message could not be handled", peer, e);
            fail(new CloseReason(CloseReason.Kind.FAILED, "A message from " + peer + " could not be handled: " + e));
        }
    }

    private void updateWritability() {
        boolean now = pendingBytes() < highWaterMark;
        if (now != writable) {
            writable = now;
            listener.writabilityChanged(now);
        }
    }

    @Override
    public Payload prepare(Payload payload) {
        return payload;
    }

    @Override
    public long pendingBytes() {
        return other == null ? 0 : other.inboxOctets;
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void pauseReads() {
        readsPaused = true;
    }

    @Override
    public void resumeReads() {
        readsPaused = false;
        scheduleDrain();
    }

    @Override
    public void close(String reason) {
        fail(new CloseReason(CloseReason.Kind.LOCAL, reason));
    }

    /** Ends both ends; what was sent before is delivered first, unless that end reads no more. */
    void fail(CloseReason reason) {
        if (closed) {
            return;
        }
        closed = true;
        clearInbox();
        loop.execute(() -> listener.closed(reason));
        if (other != null) {
            LocalTransport peerEnd = other;
            loop.execute(() -> peerEnd.peerClosed(reason));
        }
    }

    private void clearInbox() {
        inbox.clear();
        inboxOctets = 0;
    }

    private void peerClosed(CloseReason reason) {
        drain();
        if (!closed) {
            closed = true;
            clearInbox();
            listener.closed(new CloseReason(CloseReason.Kind.PEER, peer + " closed: " + reason.text()));
        }
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public String serializerName() {
        return "none";
    }

    @Override
    public ChannelSecurity security() {
        return ChannelSecurity.IN_PROCESS;
    }
}
