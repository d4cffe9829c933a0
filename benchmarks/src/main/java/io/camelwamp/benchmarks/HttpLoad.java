package io.camelwamp.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends one POST after the other on a number of connections, and measures how many are answered and
 * how fast. It looks at no more of an answer than it must, so that most of the machine is left to
 * the server.
 */
final class HttpLoad implements AutoCloseable {
    /** Requests per second and the time within which 99 of 100 were answered. */
    record Result(double perSecond, double p99Millis) {}

    private static final int CONNECTIONS = 64;

    /** A server that has more code to compile needs longer until it runs as it will. */
    private static final long WARM_UP_MILLIS = 15_000;

    private static final int MAX_SAMPLES = 4_000_000;

    private final EventLoopGroup loop = new NioEventLoopGroup(1);
    private final byte[] request;
    private final LongAdder answered = new LongAdder();

    /** Latencies in microseconds; written by the loop only. */
    private final int[] samples = new int[MAX_SAMPLES];

    private volatile int sampleCount;

    HttpLoad(int port, String path, String json) throws InterruptedException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = "POST "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length
                + "\r\n\r\n";
        request = (head + json).getBytes(StandardCharsets.UTF_8);
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Connection());
                    }
                });
        for (int i = 0; i < CONNECTIONS; i++) {
            bootstrap.connect("127.0.0.1", port).sync();
        }
    }

    /** The median rate, and the latency over all rounds, after a warm-up. */
    Result measure() throws InterruptedException {
        Thread.sleep(WARM_UP_MILLIS);
        int from = sampleCount;
        double rate = Rate.measure(answered).perSecond();
        int[] measured = Arrays.copyOfRange(samples, from, sampleCount);
        Arrays.sort(measured);
        return new Result(rate, measured.length == 0 ? Double.NaN : measured[(int) (measured.length * 0.99)] / 1000.0);
    }

    @Override
    public void close() {
        loop.shutdownGracefully();
    }

    private final class Connection extends ByteToMessageDecoder {
        private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

        private long sentAt;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            send(context);
        }

        private void send(ChannelHandlerContext context) {
            sentAt = System.nanoTime();
            context.writeAndFlush(Unpooled.wrappedBuffer(request));
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            int start = in.readerIndex();
            int headEnd = endOfHead(in);
            if (headEnd < 0) {
                return;
            }
            int length = contentLength(in, start, headEnd);
            if (in.writerIndex() < headEnd + length) {
                return;
            }
            if (in.getByte(start + 9) != '2') {
                System.err.println(in.toString(StandardCharsets.UTF_8));
                System.exit(1);
            }
            in.readerIndex(headEnd + length);
            answered.increment();
            int next = sampleCount;
            if (next < MAX_SAMPLES) {
                samples[next] = (int) ((System.nanoTime() - sentAt) / 1000);
                sampleCount = next + 1;
            }
            send(context);
        }

        private int endOfHead(ByteBuf in) {
            for (int i = in.readerIndex(); i <= in.writerIndex() - 4; i++) {
                if (in.getByte(i) == '\r' && in.getByte(i + 2) == '\r' && in.getByte(i + 3) == '\n') {
                    return i + 4;
                }
            }
            return -1;
        }

        private int contentLength(ByteBuf in, int start, int headEnd) {
            for (int i = start; i < headEnd - LENGTH.length; i++) {
                int matched = 0;
                while (matched < LENGTH.length && (in.getByte(i + matched) | 0x20) == (LENGTH[matched] | 0x20)) {
                    matched++;
                }
                if (matched == LENGTH.length) {
                    int value = 0;
                    for (int d = i + matched; in.getByte(d) != '\r'; d++) {
                        if (in.getByte(d) != ' ') {
                            value = value * 10 + in.getByte(d) - '0';
                        }
                    }
                    return value;
                }
            }
            return 0;
        }
    }
}
