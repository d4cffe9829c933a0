package io.camelwamp.transport.netty;

import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.TransportListener;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * The server side of WAMP over WebSocket: listens on a port and makes a transport of each
 * connection that asks for one.
 *
 * <p>Of the client's subprotocols, the first one that is known here is chosen. The Origin header is
 * not looked at: WAMP decides by authentication who may do what, and a browser sends no ambient
 * credentials with WAMP messages. Whoever wants a restriction finds the header in the {@link
 * WebSocketRequest}.
 */
public final class WebSocketAcceptor implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final Channel channel;
    private final InetSocketAddress address;

    /** Decides about connections; called on the loop. */
    @FunctionalInterface
    public interface Acceptance {
        /**
         * Takes a connection in.
         *
         * @param request a valid opening request
         * @return hears of this connection only; {@link TransportListener#opened} comes next
         * @throws IllegalStateException to refuse it; the client is told HTTP 503 and the text
         */
        TransportListener accept(WebSocketRequest request);
    }

    private WebSocketAcceptor(Channel channel) {
        this.channel = channel;
        this.address = (InetSocketAddress) channel.localAddress();
    }

    /**
     * Starts to listen.
     *
     * @param loop a loop of {@link EventLoops#create}; all connections live on it
     * @param acceptance decides about each connection
     * @return completed on the loop; fails with an {@link IOException} that names the address if it
     *     is not to be had
     * @throws IllegalArgumentException if the loop is of another kind or a serializer is unknown
     */
    public static CompletableFuture<WebSocketAcceptor> bind(
            WebSocketAcceptorConfig config, EventLoop loop, Acceptance acceptance) {
        NettyEventLoop netty = NettyEventLoop.of(loop);
        Objects.requireNonNull(acceptance, "acceptance");
        Subprotocols subprotocols = new Subprotocols(config.serializers());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(netty.netty())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        if (config.sslContext() != null) {
                            accepted.pipeline().addLast(Tls.server(netty, config.sslContext()));
                        }
                        accepted.pipeline()
                                .addLast(new WebSocketServerHandshake(netty, config, subprotocols, acceptance));
                    }
                });
        CompletableFuture<WebSocketAcceptor> bound = new CompletableFuture<>();
        try {
            netty.helpers().execute(() -> lookUpAndBind(config, bootstrap, bound));
        } catch (RejectedExecutionException e) {
            bound.completeExceptionally(cannotListen(config, e));
        }
        return bound;
    }

    /** On a helper thread, because the name service may take its time. */
    private static void lookUpAndBind(
            WebSocketAcceptorConfig config, ServerBootstrap bootstrap, CompletableFuture<WebSocketAcceptor> bound) {
        try {
            InetAddress host = InetAddress.getByName(config.host());
            bootstrap.bind(new InetSocketAddress(host, config.port())).addListener((ChannelFutureListener) done -> {
                if (done.isSuccess()) {
                    bound.complete(new WebSocketAcceptor(done.channel()));
                } else {
                    bound.completeExceptionally(cannotListen(config, done.cause()));
                }
            });
        } catch (UnknownHostException | RejectedExecutionException e) {
            bound.completeExceptionally(cannotListen(config, e));
        }
    }

    private static IOException cannotListen(WebSocketAcceptorConfig config, Throwable cause) {
        return new IOException(
                "Cannot listen on " + config.host() + ":" + config.port() + ": " + cause.getMessage(), cause);
    }

    /** Where it listens, with the port that was found if any would do. */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Accepts no more; the connections that there are remain their owners'. May be called from any
     * thread.
     */
    @Override
    public void close() {
        channel.close();
    }
}
