package io.camelwamp.router.transport;

import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.SharedEncoding;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.ChannelSecurity;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.Liveness;
import io.camelwamp.transport.Transport;
import io.camelwamp.transport.TransportListener;
import io.camelwamp.transport.local.LocalRouter;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * The loop's side of a connection that Jetty reads and writes; confined to the event loop, except
 * {@link #prepare}.
 */
final class JettyTransport implements Transport {
    /** How long a client may take to read what was sent and to say goodbye before it is cut off. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private enum State {
        OPEN,
        /** The client sent no message; the listener has the last word. */
        VIOLATED,
        CLOSING,
        CLOSED
    }

    private final CoreSession session;
    private final MessageCodec codec;
    private final ChannelSecurity security;
    private final byte opCode;
    private final EventLoop loop;
    private final HandOver handOver;
    private final JettyOutbound outbound;
    private final Liveness liveness;
    private final String peer;
    private final int maxMessageSize;

    private TransportListener listener;
    private State state = State.OPEN;
    private int closeCode = CloseStatus.NORMAL;
    private CloseReason closeReason;
    private EventLoop.Cancellable closeTimer = () -> {};

    JettyTransport(
            CoreSession session,
            MessageCodec codec,
            EventLoop loop,
            HandOver handOver,
            JettyWebSocketConfig config,
            ChannelSecurity security) {
        this.security = security;
        this.session = session;
        this.codec = codec;
        this.opCode = codec.serializer().isText() ? OpCode.TEXT : OpCode.BINARY;
        this.loop = loop;
        this.handOver = handOver;
        this.outbound = new JettyOutbound(session, loop, config.writeHighWaterMark(), this::writabilityChanged);
        this.liveness =
                new Liveness(loop, config.pingInterval(), config.pingTimeout(), this::sendPing, this::peerIsDead);
        this.maxMessageSize = config.maxMessageSize();
        this.peer = describe(session.getRemoteAddress());
    }

    private static String describe(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : String.valueOf(address);
    }

    // ---- what the connection hands over

    void open(LocalRouter router) {
        if (state != State.OPEN) {
            return;
        }
        try {
            listener = router.accept();
        } catch (IllegalStateException e) {
            end(CloseReason.Kind.LOCAL, CloseStatus.TRY_AGAIN_LATER, e.getMessage());
            return;
        }
        liveness.start();
        listener.opened(this);
    }

    void received(Message message) {
        if (state == State.OPEN && listener != null) {
            liveness.heard();
            listener.message(message);
        }
    }

    void heard() {
        liveness.heard();
    }

    void pinged(ByteBuffer content) {
        liveness.heard();
        if (isSending()) {
            outbound.sendPong(content);
        }
    }

    void violated(int code, WampException.ProtocolViolation violation) {
        if (state == State.OPEN && listener != null) {
            state = State.VIOLATED;
            closeCode = code;
            liveness.stop();
            closeTimer = loop.schedule(CLOSE_TIMEOUT, () -> close("protocol violation"));
            listener.violated(violation);
        }
    }

    /** Ends the connection for a fault that the listener cannot have a say in. */
    void fail(int code, String text) {
        end(CloseReason.Kind.FAILED, code, text);
    }

    /** The connection is no more. */
    void gone(CloseStatus status, Throwable failure) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        liveness.stop();
        closeTimer.cancel();
        if (listener != null) {
            listener.closed(closeReason != null ? closeReason : describe(status, failure));
        }
    }

    private CloseReason describe(CloseStatus status, Throwable failure) {
        if (failure != null) {
            return new CloseReason(CloseReason.Kind.FAILED, "Connection with " + peer + " failed: " + failure);
        }
        return new CloseReason(CloseReason.Kind.PEER, peer + " closed the connection with code " + status.getCode());
    }

    // ---- sending

    @Override
    public void send(Message message) {
        if (isSending()) {
            write(codec.encode(message));
        }
    }

    @Override
    public void send(SharedEncoding shared) {
        if (isSending()) {
            write(shared.encode(codec));
        }
    }

    private void write(byte[] message) {
        checkSize(message.length);
        outbound.send(new Frame(opCode, true, ByteBuffer.wrap(message)));
    }

    private boolean isSending() {
        return state == State.OPEN || state == State.VIOLATED;
    }

    @Override
    public Payload prepare(Payload payload) {
        Payload encoded = codec.serializer().encodePayload(payload);
        checkSize(encoded.encodedSize());
        return encoded;
    }

    /** A client does not say what it accepts, and ends the connection over more: ours is the best guess. */
    private void checkSize(int octets) {
        if (octets > maxMessageSize) {
            throw new WampException.PayloadTooLarge(
                    "A message of %d octets is larger than the %d that may be sent to %s"
                            .formatted(octets, maxMessageSize, peer));
        }
    }

    @Override
    public long pendingBytes() {
        return outbound.pending();
    }

    @Override
    public boolean isWritable() {
        return outbound.isWritable();
    }

    private void writabilityChanged(boolean writable) {
        if (isSending()) {
            listener.writabilityChanged(writable);
        }
    }

    @Override
    public void pauseReads() {
        if (isSending()) {
            liveness.stop();
            handOver.hold();
        }
    }

    @Override
    public void resumeReads() {
        if (state == State.OPEN) {
            liveness.start();
        }
        handOver.release();
    }

    // ---- the end

    @Override
    public void close(String reason) {
        end(CloseReason.Kind.LOCAL, closeCode, reason);
    }

    private boolean sendPing() {
        outbound.sendControl(OpCode.PING, BufferUtil.EMPTY_BUFFER);
        return true;
    }

    private void peerIsDead() {
        state = State.CLOSING;
        closeReason = new CloseReason(CloseReason.Kind.UNRESPONSIVE, peer + " was silent and did not answer a ping");
        session.abort();
    }

    /**
     * Sends what is pending, then a close frame; reads on meanwhile, because the client's close
     * frame is behind what it has sent.
     */
    private void end(CloseReason.Kind kind, int code, String text) {
        if (!isSending()) {
            return;
        }
        state = State.CLOSING;
        closeReason = new CloseReason(kind, text);
        liveness.stop();
        closeTimer.cancel();
        closeTimer = loop.schedule(CLOSE_TIMEOUT, session::abort);
        handOver.release();
        // Jetty drops what waits before a close frame with an unusual code, so that comes
        // afterwards.
        session.flush(Callback.from(() -> session.close(code, text, Callback.NOOP), failure -> session.abort()));
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public String serializerName() {
        return codec.serializer().name();
    }

    @Override
    public ChannelSecurity security() {
        return security;
    }
}
