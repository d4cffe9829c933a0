package io.camelwamp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.WampException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what a transport tells for a test on another thread, and notes where it breaks its
 * promises.
 */
public class RecordingListener implements TransportListener {
    private static final long PATIENCE_SECONDS = 20;

    private final EventLoop loop;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final List<Boolean> writability = new CopyOnWriteArrayList<>();
    private final Queue<String> breaches = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Transport> opened = new CompletableFuture<>();
    private final CompletableFuture<WampException.ProtocolViolation> violated = new CompletableFuture<>();
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

    /** A listener that expects to be called on a loop. */
    public RecordingListener(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public void opened(Transport transport) {
        check("opened", !opened.isDone());
        opened.complete(transport);
    }

    @Override
    public void message(Message message) {
        check("message", opened.isDone() && !violated.isDone());
        messages.add(message);
    }

    @Override
    public void violated(WampException.ProtocolViolation violation) {
        check("violated", opened.isDone() && !violated.isDone());
        violated.complete(violation);
    }

    @Override
    public void writabilityChanged(boolean writable) {
        check("writabilityChanged", opened.isDone());
        writability.add(writable);
    }

    @Override
    public void closed(CloseReason reason) {
        check("closed", true);
        closed.complete(reason);
    }

    private void check(String event, boolean inOrder) {
        if (!inOrder || closed.isDone() || !loop.inLoop()) {
            breaches.add(event + " on " + Thread.currentThread().getName() + ", closed: " + closed.isDone());
        }
    }

    /** The open transport, waiting for it. */
    public Transport awaitOpened() throws Exception {
        return opened.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** The next message, waiting for it. */
    public Message awaitMessage() throws Exception {
        Message message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(message)
                .as("a message, but the connection is %s", closed.getNow(null))
                .isNotNull();
        return message;
    }

    /** The violation, waiting for it. */
    public WampException.ProtocolViolation awaitViolated() throws Exception {
        return violated.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Why the connection ended, waiting for that; fails if the transport broke a promise on the
     * way.
     */
    public CloseReason awaitClosed() throws Exception {
        CloseReason reason = closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(breaches).as("calls out of order or off the loop").isEmpty();
        return reason;
    }

    /** Whether the transport is or was open. */
    public boolean wasOpened() {
        return opened.isDone();
    }

    /** Whether octets arrived that were no message. */
    public boolean wasViolated() {
        return violated.isDone();
    }

    /** Whether the end was told. */
    public boolean isClosed() {
        return closed.isDone();
    }

    /** How many messages arrived and were not awaited yet. */
    public int waiting() {
        return messages.size();
    }

    /** What was told of writability, in order. */
    public List<Boolean> writability() {
        return writability;
    }
}
