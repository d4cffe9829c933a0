package io.camelwamp.transport.netty;

import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.Serializer;
import io.camelwamp.codec.Serializers;
import io.camelwamp.codec.Tolerance;
import io.camelwamp.transport.EventLoop.Cancellable;
import io.camelwamp.transport.TransportListener;
import io.camelwamp.transport.netty.RawSocketHandshake.Fault;
import io.camelwamp.transport.netty.RawSocketHandshake.Greeting;
import io.camelwamp.transport.netty.RawSocketHandshake.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one client's octets (spec: advanced/transport_rawsocket.md, section Handshake) and hands
 * over to a {@link NettyTransport}.
 */
final class RawSocketServerHandshake extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(RawSocketServerHandshake.class);

    private final NettyEventLoop loop;
    private final RawSocketAcceptorConfig config;
    private final RawSocketAcceptor.Acceptance acceptance;
    private final int limit;
    private final GreetingOctets greeting = new GreetingOctets();

    private Cancellable deadline = () -> {};
    private boolean refused;

    RawSocketServerHandshake(
            NettyEventLoop loop, RawSocketAcceptorConfig config, RawSocketAcceptor.Acceptance acceptance) {
        this.loop = loop;
        this.config = config;
        this.acceptance = acceptance;
        this.limit = RawSocketHandshake.toldLimit(config.maxMessageSize());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline = loop.schedule(config.handshakeTimeout(), context::close);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        deadline.cancel();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf octets = (ByteBuf) message;
        boolean handedOn = false;
        try {
            if (!refused && greeting.take(octets)) {
                Greeting client = RawSocketHandshake.ofClient(greeting.octets());
                Serializer serializer = serializer(client);
                TransportListener listener = accept(context.channel());
                // What came along with the greeting is handed on, and belongs to the transport
                // then.
                handedOn = true;
                handOver(context, client, serializer, listener, octets);
            }
        } catch (Fault fault) {
            refuse(context, fault);
        } finally {
            if (!handedOn) {
                octets.release();
            }
        }
    }

    private Serializer serializer(Greeting client) throws Fault {
        Serializer serializer = Serializers.ofRawSocketId(client.serializer());
        if (serializer == null || !config.serializers().contains(serializer.name())) {
            throw new Fault(
                    "it asks for the serializer " + client.serializer() + ", which is not one of "
                            + config.serializers(),
                    Refusal.SERIALIZER_UNSUPPORTED);
        }
        return serializer;
    }

    private TransportListener accept(Channel channel) throws Fault {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        RawSocketClient client = new RawSocketClient(
                channel.remoteAddress() instanceof InetSocketAddress remote ? remote : null,
                tls == null ? null : tls.engine().getSession());
        TransportListener listener;
        try {
            listener = acceptance.accept(client);
        } catch (IllegalStateException e) {
            throw new Fault(e.getMessage(), Refusal.TOO_MANY_CONNECTIONS);
        }
        if (listener == null) {
            throw new Fault("it may not come in", null);
        }
        return listener;
    }

    private void handOver(
            ChannelHandlerContext context,
            Greeting client,
            Serializer serializer,
            TransportListener listener,
            ByteBuf rest) {
        NettyTransport transport = new NettyTransport(
                context.channel(),
                loop,
                new MessageCodec(serializer, config.payloadMode(), Tolerance.LENIENT),
                new RawSocketFraming(limit, client.maxMessageSize()),
                config.settings(),
                listener,
                ListeningSocket.nameOfClient(context.channel()));
        if (!config.pings()) {
            Sockets.watch(context.channel(), config.pingInterval(), config.pingTimeout());
        }
        context.writeAndFlush(Unpooled.wrappedBuffer(RawSocketHandshake.greeting(serializer.rawSocketId(), limit)));
        context.pipeline().addLast(transport);
        transport.open();
        context.fireChannelRead(rest);
        context.pipeline().remove(this);
    }

    /** A client is told what the specification has a code for; others are hung up on. */
    private void refuse(ChannelHandlerContext context, Fault fault) {
        refused = true;
        LOG.debug("Refused {}: {}", context.channel(), fault.getMessage());
        if (fault.refusal() == null) {
            context.close();
        } else {
            context.writeAndFlush(Unpooled.wrappedBuffer(RawSocketHandshake.refusal(fault.refusal())))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Port scanners and lost connections are everyday life for a server. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("No handshake with {}: {}", context.channel(), cause.toString());
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline.cancel();
    }
}
