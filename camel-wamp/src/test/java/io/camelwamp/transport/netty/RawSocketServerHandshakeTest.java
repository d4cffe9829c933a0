package io.camelwamp.transport.netty;

import static io.camelwamp.transport.TestMessages.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.PayloadMode;
import io.camelwamp.codec.Serializers;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.RecordingListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server against clients that are played by hand. */
@Timeout(60)
class RawSocketServerHandshakeTest {
    private static final HexFormat HEX = HexFormat.of();

    private final EventLoops loops = EventLoops.create("server", 1);
    private final EventLoop loop = loops.next();
    private final RecordingListener listener = new RecordingListener(loop);
    private RawSocketAcceptor acceptor;

    @AfterEach
    void close() {
        if (acceptor != null) {
            acceptor.close();
        }
        loops.close();
    }

    private static RawSocketAcceptorConfig config(String host, Duration handshakeTimeout, boolean pings) {
        return new RawSocketAcceptorConfig(
                host,
                0,
                List.of("json", "cbor"),
                PayloadMode.VALUES,
                10_000,
                handshakeTimeout,
                pings,
                Duration.ofMillis(50),
                Duration.ofMillis(50),
                1 << 20,
                null);
    }

    private void listen(RawSocketAcceptorConfig config, RawSocketAcceptor.Acceptance acceptance) throws Exception {
        acceptor = RawSocketAcceptor.bind(config, loop, acceptance).get(20, TimeUnit.SECONDS);
    }

    private void listen() throws Exception {
        listen(config("127.0.0.1", Duration.ofSeconds(20), false), client -> listener);
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), acceptor.address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private Socket saying(String octets) throws IOException {
        Socket socket = connect();
        socket.getOutputStream().write(HEX.parseHex(octets));
        return socket;
    }

    private static String allOf(InputStream in) throws IOException {
        return HEX.formatHex(in.readAllBytes());
    }

    @Test
    void answersWithItsOwnLimit() throws Exception {
        listen();
        try (Socket socket = saying("7f030000")) {
            assertThat(HEX.formatHex(socket.getInputStream().readNBytes(4))).isEqualTo("7f430000");
            assertThat(listener.awaitOpened().serializerName()).isEqualTo("cbor");
            assertThat(listener.awaitOpened().peer()).isEqualTo("127.0.0.1:" + socket.getLocalPort());
        }
        listener.awaitClosed();
    }

    @ParameterizedTest
    @CsvSource({
        "7fff0000, 7f100000", // no serializer has this number
        "7ff20000, 7f100000", // MessagePack, which is not served here
        "7ff10100, 7f300000",
        "7ff10001, 7f300000",
        "7ff00000, ''",
        "47455420, ''",
        "80f10000, ''",
    })
    void refuses(String greeting, String answer) throws Exception {
        listen();
        try (Socket socket = saying(greeting)) {
            assertThat(allOf(socket.getInputStream())).isEqualTo(answer);
        }
        assertThat(listener.wasOpened()).isFalse();
    }

    @Test
    void saysSoWhenThereAreTooManyConnections() throws Exception {
        listen(config("127.0.0.1", Duration.ofSeconds(20), false), client -> {
            throw new IllegalStateException("full");
        });
        try (Socket socket = saying("7ff10000")) {
            assertThat(allOf(socket.getInputStream())).isEqualTo("7f400000");
        }
    }

    @Test
    void hangsUpOnAClientThatMayNotComeIn() throws Exception {
        List<RawSocketClient> clients = new java.util.concurrent.CopyOnWriteArrayList<>();
        listen(config("127.0.0.1", Duration.ofSeconds(20), false), client -> {
            clients.add(client);
            return null;
        });
        try (Socket socket = saying("7ff10000")) {
            assertThat(allOf(socket.getInputStream())).isEmpty();
            assertThat(clients).singleElement().satisfies(client -> {
                assertThat(client.remoteAddress().getPort()).isEqualTo(socket.getLocalPort());
                assertThat(client.tls()).isNull();
            });
        }
    }

    @Test
    void hangsUpOnAClientThatDoesNotFinishItsGreeting() throws Exception {
        listen(config("127.0.0.1", Duration.ofMillis(100), false), client -> listener);
        try (Socket socket = saying("7ff100")) {
            assertThat(allOf(socket.getInputStream())).isEmpty();
        }
        assertThat(listener.wasOpened()).isFalse();
    }

    @Test
    void readsAGreetingAndAMessageWhereverTheyAreSplit() throws Exception {
        byte[] message = new MessageCodec(Serializers.named("json"), PayloadMode.VALUES).encode(publish(1));
        byte[] prefix = {0, 0, (byte) (message.length >> 8), (byte) message.length};
        byte[] stream = Frames.join(HEX.parseHex("7ff10000"), prefix, message);
        RecordingListener[] current = new RecordingListener[1];
        listen(config("127.0.0.1", Duration.ofSeconds(20), false), client -> current[0]);
        for (int at = 0; at <= stream.length; at++) {
            RecordingListener heard = new RecordingListener(loop);
            current[0] = heard;
            try (Socket socket = connect()) {
                socket.setTcpNoDelay(true);
                socket.getOutputStream().write(Arrays.copyOfRange(stream, 0, at));
                if (at >= 4) {
                    heard.awaitOpened();
                }
                socket.getOutputStream().write(Arrays.copyOfRange(stream, at, stream.length));
                assertThat(heard.awaitMessage()).as("split at octet %d", at).isEqualTo(publish(1));
            }
            heard.awaitClosed();
        }
    }

    @Test
    void pingsWhenTold() throws Exception {
        listen(config("127.0.0.1", Duration.ofSeconds(20), true), client -> listener);
        try (Socket socket = saying("7ff10000")) {
            assertThat(HEX.formatHex(socket.getInputStream().readNBytes(8))).isEqualTo("7f410000" + "01000004");
            assertThat(listener.awaitClosed().kind()).isEqualTo(CloseReason.Kind.UNRESPONSIVE);
        }
    }

    @Test
    void takesTheSocketOfAListenerThatDied(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("router.sock");
        RawSocketAcceptorConfig config = config("unix:" + file, Duration.ofSeconds(20), false);
        try (var dead = java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            dead.bind(java.net.UnixDomainSocketAddress.of(file));
        }
        assertThat(file).exists();

        listen(config, client -> listener);
        assertThatThrownBy(() ->
                        RawSocketAcceptor.bind(config, loop, client -> listener).get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("unix:" + file)
                .hasMessageContaining("somebody listens there");
        assertThatThrownBy(acceptor::address).isInstanceOf(IllegalStateException.class);

        acceptor.close();
        assertThat(file).doesNotExist();
    }

    @Test
    void leavesFilesThatAreNoSocketsAlone(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("precious"), "text");

        assertThatThrownBy(() -> listen(config("unix:" + file, Duration.ofSeconds(20), false), client -> listener))
                .hasMessageContaining("no socket");
        assertThat(file).hasContent("text");
    }
}
