package io.camelwamp.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RawSocketFramingTest {
    private static final int LIMIT = 1024;
    private static final int LARGEST = 1 << 24;

    private final List<String> events = new ArrayList<>();
    private final Framing.Sink sink = new Framing.Sink() {
        @Override
        public void message(byte[] octets, int offset, int length) {
            events.add("message " + new String(octets, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public void ping(byte[] octets) {
            events.add("ping " + new String(octets, StandardCharsets.UTF_8));
        }

        @Override
        public void farewell(int code, String reason) {
            events.add("close " + code + " " + reason);
        }
    };

    private static RawSocketFraming framing() {
        return new RawSocketFraming(LIMIT, 512);
    }

    private void read(Framing framing, byte[]... pieces) throws FramingFault {
        InboundBuffer in = new InboundBuffer();
        for (byte[] piece : pieces) {
            in.append(Unpooled.wrappedBuffer(piece));
            while (framing.read(in, sink)) {
                assertThat(in.size()).isNotNegative();
            }
            in.tidy();
        }
    }

    private static byte[] written(Consumer<ByteBuf> writing) {
        ByteBuf out = Unpooled.buffer();
        writing.accept(out);
        return ByteBufUtil.getBytes(out);
    }

    private static byte[] frame(int first, int length, String payload) {
        byte[] prefix = {(byte) first, (byte) (length >> 16), (byte) (length >> 8), (byte) length};
        return Frames.join(prefix, Frames.utf8(payload));
    }

    private static byte[] stream() {
        return Frames.join(
                frame(0, 5, "first"),
                frame(1, 6, "there?"),
                frame(2, 4, "ping"),
                frame(0, 0, ""),
                frame(1, 0, ""),
                frame(0, 300, "x".repeat(300)));
    }

    private static final List<String> STREAM_EVENTS =
            List.of("message first", "ping there?", "message ", "ping ", "message " + "x".repeat(300));

    @Test
    void readsSeveralFramesOfOnePiece() throws Exception {
        read(framing(), stream());

        assertThat(events).isEqualTo(STREAM_EVENTS);
    }

    @Test
    void readsTheSameWhereverTheStreamIsSplit() throws Exception {
        byte[] stream = stream();
        for (int at = 1; at < stream.length; at++) {
            events.clear();
            read(framing(), Arrays.copyOfRange(stream, 0, at), Arrays.copyOfRange(stream, at, stream.length));

            assertThat(events).as("split at octet %d", at).isEqualTo(STREAM_EVENTS);
        }
    }

    @Test
    void readsOneOctetAtATime() throws Exception {
        byte[] stream = stream();
        byte[][] pieces = new byte[stream.length][];
        for (int i = 0; i < stream.length; i++) {
            pieces[i] = new byte[] {stream[i]};
        }
        read(framing(), pieces);

        assertThat(events).isEqualTo(STREAM_EVENTS);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("message above the limit", frame(0, LIMIT + 1, ""), 1009, "1025"),
                Arguments.of("message of 2^24 octets", frame(8, 0, ""), 1009, "16777216"),
                Arguments.of("ping above the limit", frame(1, LIMIT + 1, ""), 1009, "1025"),
                Arguments.of("ping with an answer above the peer's limit", frame(1, 513, ""), 1002, "ping"),
                Arguments.of("reserved type 3", frame(3, 0, ""), 1002, "frame type 3"),
                Arguments.of("reserved type 7", frame(7, 1, ""), 1002, "frame type 7"),
                Arguments.of("first reserved bit", frame(0x80, 0, ""), 1002, "reserved bits"),
                Arguments.of("last reserved bit", frame(0x10, 0, ""), 1002, "reserved bits"),
                Arguments.of("more than 2^24 octets", frame(8, 1, ""), 1002, "2^24"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void refusesByThePrefixAlone(String what, byte[] octets, int code, String text) throws Exception {
        read(framing(), frame(0, 2, "ok"));
        FramingFault fault = catchThrowableOfType(FramingFault.class, () -> read(framing(), octets));

        assertThat(fault.closeCode()).as(what).isEqualTo(code);
        assertThat(fault).hasMessageContaining(text);
        assertThat(events).containsExactly("message ok");
    }

    @Test
    void writesFrames() {
        RawSocketFraming framing = framing();
        byte[] abcd = Frames.utf8("abcd");

        assertThat(written(out -> framing.writeMessage(out, abcd))).isEqualTo(frame(0, 4, "abcd"));
        assertThat(written(out -> framing.writePong(out, abcd))).isEqualTo(frame(2, 4, "abcd"));
        assertThat(written(framing::writePing))
                .as("Autobahn would wait for 16 MiB behind an empty ping")
                .hasSizeGreaterThan(4)
                .startsWith(1, 0, 0);
        assertThat(framing.writeClose(Unpooled.buffer(), CloseCode.NORMAL, "bye"))
                .isFalse();
        assertThat(framing.frameSize(4)).isEqualTo(8);
    }

    @Test
    void carriesTheLargestMessageThatThereCanBe() throws Exception {
        RawSocketFraming roomy = new RawSocketFraming(LARGEST, LARGEST);
        byte[] octets = written(out -> roomy.writeMessage(out, new byte[LARGEST]));
        assertThat(octets).startsWith(8, 0, 0, 0).hasSize(LARGEST + 4);
        List<Integer> lengths = new ArrayList<>();
        InboundBuffer in = new InboundBuffer();
        in.append(Unpooled.wrappedBuffer(octets));
        roomy.read(in, new Framing.Sink() {
            @Override
            public void message(byte[] array, int offset, int length) {
                lengths.add(length);
            }

            @Override
            public void ping(byte[] array) {
                lengths.add(-1);
            }

            @Override
            public void farewell(int code, String reason) {
                lengths.add(-2);
            }
        });

        assertThat(lengths).containsExactly(LARGEST);
        byte[] almost = written(out -> roomy.writeMessage(out, new byte[LARGEST - 1]));
        assertThat(almost).startsWith(0, 0xff, 0xff, 0xff);
    }
}
