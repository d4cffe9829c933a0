package io.camelwamp.transport.netty;

import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.SharedEncoding;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.ChannelSecurity;
import io.camelwamp.transport.ClientTracking;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.Liveness;
import io.camelwamp.transport.Transport;
import io.camelwamp.transport.TransportListener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.nio.channels.ClosedChannelException;
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
    private static final Logger LOG = LoggerFactory.getLogger(NettyTransport.class);

    private enum State {
        OPEN,
        VIOLATED,
        CLOSING,
        CLOSED
    }

    private final Channel channel;
    private final EventLoop loop;
    private final MessageCodec codec;
    private final Framing framing;
    private final TransportListener listener;
    private final String peer;

    private final Inbound inbound;
    private final Outbound outbound;
    private final Liveness liveness;
    private final boolean pings;
    private final Farewell farewell;

    private State state = State.OPEN;

    /** What the peer reads in our close frame unless something worse happens. */
    private int closeCode = CloseCode.NORMAL;

    private CloseReason closeReason;

    private ClientTracking.Tracked client = ClientTracking.Tracked.NOBODY;

    /** The latest ping that could not be answered yet because the peer does not read. */
    private byte[] unansweredPing;

    NettyTransport(
            Channel channel,
            EventLoop loop,
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
        this.inbound = new Inbound(framing, this);
        this.outbound =
                new Outbound(channel, loop, settings.writeHighWaterMark(), this::writabilityChanged, this::writeFailed);
        this.liveness =
                new Liveness(loop, settings.pingInterval(), settings.pingTimeout(), this::askForLife, this::peerIsDead);
        this.pings = settings.pings();
        this.farewell = new Farewell(channel, loop, outbound, framing);
    }

    /** By which cookie the client is known; called before {@link #open()}. */
    void knowBy(ClientTracking.Tracked known) {
        client = known;
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
            throw new WampException.PayloadTooLarge("A message of "
                    + octets
                    + " octets is larger than the "
                    + framing.maxOutboundSize()
                    + " that may be sent to "
                    + peer);
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
            inbound.append(octets);
        } finally {
            octets.release();
        }
        deliver();
    }

    private void deliver() {
        try {
            inbound.read();
        } catch (FramingFault fault) {
            framingBroken(fault);
        } catch (RuntimeException e) {
            LOG.error("Closing the connection with {}: a message could not be handled", peer, e);
            String text = "A message from " + peer + " could not be handled: " + e;
            end(CloseReason.Kind.FAILED, text, CloseCode.INTERNAL_ERROR, "internal error");
        }
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
            end(CloseReason.Kind.FAILED, text, fault.closeCode(), fault.getMessage());
        }
    }

    /** Leaves the last word to the listener, for a bounded time. */
    private void violated(int code, WampException.ProtocolViolation violation) {
        state = State.VIOLATED;
        closeCode = code;
        liveness.stop();
        farewell.expectWithin(Farewell.FLUSH_TIMEOUT, () -> close("protocol violation"));
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

    private boolean askForLife() {
        return pings ? sendPing() : listener.silent();
    }

    private boolean sendPing() {
        framing.writePing(outbound.beginFrame(framing.frameSize(0)));
        outbound.endFrame();
        return true;
    }

    @Override
    public void pauseReads() {
        if (isSending() && !inbound.isPaused()) {
            inbound.pause();
            liveness.stop();
            channel.config().setAutoRead(false);
        }
    }

    @Override
    public void resumeReads() {
        if (inbound.isPaused()) {
            inbound.resume();
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
        end(CloseReason.Kind.LOCAL, reason, closeCode, reason);
    }

    /** The peer's close frame, in answer to ours or out of its own will. */
    @Override
    public void farewell(int code, String reason) {
        inbound.finish();
        farewell.heard();
        String text = ConnectionFailure.describeClose(peer, code, reason);
        int answer = code == CloseCode.NONE || CloseCode.isLegal(code) ? code : CloseCode.PROTOCOL_ERROR;
        end(CloseReason.Kind.PEER, text, answer, "");
    }

    /** Says goodbye unless that was done. */
    private void end(CloseReason.Kind kind, String text, int code, String words) {
        if (isSending()) {
            state = State.CLOSING;
            closeReason = new CloseReason(kind, text);
            liveness.stop();
            resumeReads();
            farewell.say(code, words);
        }
    }

    private void peerIsDead() {
        String question = pings ? "a ping" : "a request for a sign of life";
        cut(new CloseReason(CloseReason.Kind.UNRESPONSIVE, peer + " was silent and did not answer " + question));
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
        farewell.cancel();
        inbound.finish();
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

    @Override
    public ChannelSecurity security() {
        return Tls.security(channel).withClient(client);
    }
}
