package io.camelwamp.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketsTest {
    private NioSocketChannel channel;

    @BeforeEach
    void open() throws Exception {
        try (SocketChannel probe = SocketChannel.open()) {
            assumeThat(probe.supportedOptions())
                    .as("not every system lets applications say when to look for dead peers")
                    .contains(ExtendedSocketOptions.TCP_KEEPIDLE);
        }
        channel = new NioSocketChannel();
    }

    @AfterEach
    void close() {
        if (channel != null) {
            channel.unsafe().closeForcibly();
        }
    }

    private int option(SocketOption<Integer> option) {
        return channel.config().getOption(NioChannelOption.of(option));
    }

    @Test
    void haveTheSystemLookForDeadPeersAfterTheSameTimes() {
        Sockets.watch(channel, Duration.ofSeconds(30), Duration.ofSeconds(15));

        assertThat(option(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(30);
        assertThat(option(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(5);
        assertThat(option(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
    }

    @Test
    void takeTheNearestTimesThatASystemKnows() {
        Sockets.watch(channel, Duration.ofMillis(10), Duration.ofMillis(10));
        assertThat(option(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(1);
        assertThat(option(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(1);

        Sockets.watch(channel, Duration.ofDays(365), Duration.ofDays(365));
        assertThat(option(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(Short.MAX_VALUE);
    }

    @Test
    void leaveTheSystemsSettingsAloneWithoutAnInterval() {
        int before = option(ExtendedSocketOptions.TCP_KEEPIDLE);
        Sockets.watch(channel, Duration.ZERO, Duration.ofSeconds(15));

        assertThat(option(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(before);
    }
}
