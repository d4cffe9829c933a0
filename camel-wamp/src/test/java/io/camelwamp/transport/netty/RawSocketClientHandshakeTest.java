package io.camelwamp.transport.netty;

import static io.camelwamp.transport.TestMessages.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.PayloadMode;
import io.camelwamp.codec.Serializers;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.CloseReason.Kind;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.RecordingListener;
import io.camelwamp.transport.Transport;
import io.camelwamp.transport.TransportConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client against servers that are played by hand. */
@Timeout(60)
class RawSocketClientHandshakeTest {
    private static final HexFormat HEX = HexFormat.of();

    private final EventLoops loops = EventLoops.create("handshake", 1);
    private final EventLoop loop = loops.next();
    private final RecordingListener listener = new RecordingListener(loop);
    private final ServerSocket server;

    RawSocketClientHandshakeTest() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setSoTimeout(20_000);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        loops.close();
    }

    private TransportConfig config(List<String> serializers, int maxMessageSize) {
        return config(serializers, maxMessageSize, Duration.ofSeconds(30), false);
    }

    private TransportConfig config(
            List<String> serializers, int maxMessageSize, Duration pingInterval, boolean rawSocketPings) {
        return TransportConfig.builder(URI.create("rs://127.0.0.1:" + server.getLocalPort()))
                .serializers(serializers)
                .maxMessageSize(maxMessageSize)
                .connectTimeout(Duration.ofSeconds(20))
                .pingInterval(pingInterval)
                .pingTimeout(Duration.ofMillis(50))
                .rawSocketPings(rawSocketPings)
                .build();
    }

    private void connect(String... serializers) {
        new RawSocketTransportProvider().connect(config(List.of(serializers), 100_000), loop, listener);
    }

    /** Takes a connection and reads the greeting. */
    private Socket greeted(String octets) throws IOException {
        Socket socket = server.accept();
        socket.setSoTimeout(20_000);
        assertThat(HEX.formatHex(socket.getInputStream().readNBytes(4))).isEqualTo(octets);
        return socket;
    }

    private static void say(Socket socket, String octets) throws IOException {
        socket.getOutputStream().write(HEX.parseHex(octets));
    }

    @Test
    void tellsAPowerOfTwoThatIsNotAboveItsLimit() throws Exception {
        connect("msgpack");
        try (Socket socket = greeted("7f720000")) {
            say(socket, "7f520000");
            assertThat(listener.awaitOpened().serializerName()).isEqualTo("msgpack");
            assertThat(listener.awaitOpened().peer()).isEqualTo("rs://127.0.0.1:" + server.getLocalPort());
        }
        assertThat(listener.awaitClosed().kind()).isEqualTo(Kind.PEER);
    }

    @Test
    void asksForTheNextSerializerWhenTheServerDoesNotSpeakTheFirst() throws Exception {
        connect("cbor", "msgpack", "json");
        try (Socket first = greeted("7f730000")) {
            say(first, "7f100000");
            try (Socket second = greeted("7f720000")) {
                say(second, "7f100000");
                try (Socket third = greeted("7f710000")) {
                    say(third, "7ff10000");
                    assertThat(listener.awaitOpened().serializerName()).isEqualTo("json");
                }
                assertThat(second.getInputStream().read()).as("the end").isNegative();
            }
            assertThat(first.getInputStream().read()).as("the end").isNegative();
        }
        listener.awaitClosed();
    }

    @Test
    void saysSoWhenTheServerSpeaksNoneOfItsSerializers() throws Exception {
        connect("json", "cbor");
        try (Socket first = greeted("7f710000")) {
            say(first, "7f100000");
            try (Socket second = greeted("7f730000")) {
                say(second, "7f100000");
                CloseReason reason = listener.awaitClosed();
                assertThat(reason.kind()).isEqualTo(Kind.HANDSHAKE_REFUSED);
                assertThat(reason.text()).contains("does not speak the serializer", "error 1");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "7f200000, HANDSHAKE_REFUSED, maximum message length",
        "7f300000, HANDSHAKE_REFUSED, reserved bits",
        "7f400000, UNREACHABLE, as many connections as it takes",
        "7f000000, HANDSHAKE_REFUSED, unknown error 0",
        "7f500000, HANDSHAKE_REFUSED, unknown error 5",
        "7ff00000, HANDSHAKE_REFUSED, unknown error 15",
        "7f720000, HANDSHAKE_REFUSED, asked for the serializer 1 and answered 2",
        "7f710100, HANDSHAKE_REFUSED, reserved bits: 01 00",
        "7f710001, HANDSHAKE_REFUSED, reserved bits: 00 01",
        "48545450, HANDSHAKE_REFUSED, does not speak raw socket: its first octets are 48 54 54 50 ('HTTP')",
    })
    void saysWhyItDoesNotGoOn(String answer, Kind kind, String text) throws Exception {
        // Another serializer would not help.
        connect("json", "cbor");
        try (Socket socket = greeted("7f710000")) {
            say(socket, answer);
            CloseReason reason = listener.awaitClosed();
            assertThat(reason.kind()).isEqualTo(kind);
            assertThat(reason.text()).contains(text, "rs://127.0.0.1:" + server.getLocalPort());
            assertThat(socket.getInputStream().read()).as("the end").isNegative();
        }
    }

    @Test
    void saysSoWhenTheServerHangsUp() throws Exception {
        connect("json", "cbor");
        greeted("7f710000").close();
        greeted("7f730000").close();

        CloseReason reason = listener.awaitClosed();
        assertThat(reason.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(reason.text())
                .contains("closed the connection during the handshake", "a serializer out of [json, cbor]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void asksForTheNextSerializerWhenTheServerHangsUpInPlaceOfAnAnswer(boolean reset) throws Exception {
        connect("cbor", "json");
        Socket first = greeted("7f730000");
        if (reset) {
            first.setSoLinger(true, 0);
        }
        first.close();

        try (Socket second = greeted("7f710000")) {
            say(second, "7ff10000");
            assertThat(listener.awaitOpened().serializerName()).isEqualTo("json");
        }
        listener.awaitClosed();
    }

    @Test
    void asksForNothingMoreWhenTheServerHangsUpWithinItsAnswer() throws Exception {
        connect("json", "cbor");
        try (Socket socket = greeted("7f710000")) {
            say(socket, "7f");
        }

        assertThat(listener.awaitClosed().kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void asksForNothingMoreWhenTheServerHangsUpBeforeItWasAsked() throws Exception {
        TransportConfig plain = config(List.of("json", "cbor"), 100_000);
        TransportConfig tls = TransportConfig.builder(URI.create("rss://127.0.0.1:" + server.getLocalPort()))
                .serializers(plain.serializers())
                .connectTimeout(plain.connectTimeout().multipliedBy(2))
                .build();
        new RawSocketTransportProvider().connect(tls, loop, listener);
        try (Socket socket = server.accept()) {
            assertThat(socket.getInputStream().read()).as("a TLS record").isEqualTo(22);
            socket.setSoLinger(true, 0);
        }

        assertThat(listener.awaitClosed().kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void readsAnAnswerAndAMessageWhereverTheyAreSplit() throws Exception {
        byte[] message = new MessageCodec(Serializers.named("json"), PayloadMode.VALUES).encode(publish(1));
        byte[] prefix = {0, 0, (byte) (message.length >> 8), (byte) message.length};
        byte[] stream = Frames.join(HEX.parseHex("7ff10000"), prefix, message);
        for (int at = 0; at <= stream.length; at++) {
            RecordingListener heard = new RecordingListener(loop);
            new RawSocketTransportProvider().connect(config(List.of("json"), 100_000), loop, heard);
            try (Socket socket = greeted("7f710000")) {
                socket.setTcpNoDelay(true);
                OutputStream out = socket.getOutputStream();
                out.write(Arrays.copyOfRange(stream, 0, at));
                if (at >= 4) {
                    heard.awaitOpened();
                }
                out.write(Arrays.copyOfRange(stream, at, stream.length));
                assertThat(heard.awaitMessage()).as("split at octet %d", at).isEqualTo(publish(1));
            }
            heard.awaitClosed();
        }
    }

    @Test
    void findsADeadServerByTheMissingPong() throws Exception {
        new RawSocketTransportProvider()
                .connect(config(List.of("json"), 100_000, Duration.ofMillis(50), true), loop, listener);
        try (Socket socket = greeted("7f710000")) {
            say(socket, "7ff10000");
            listener.awaitOpened();
            assertThat(socket.getInputStream().readNBytes(4)).isEqualTo(new byte[] {1, 0, 0, 4});

            assertThat(listener.awaitClosed().kind()).isEqualTo(Kind.UNRESPONSIVE);
        }
    }

    @Test
    void hasItsListenerAskInPlaceOfPingsUnlessToldToPing() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        RecordingListener asking = new RecordingListener(loop) {
            @Override
            public boolean silent() {
                asked.countDown();
                return true;
            }
        };
        new RawSocketTransportProvider()
                .connect(config(List.of("json"), 100_000, Duration.ofMillis(50), false), loop, asking);
        try (Socket socket = greeted("7f710000")) {
            say(socket, "7ff10000");

            assertThat(asking.awaitClosed().kind()).isEqualTo(Kind.UNRESPONSIVE);
            assertThat(asked.getCount()).isZero();
            assertThat(socket.getInputStream().read()).as("the end").isNegative();
        }
    }

    @Test
    void answersEveryPingWithItsPayload() throws Exception {
        connect("json");
        try (Socket socket = greeted("7f710000")) {
            say(socket, "7ff10000" + "0100000461626364" + "01000000" + "01000001ff");

            assertThat(HEX.formatHex(socket.getInputStream().readNBytes(17)))
                    .isEqualTo("0200000461626364" + "02000000" + "02000001ff");
        }
        listener.awaitClosed();
    }

    @Test
    void closesWhenTheServerSendsMoreThanItWasTold() throws Exception {
        connect("json");
        try (Socket socket = greeted("7f710000")) {
            say(socket, "7ff10000" + "00010001");

            CloseReason reason = listener.awaitClosed();
            assertThat(reason.kind()).isEqualTo(Kind.FAILED);
            assertThat(reason.text()).contains("65537", "65536");
        }
    }

    @Test
    void sendsNoMoreThanTheServerTold() throws Exception {
        connect("json");
        try (Socket socket = greeted("7f710000")) {
            say(socket, "7f110000");
            Transport transport = listener.awaitOpened();

            assertThat(transport.prepare(Payload.ofArgs("x".repeat(1000))).encodedSize())
                    .isBetween(1000, 1024);
            assertThatThrownBy(() -> transport.prepare(Payload.ofArgs("x".repeat(1024))))
                    .isInstanceOf(WampException.PayloadTooLarge.class)
                    .hasMessageContaining("1024 that may be sent to rs://127.0.0.1:" + server.getLocalPort());
        }
        listener.awaitClosed();
    }

    @Test
    void refusesALimitThatCannotBeTold() {
        RawSocketTransportProvider provider = new RawSocketTransportProvider();

        assertThatThrownBy(() -> provider.check(config(List.of("json"), 511)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 512")
                .hasMessageContaining("511");
        provider.check(config(List.of("json"), 512));
        provider.check(config(List.of("json"), Integer.MAX_VALUE));
    }
}
