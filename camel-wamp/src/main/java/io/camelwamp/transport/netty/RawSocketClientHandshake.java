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
import java.util.Queue;
import java.util.function.Function;

/**
 * Asks a server for one serializer (spec: advanced/transport_rawsocket.md, section Handshake). If
 * it does not speak that, the attempt goes on with the next one, on another connection.
 */
final class RawSocketClientHandshake extends ClientHandshake {
    private final Queue<Serializer> serializers;
    private final Function<Serializer, MessageCodec> codecs;
    private final Serializer serializer;
    private final int limit;
    private final GreetingOctets answer = new GreetingOctets();

    private ChannelHandlerContext context;

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
        if (fault.refusal() == Refusal.SERIALIZER_UNSUPPORTED) {
            serializers.remove();
            if (!serializers.isEmpty()) {
                context.pipeline().remove(this);
                attempt().again();
                return;
            }
        }
        CloseReason.Kind kind = fault.refusal() == Refusal.TOO_MANY_CONNECTIONS
                ? CloseReason.Kind.UNREACHABLE
                : CloseReason.Kind.HANDSHAKE_REFUSED;
        String text = "No raw socket connection with " + attempt().destination() + ": " + fault.getMessage();
        attempt().fail(new CloseReason(kind, text));
    }

    private void handOver(Greeting greeting, ByteBuf rest) {
        TransportConfig config = attempt().config();
        NettyTransport transport = new NettyTransport(
                context.channel(),
                attempt().loop(),
                codecs.apply(serializer),
                new RawSocketFraming(limit, greeting.maxMessageSize()),
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

    /** Autobahn's servers hang up where they should say what they do not like. */
    @Override
    public void channelInactive(ChannelHandlerContext ignored) {
        attempt()
                .fail(new CloseReason(
                        CloseReason.Kind.UNREACHABLE,
                        attempt().destination()
                                + " closed the connection during the handshake: does it listen for raw socket, with the serializer "
                                + serializer.name()
                                + "?"));
    }
}
