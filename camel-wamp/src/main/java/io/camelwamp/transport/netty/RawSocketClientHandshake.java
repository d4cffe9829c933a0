package io.camelwamp.transport.netty;

import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.Serializer;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.netty.RawSocketHandshake.Fault;
import io.camelwamp.transport.netty.RawSocketHandshake.Greeting;
import io.camelwamp.transport.netty.RawSocketHandshake.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.util.Queue;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/**
 * Asks a server for one serializer (spec: advanced/transport_rawsocket.md, section Handshake). If
 * it does not speak that, the attempt goes on with the next one, on another connection; so it does
 * if the server hangs up without an answer, as Crossbar.io does where it should say so.
 */
final class RawSocketClientHandshake extends ClientHandshake {
    private final Queue<Serializer> serializers;
    private final Function<Serializer, MessageCodec> codecs;
    private final Serializer serializer;
    private final int limit;
    private final GreetingOctets answer = new GreetingOctets();

    private ChannelHandlerContext context;
    private boolean begun;

    /**
     * A handshake for one connection.
     *
     * @param serializers what was not asked for yet; one is taken
     */
    RawSocketClientHandshake(
            ConnectAttempt attempt, Queue<Serializer> serializers, Function<Serializer, MessageCodec> codecs) {
        super(attempt);
        this.serializers = serializers;
        this.serializer = serializers.element();
        this.codecs = codecs;
        this.limit = RawSocketHandshake.toldLimit(attempt.config().maxMessageSize());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    void begin() {
        begun = true;
        byte[] greeting = RawSocketHandshake.greeting(serializer.rawSocketId(), limit);
        context.writeAndFlush(Unpooled.wrappedBuffer(greeting));
    }

    @Override
    public void channelRead(ChannelHandlerContext ignored, Object message) {
        ByteBuf octets = (ByteBuf) message;
        boolean handedOn = false;
        try {
            if (answer.take(octets)) {
                Greeting greeting = RawSocketHandshake.ofServer(answer.octets(), serializer.rawSocketId());
                // What came along with the answer is handed on, and belongs to the transport then.
                handedOn = true;
                handOver(greeting, octets);
            }
        } catch (Fault fault) {
            refused(fault);
        } finally {
            if (!handedOn) {
                octets.release();
            }
        }
    }

    private void refused(Fault fault) {
        if (fault.refusal() == Refusal.SERIALIZER_UNSUPPORTED && asksForTheNext()) {
            return;
        }
        CloseReason.Kind kind = fault.refusal() == Refusal.TOO_MANY_CONNECTIONS
                ? CloseReason.Kind.UNREACHABLE
                : CloseReason.Kind.HANDSHAKE_REFUSED;
        String text = "No raw socket connection with " + attempt().destination() + ": " + fault.getMessage();
        attempt().fail(new CloseReason(kind, text));
    }

    /** Goes on with another connection, unless there is no serializer left. */
    private boolean asksForTheNext() {
        serializers.poll();
        if (serializers.isEmpty()) {
            return false;
        }
        context.pipeline().remove(this);
        attempt().again();
        return true;
    }

    private void handOver(Greeting greeting, ByteBuf rest) {
        TransportConfig config = attempt().config();
        NettyTransport transport = new NettyTransport(
                context.channel(),
                attempt().loop(),
                codecs.apply(serializer),
                new RawSocketFraming(limit, Math.min(greeting.maxMessageSize(), config.maxMessageSize())),
                RawSocketTransportProvider.settings(config),
                attempt().listener(),
                attempt().destination().name());
        if (!config.rawSocketPings()) {
            Sockets.watch(context.channel(), config.pingInterval(), config.pingTimeout());
        }
        context.pipeline().addLast(transport);
        attempt().succeed(transport);
        context.fireChannelRead(rest);
        context.pipeline().remove(this);
    }

    /** Autobahn's servers, such as Crossbar.io, hang up where they should say what they do not like. */
    @Override
    public void channelInactive(ChannelHandlerContext ignored) {
        if (hungUpWithoutAnswer() && asksForTheNext()) {
            return;
        }
        attempt()
                .fail(new CloseReason(
                        CloseReason.Kind.UNREACHABLE,
                        attempt().destination()
                                + " closed the connection during the handshake: does it listen for raw socket, with a serializer out of "
                                + attempt().config().serializers()
                                + "?"));
    }

    /** Hanging up may also reset the connection. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ignored, Throwable cause) {
        boolean reset = cause instanceof IOException && !(cause instanceof SSLException);
        if (!(reset && hungUpWithoutAnswer() && asksForTheNext())) {
            super.exceptionCaught(ignored, cause);
        }
    }

    private boolean hungUpWithoutAnswer() {
        return begun && answer.isEmpty();
    }
}
