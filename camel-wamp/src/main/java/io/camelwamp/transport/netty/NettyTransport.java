package io.camelwamp.transport.netty;

import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.SharedEncoding;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.EventLoop.Cancellable;
import io.camelwamp.transport.Transport;
import io.camelwamp.transport.TransportListener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that carries messages, on either end: the last handler of its channel.
 *
 * <p>Confined to its event loop, except {@link #prepare}. How it ends:
 *
 * <pre>
 * OPEN ──► VIOLATED ──► CLOSING ──► CLOSED     the peer sent no message; the listener has the last word
 * OPEN ───────────────► CLOSING ──► CLOSED     somebody says goodbye, or the framing was broken
 * OPEN ─────────────────────────────► CLOSED   the connection is gone
 * </pre>
 */
final class NettyTransport extends ChannelInboundHandlerAdapter implements Transport, Framing.Sink {
    /** How long a peer may take to read what was sent before the connection is cut. */
    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** How long a peer that has everything may take to say goodbye in its turn. */
    static final Duration FAREWELL_TIMEOUT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(NettyTransport.class);

    private enum State {
        OPEN,
        VIOLATED,
        CLOSING,
        CLOSED
    }

    private final Channel channel;
    private final NettyEventLoop loop;
    private final MessageCodec codec;
    private final Framing framing;
    private final TransportListener listener;
    private final String peer;

    private final InboundBuffer inbound = new InboundBuffer();
    private final Outbound outbound;
    private final Liveness liveness;

    private State state = State.OPEN;
    private boolean readsPaused;

    /** The octets that follow cannot be told apart into frames. */
    private boolean inboundBroken;

    /** The peer has announced that it sends nothing more. */
    private boolean peerFinished;

    /** What the peer reads in our close frame unless something worse happens. */
    private int closeCode = CloseCode.NORMAL;

    private CloseReason closeReason;
    private Cancellable closeTimer = () -> {};

    /** The latest ping that could not be answered yet because the peer does not read. */
    private byte[] unansweredPing;

    NettyTransport(
            Channel channel,
            NettyEventLoop loop,
            MessageCodec codec,
            Framing framing,
            ConnectionSettings settings,
            TransportListener listener,
            String peer) {
        this.channel = channel;
        this.loop = loop;
        this.codec = codec;
        this.framing = framing;
        this.listener = Objects.requireNonNull(listener, "listener");
        this.peer = peer;
        this.outbound =
                new Outbound(
                        channel,
                        settings.writeHighWaterMark(),
                        this::writabilityChanged,
                        this::writeFailed);
        this.liveness =
                new Liveness(
                        loop,
                        settings.pingInterval(),
                        settings.pingTimeout(),
                        this::sendPing,
                        this::peerIsDead);
    }

    /** Called once the handshake is done and this handler stands in the pipeline. */
    void open() {
        liveness.start();
        listener.opened(this);
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

    private boolean isSending() {
        return state == State.OPEN || state == State.VIOLATED;
    }

    private void write(byte[] message) {
        checkSize(message.length);
        ByteBuf out = outbound.beginFrame(framing.frameSize(message.length));
        framing.writeMessage(out, message);
        outbound.endFrame();
    }

    @Override
    public Payload prepare(Payload payload) {
        Payload encoded = codec.serializer().encodePayload(payload);
        checkSize(encoded.encodedSize());
        return encoded;
    }

    private void checkSize(int octets) {
        if (octets > framing.maxOutboundSize()) {
            throw new WampException.PayloadTooLarge(
                    "A message of "
                            + octets
                            + " octets is larger than the "
                            + framing.maxOutboundSize()
                            + " that "
                            + peer
                            + " accepts");
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
        if (writable && unansweredPing != null && isSending()) {
            byte[] octets = unansweredPing;
            unansweredPing = null;
            writePong(octets);
        }
        if (isSending()) {
            listener.writabilityChanged(writable);
        }
    }

    private void writeFailed(Throwable cause) {
        // A channel that is closed already tells why in another way.
        if (!(cause instanceof ClosedChannelException)) {
            cut(ConnectionFailure.reason(peer, cause));
        }
    }

    // ---- receiving

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf octets = (ByteBuf) message;
        try {
            liveness.heard();
            if (!inboundBroken && !peerFinished) {
                inbound.append(octets);
            }
        } finally {
            octets.release();
        }
        deliver();
    }

    /**
     * Reads frames as long as somebody wants them; a message may well be the one after which nobody
     * does.
     */
    private void deliver() {
        try {
            boolean more = true;
            while (more && isReading()) {
                more = framing.read(inbound, this);
            }
            inbound.tidy();
        } catch (FramingFault fault) {
            inboundBroken = true;
            inbound.clear();
            framingBroken(fault);
        } catch (RuntimeException e) {
            LOG.error("Closing the connection with {}: a message could not be handled", peer, e);
            String text = "A message from " + peer + " could not be handled: " + e;
            end(
                    new CloseReason(CloseReason.Kind.FAILED, text),
                    CloseCode.INTERNAL_ERROR,
                    "internal error");
        }
    }

    private boolean isReading() {
        return !inboundBroken && !readsPaused && !peerFinished && state != State.CLOSED;
    }

    @Override
    public void message(byte[] octets, int offset, int length) {
        if (state != State.OPEN) {
            return;
        }
        Message message;
        try {
            message = codec.decode(octets, offset, length);
        } catch (WampException.ProtocolViolation violation) {
            violated(CloseCode.PROTOCOL_ERROR, violation);
            return;
        }
        listener.message(message);
    }

    private void framingBroken(FramingFault fault) {
        if (state == State.OPEN && fault.closeCode() == CloseCode.UNSUPPORTED_DATA) {
            violated(fault.closeCode(), new WampException.ProtocolViolation(fault.getMessage()));
        } else {
            String text = "Closing the connection with " + peer + ": " + fault.getMessage();
            end(
                    new CloseReason(CloseReason.Kind.FAILED, text),
                    fault.closeCode(),
                    fault.getMessage());
        }
    }

    /** Leaves the last word to the listener, for a bounded time. */
    private void violated(int code, WampException.ProtocolViolation violation) {
        state = State.VIOLATED;
        closeCode = code;
        liveness.stop();
        closeTimer = loop.schedule(CLOSE_TIMEOUT, () -> close("protocol violation"));
        listener.violated(violation);
    }

    @Override
    public void ping(byte[] octets) {
        if (!isSending()) {
            return;
        }
        if (outbound.isWritable()) {
            writePong(octets);
        } else {
            unansweredPing = octets;
        }
    }

    private void writePong(byte[] octets) {
        framing.writePong(outbound.beginFrame(framing.frameSize(octets.length)), octets);
        outbound.endFrame();
    }

    private void sendPing() {
        framing.writePing(outbound.beginFrame(framing.frameSize(0)));
        outbound.endFrame();
    }

    @Override
    public void pauseReads() {
        if (isSending() && !readsPaused) {
            readsPaused = true;
            liveness.stop();
            channel.config().setAutoRead(false);
        }
    }

    @Override
    public void resumeReads() {
        if (readsPaused) {
            readsPaused = false;
            if (state == State.OPEN) {
                liveness.start();
            }
            channel.config().setAutoRead(true);
            // What had arrived before the pause comes first, but never from within this call.
            loop.execute(this::deliver);
        }
    }

    // ---- the end

    @Override
    public void close(String reason) {
        end(new CloseReason(CloseReason.Kind.LOCAL, reason), closeCode, reason);
    }

    /** The peer's close frame; in answer to ours, or out of its own will. */
    @Override
    public void close(int code, String reason) {
        peerFinished = true;
        if (state == State.CLOSING) {
            channel.close();
            return;
        }
        String text = ConnectionFailure.describeClose(peer, code, reason);
        int answer =
                code == CloseCode.NONE || CloseCode.isLegal(code) ? code : CloseCode.PROTOCOL_ERROR;
        end(new CloseReason(CloseReason.Kind.PEER, text), answer, "");
    }

    /**
     * Sends what is pending and a close frame, unless that was done; reads on meanwhile, because
     * the network drops what was sent on a connection that is cut with unread input.
     */
    private void end(CloseReason reason, int code, String words) {
        if (!isSending()) {
            return;
        }
        state = State.CLOSING;
        closeReason = reason;
        liveness.stop();
        closeTimer.cancel();
        closeTimer = loop.schedule(CLOSE_TIMEOUT, channel::close);
        resumeReads();
        boolean answered =
                framing.writeClose(
                        outbound.beginFrame(framing.frameSize(words.length())), code, words);
        outbound.endFrame();
        outbound.flushThen(() -> awaitFarewell(answered));
    }

    private void awaitFarewell(boolean answered) {
        if (!answered || peerFinished) {
            channel.close();
        } else if (state == State.CLOSING) {
            closeTimer.cancel();
            closeTimer = loop.schedule(FAREWELL_TIMEOUT, channel::close);
        }
    }

    private void peerIsDead() {
        cut(
                new CloseReason(
                        CloseReason.Kind.UNRESPONSIVE,
                        peer + " was silent and did not answer a ping"));
    }

    /** Ends the connection without another word. */
    private void cut(CloseReason reason) {
        if (closeReason == null) {
            closeReason = reason;
        }
        channel.close();
    }

    /** A peer that ends TLS sends nothing more, even if it leaves the connection open. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent) {
            channel.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof RuntimeException && !(cause instanceof DecoderException)) {
            LOG.error("Cutting the connection with {}", peer, cause);
        }
        cut(ConnectionFailure.reason(peer, cause));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        liveness.stop();
        closeTimer.cancel();
        inbound.clear();
        outbound.release();
        framing.release();
        listener.closed(closeReason != null ? closeReason : ConnectionFailure.dropped(peer));
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public String serializerName() {
        return codec.serializer().name();
    }
}
