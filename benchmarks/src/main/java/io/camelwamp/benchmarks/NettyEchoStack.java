package io.camelwamp.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What the network allows: a Netty WebSocket echo whose writes are flushed once per read, without
 * any protocol.
 */
final class NettyEchoStack implements Stack {
    /** As long as a PUBLISH of the other workloads. */
    private static final int MESSAGE_LENGTH = 110;

    private final EventLoopGroup serverLoop = new NioEventLoopGroup(1);
    private final EventLoopGroup clientLoop = new NioEventLoopGroup(1);
    private final Channel server;

    NettyEchoStack() throws InterruptedException {
        server = new ServerBootstrap()
                .group(serverLoop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(8192))
                                .addLast(new WebSocketServerProtocolHandler("/"))
                                .addLast(new Echo());
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
    }

    private static final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            context.write(frame.retain());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }
    }

    @Override
    public Client connect() throws Exception {
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        EchoClient client = new EchoClient();
        Channel channel = new Bootstrap()
                .group(clientLoop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel child) {
                        ChannelPipeline pipeline = child.pipeline();
                        pipeline.addLast(new HttpClientCodec())
                                .addLast(new HttpObjectAggregator(8192))
                                .addLast(new WebSocketClientProtocolHandler(
                                        URI.create("ws://127.0.0.1:" + port + "/"),
                                        WebSocketVersion.V13,
                                        null,
                                        false,
                                        new DefaultHttpHeaders(),
                                        65536))
                                .addLast(client);
                    }
                })
                .connect("127.0.0.1", port)
                .sync()
                .channel();
        if (!client.open.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("No WebSocket handshake within 10 s");
        }
        client.channel = channel;
        return client;
    }

    @Override
    public void close() {
        serverLoop.shutdownGracefully();
        clientLoop.shutdownGracefully();
    }

    private static final class EchoClient extends SimpleChannelInboundHandler<WebSocketFrame> implements Client {
        private final CountDownLatch open = new CountDownLatch(1);
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private final byte[] message = new byte[MESSAGE_LENGTH];
        private Channel channel;

        EchoClient() {
            java.util.Arrays.fill(message, (byte) 'x');
        }

        @Override
        public void publish(String topic, String text, Runnable done) {
            if (channel.eventLoop().inEventLoop()) {
                send(done);
            } else {
                channel.eventLoop().execute(() -> {
                    send(done);
                    channel.flush();
                });
            }
        }

        private void send(Runnable done) {
            waiting.add(done);
            channel.write(new TextWebSocketFrame(
                    channel.alloc().buffer(MESSAGE_LENGTH).writeBytes(message)));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            waiting.remove().run();
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
            if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                open.countDown();
            }
            super.userEventTriggered(context, event);
        }

        @Override
        public void call(String procedure, String text, Runnable done) {
            throw new IllegalArgumentException("An echo has no procedures");
        }

        @Override
        public void subscribe(String topic, Runnable onEvent) {
            throw new IllegalArgumentException("An echo has no topics");
        }

        @Override
        public void register(String procedure) {
            throw new IllegalArgumentException("An echo has no procedures");
        }
    }
}
