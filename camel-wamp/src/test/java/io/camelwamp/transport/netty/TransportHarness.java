package io.camelwamp.transport.netty;

import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.PayloadMode;
import io.camelwamp.codec.Serializers;
import io.camelwamp.protocol.Message;
import io.camelwamp.testing.VirtualTimeLoop;
import io.camelwamp.transport.RecordingListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCounted;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The server's end of a WebSocket connection without a network, with virtual time and a network
 * that can be stuck.
 */
final class TransportHarness {
    static final int LIMIT = 1000;
    static final int HIGH_WATER_MARK = 10_000;
    static final Duration PING_INTERVAL = Duration.ofSeconds(30);
    static final Duration PING_TIMEOUT = Duration.ofSeconds(15);

    final VirtualTimeLoop loop = VirtualTimeLoop.onThisThread();
    final RecordingListener listener;
    final MessageCodec codec = new MessageCodec(Serializers.named("json"), PayloadMode.VALUES);
    final NettyTransport transport;
    private final StuckNetwork network = new StuckNetwork();
    private final EmbeddedChannel channel = new EmbeddedChannel(network);
    private final List<ReferenceCounted> handedOut = new ArrayList<>();

    /** Holds writes back for as long as a test wants. */
    private static final class StuckNetwork extends ChannelOutboundHandlerAdapter {
        private record Held(Object message, ChannelPromise promise) {}

        private final Queue<Held> held = new ArrayDeque<>();
        private ChannelHandlerContext context;
        private boolean stuck;

        @Override
        public void handlerAdded(ChannelHandlerContext added) {
            context = added;
        }

        @Override
        public void write(ChannelHandlerContext ignored, Object message, ChannelPromise promise) {
            if (stuck) {
                held.add(new Held(message, promise));
            } else {
                context.write(message, promise);
            }
        }

        void release() {
            stuck = false;
            held.forEach(one -> context.write(one.message, one.promise));
            held.clear();
            context.flush();
        }
    }

    TransportHarness() {
        this(RecordingListener::new);
    }

    TransportHarness(Function<VirtualTimeLoop, RecordingListener> listeners) {
        this(listeners, framing -> framing, true);
    }

    /**
     * A connection that is open.
     *
     * @param dress what is put around the framing
     * @param pings whether the transport pings, or tells its listener of a silence
     */
    TransportHarness(
            Function<VirtualTimeLoop, RecordingListener> listeners, UnaryOperator<Framing> dress, boolean pings) {
        listener = listeners.apply(loop);
        transport = new NettyTransport(
                channel,
                loop,
                codec,
                dress.apply(new WebSocketFraming(WebSocketFraming.Role.SERVER, true, LIMIT, null)),
                new ConnectionSettings(HIGH_WATER_MARK, PING_INTERVAL, PING_TIMEOUT, pings),
                listener,
                "the-peer");
        channel.pipeline().addLast(transport);
        transport.open();
    }

    /** Octets arrive in one piece. */
    void receive(byte[]... parts) {
        channel.writeInbound(Unpooled.wrappedBuffer(Frames.join(parts)));
    }

    /** Messages arrive in one piece. */
    void receive(Message... messages) {
        byte[][] frames = new byte[messages.length][];
        for (int i = 0; i < messages.length; i++) {
            frames[i] = Frames.frame(true, Frames.FIN | Opcode.TEXT, codec.encode(messages[i]));
        }
        receive(frames);
    }

    /** Lets this turn of the loop end. */
    void endTurn() {
        loop.run();
        channel.runPendingTasks();
    }

    void pass(Duration time) {
        loop.advance(time);
        channel.runPendingTasks();
    }

    void stuck() {
        network.stuck = true;
    }

    void unstuck() {
        network.release();
        channel.runPendingTasks();
    }

    /** The peer is gone without a word. */
    void drop() {
        channel.close();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    boolean readsAutomatically() {
        return channel.config().isAutoRead();
    }

    /** Ends the connection, if it has not ended, and frees what the test was given. */
    void dispose() {
        unstuck();
        drop();
        endTurn();
        written();
        handedOut.forEach(ReferenceCounted::release);
        handedOut.clear();
    }

    /** What was flushed since the last call, one buffer per write; freed in the end. */
    List<ByteBuf> written() {
        List<ByteBuf> buffers = takeWritten();
        handedOut.addAll(buffers);
        return buffers;
    }

    private List<ByteBuf> takeWritten() {
        List<ByteBuf> buffers = new ArrayList<>();
        for (ByteBuf buffer = channel.readOutbound(); buffer != null; buffer = channel.readOutbound()) {
            if (buffer.isReadable()) {
                buffers.add(buffer);
            }
        }
        return buffers;
    }

    /**
     * What was flushed since the last call, as Netty's own WebSocket code understands it; freed in
     * the end.
     */
    List<WebSocketFrame> frames() {
        EmbeddedChannel reader = new EmbeddedChannel(new WebSocket13FrameDecoder(false, false, 1 << 20));
        takeWritten().forEach(reader::writeInbound);
        List<WebSocketFrame> frames = new ArrayList<>();
        for (WebSocketFrame frame = reader.readInbound(); frame != null; frame = reader.readInbound()) {
            frames.add(frame);
        }
        reader.finishAndReleaseAll();
        handedOut.addAll(frames);
        return frames;
    }
}
