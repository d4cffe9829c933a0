package io.camelwamp.transport.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/** Sockets of TCP and of Unix domains, with the options that suit each. */
final class Sockets {
    private static final int BACKLOG = 1024;
    private static final int PROBES = 3;

    private Sockets() {}

    /** What connects to an address. */
    static Bootstrap client(SocketAddress address) {
        if (address instanceof UnixDomainSocketAddress) {
            return new Bootstrap().channel(NioDomainSocketChannel.class);
        }
        return new Bootstrap()
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true);
    }

    /** What listens on an address. */
    static ServerBootstrap server(SocketAddress address) {
        if (address instanceof UnixDomainSocketAddress) {
            return new ServerBootstrap().channel(NioServerDomainSocketChannel.class);
        }
        return new ServerBootstrap()
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true);
    }

    /**
     * Has the operating system look for a peer that is gone without a word, where it can be told
     * when to: the substitute where pings cannot be used.
     *
     * @param interval silence after which it looks; zero leaves that to the system's settings
     * @param timeout further silence after which the connection is broken
     */
    static void watch(Channel channel, Duration interval, Duration timeout) {
        if (channel instanceof NioSocketChannel && !interval.isZero()) {
            channel.config().setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), seconds(interval));
            channel.config().setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), PROBES);
            channel.config()
                    .setOption(
                            NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
                            seconds(timeout.dividedBy(PROBES)));
        }
    }

    private static int seconds(Duration duration) {
        return (int) Math.max(1, Math.min(duration.toSeconds(), Short.MAX_VALUE));
    }
}
