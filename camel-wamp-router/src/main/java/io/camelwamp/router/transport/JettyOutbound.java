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

    /** Whether a pong is on its way to the network; only one at a time is. */
    private boolean pongUnderWay;

    /** The latest ping that was not answered yet, because the client does not read; else null. */
    private ByteBuffer unansweredPing;

    /**
     * An empty queue.
     *
     * @param highWaterMark pending octets above which it is not writable; it is again at half of
     *     that
     * @param writabilityChanged told the new state, on the loop
     */
    JettyOutbound(CoreSession session, EventLoop loop, long highWaterMark, Consumer<Boolean> writabilityChanged) {
        this.session = session;
        this.loop = loop;
        this.highWaterMark = highWaterMark;
        this.writabilityChanged = writabilityChanged;
    }

    /** One frame on its way to the network. */
    private final class Sent implements Callback {
        private final byte opCode;
        private final int octets;

        Sent(Frame frame) {
            this.opCode = frame.getOpCode();
            this.octets = frame.getPayloadLength();
        }

        @Override
        public void succeeded() {
            taken(opCode, octets);
        }

        /** The connection is about to end; its listener hears of that in the usual way. */
        @Override
        public void failed(Throwable cause) {
            taken(opCode, octets);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }

    void send(Frame frame) {
        hand(frame, true);
        if (!flushScheduled) {
            flushScheduled = true;
            loop.execute(flush);
        }
    }

    private void flush() {
        flushScheduled = false;
        session.flush(Callback.NOOP);
    }

    /** Sends a frame of at most 125 octets at once, counted as the others are. */
    void sendControl(byte opCode, ByteBuffer content) {
        hand(new Frame(opCode, true, content), false);
    }

    private void hand(Frame frame, boolean batch) {
        pending.addAndGet(frame.getPayloadLength());
        session.sendFrame(frame, new Sent(frame), batch);
        if (writable && pending.get() > highWaterMark) {
            writable = false;
            writabilityChanged.accept(false);
            // Jetty may have written everything just before, and then nobody asks any more.
            if (hasRoom()) {
                execute(this::becomeWritable);
            }
        }
    }

    /**
     * Answers a ping; of those that come while the client does not read, only the last.
     *
     * @param content not changed by anybody afterwards
     */
    void sendPong(ByteBuffer content) {
        unansweredPing = content;
        if (writable) {
            answerPing();
        }
    }

    private void answerPing() {
        if (unansweredPing != null && !pongUnderWay) {
            ByteBuffer content = unansweredPing;
            unansweredPing = null;
            pongUnderWay = true;
            sendControl(OpCode.PONG, content);
        }
    }

    private void pongTaken() {
        pongUnderWay = false;
        if (writable) {
            answerPing();
        }
    }

    private void taken(byte opCode, int octets) {
        pending.addAndGet(-octets);
        if (opCode == OpCode.PONG) {
            execute(this::pongTaken);
        }
        if (!writable && hasRoom()) {
            execute(this::becomeWritable);
        }
    }

    private boolean hasRoom() {
        return pending.get() <= highWaterMark / 2;
    }

    private void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("A connection outlives the router's event loop: {}", e.getMessage());
        }
    }

    private void becomeWritable() {
        if (writable || !hasRoom()) {
            return;
        }
        // Before what the listener may send now.
        answerPing();
        writable = true;
        writabilityChanged.accept(true);
    }

    long pending() {
        return pending.get();
    }

    boolean isWritable() {
        return writable;
    }
}
