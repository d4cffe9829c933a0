package io.camelwamp.router.transport;

import io.camelwamp.transport.EventLoop;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one connection sends by way of Jetty: frames of one turn of the loop are flushed together,
 * and what the network has not taken is counted.
 *
 * <p>Called on the event loop; Jetty tells from any thread what was taken.
 */
final class JettyOutbound {
    private static final Logger LOG = LoggerFactory.getLogger(JettyOutbound.class);

    private final CoreSession session;
    private final EventLoop loop;
    private final long highWaterMark;
    private final Consumer<Boolean> writabilityChanged;
    private final Runnable flush = this::flush;
    private final AtomicLong pending = new AtomicLong();

    private boolean flushScheduled;
    private volatile boolean writable = true;

    /** The latest ping that was not answered yet, because the client does not read. */
    private ByteBuffer unansweredPing;

    /**
     * An empty queue.
     *
     * @param highWaterMark pending octets above which it is not writable; it is again at half of
     *     that
     * @param writabilityChanged told the new state, on the loop
     */
    JettyOutbound(
            CoreSession session,
            EventLoop loop,
            long highWaterMark,
            Consumer<Boolean> writabilityChanged) {
        this.session = session;
        this.loop = loop;
        this.highWaterMark = highWaterMark;
        this.writabilityChanged = writabilityChanged;
    }

    /** One frame on its way to the network. */
    private final class Sent implements Callback {
        private final int octets;

        Sent(int octets) {
            this.octets = octets;
        }

        @Override
        public void succeeded() {
            taken(octets);
        }

        /** The connection is about to end; its listener hears of that in the usual way. */
        @Override
        public void failed(Throwable cause) {
            taken(octets);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }

    void send(Frame frame) {
        int octets = frame.getPayloadLength();
        long now = pending.addAndGet(octets);
        session.sendFrame(frame, new Sent(octets), true);
        if (!flushScheduled) {
            flushScheduled = true;
            loop.execute(flush);
        }
        if (writable && now > highWaterMark) {
            writable = false;
            writabilityChanged.accept(false);
        }
    }

    private void flush() {
        flushScheduled = false;
        session.flush(Callback.NOOP);
    }

    void sendControl(byte opCode, ByteBuffer content) {
        session.sendFrame(new Frame(opCode, true, content), Callback.NOOP, false);
    }

    /** Answers a ping; of those that come while the client does not read, only the last. */
    void sendPong(ByteBuffer content) {
        if (writable) {
            sendControl(OpCode.PONG, content);
        } else {
            unansweredPing = content;
        }
    }

    private void taken(int octets) {
        long now = pending.addAndGet(-octets);
        if (!writable && now <= highWaterMark / 2) {
            try {
                loop.execute(this::becomeWritable);
            } catch (RejectedExecutionException e) {
                LOG.debug("A connection outlives the router's event loop: {}", e.getMessage());
            }
        }
    }

    private void becomeWritable() {
        if (writable || pending.get() > highWaterMark / 2) {
            return;
        }
        writable = true;
        if (unansweredPing != null) {
            sendControl(OpCode.PONG, unansweredPing);
            unansweredPing = null;
        }
        writabilityChanged.accept(true);
    }

    long pending() {
        return pending.get();
    }

    boolean isWritable() {
        return writable;
    }
}
