package io.camelwamp.transport.netty;

import static io.camelwamp.transport.TestMessages.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.PayloadMode;
import io.camelwamp.codec.Serializers;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Publish;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.RecordingListener;
import io.camelwamp.transport.Transport;
import io.camelwamp.transport.TransportConfig;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketServerCompressionHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other people's WebSocket code on the other end. */
@Timeout(60)
class WebSocketInteropTest {
    private static final MessageCodec JSON = new MessageCodec(Serializers.named("json"), PayloadMode.VALUES);

    private final EventLoops loops = EventLoops.create("interop", 1);
    private final EventLoop loop = loops.next();
    private final RecordingListener listener = new RecordingListener(loop);

    @AfterEach
    void closeLoops() {
        loops.close();
    }

    private static Publish large() {
        return new Publish(2, publish(2).options(), "com.example.topic", Payload.ofArgs("Grüße ".repeat(20_000)));
    }

    /** Sends back what it gets, and pings before that. */
    private static final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            context.writeAndFlush(frame.retain());
        }
    }

    private Channel nettyServer() throws Exception {
        return new ServerBootstrap()
                .group(NettyEventLoop.of(loop).netty())
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(8192),
                                        new WebSocketServerCompressionHandler(1 << 20),
                                        new WebSocketServerProtocolHandler("/ws", "wamp.2.json", true, 1 << 20),
                                        new Echo());
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void talksToNettysServer(boolean compression) throws Exception {
        Channel server = nettyServer();
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        TransportConfig config = TransportConfig.builder(URI.create("ws://127.0.0.1:" + port + "/ws"))
                .serializers(List.of("json"))
                .maxMessageSize(1 << 20)
                .pingInterval(Duration.ofMillis(50))
                .pingTimeout(Duration.ofSeconds(10))
                .compression(compression)
                .build();
        new WebSocketTransportProvider().connect(config, loop, listener);
        Transport transport = listener.awaitOpened();
        loop.execute(() -> {
            transport.send(publish(1));
            transport.send(large());
            transport.send(large());
        });

        assertThat(listener.awaitMessage()).isEqualTo(publish(1));
        assertThat(listener.awaitMessage()).isEqualTo(large());
        assertThat(listener.awaitMessage()).isEqualTo(large());
        loop.execute(() -> transport.close("done"));
        assertThat(listener.awaitClosed()).isEqualTo(new CloseReason(CloseReason.Kind.LOCAL, "done"));
        server.close().sync();
    }

    /** Keeps what the JDK's client hears. */
    private static final class JdkListener implements WebSocket.Listener {
        final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        final CompletableFuture<String> pong = new CompletableFuture<>();
        final CompletableFuture<String> closed = new CompletableFuture<>();
        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                texts.add(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            pong.complete(StandardCharsets.UTF_8.decode(message).toString());
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code + " " + reason);
            return null;
        }
    }

    @Test
    void servesTheJdksClient() throws Exception {
        WebSocketAcceptor acceptor = WebSocketAcceptor.bind(
                        WebSocketAcceptorConfig.of("127.0.0.1", 0, "/ws"), loop, request -> listener)
                .get(20, TimeUnit.SECONDS);
        JdkListener heard = new JdkListener();
        WebSocket client = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("wamp.2.unheard-of", "wamp.2.json")
                .buildAsync(URI.create("ws://127.0.0.1:" + acceptor.address().getPort() + "/ws"), heard)
                .get(20, TimeUnit.SECONDS);
        assertThat(client.getSubprotocol()).isEqualTo("wamp.2.json");
        Transport transport = listener.awaitOpened();
        String text = new String(JSON.encode(publish(1)), StandardCharsets.UTF_8);
        client.sendText(text.substring(0, 10), false).get(20, TimeUnit.SECONDS);
        client.sendPing(StandardCharsets.UTF_8.encode("between")).get(20, TimeUnit.SECONDS);
        client.sendText(text.substring(10), true).get(20, TimeUnit.SECONDS);

        assertThat(listener.awaitMessage()).isEqualTo(publish(1));
        assertThat(heard.pong.get(20, TimeUnit.SECONDS)).isEqualTo("between");
        loop.execute(() -> transport.send(large()));
        assertThat(heard.texts.poll(20, TimeUnit.SECONDS))
                .isEqualTo(new String(JSON.encode(large()), StandardCharsets.UTF_8));
        loop.execute(() -> transport.close("the router is closing"));
        assertThat(heard.closed.get(20, TimeUnit.SECONDS)).isEqualTo("1000 the router is closing");
        assertThat(listener.awaitClosed().kind()).isEqualTo(CloseReason.Kind.LOCAL);
        acceptor.close();
    }
}
