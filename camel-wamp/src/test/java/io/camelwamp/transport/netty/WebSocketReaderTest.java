package io.camelwamp.transport.netty;

import static io.camelwamp.transport.netty.Frames.FIN;
import static io.camelwamp.transport.netty.Frames.close;
import static io.camelwamp.transport.netty.Frames.frame;
import static io.camelwamp.transport.netty.Frames.join;
import static io.camelwamp.transport.netty.Frames.text;
import static io.camelwamp.transport.netty.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketReaderTest {
    private static final int LIMIT = 1000;
    private static final byte[] NOTHING = {};

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

    private static WebSocketReader reader(boolean masked) {
        return new WebSocketReader(masked, true, LIMIT, null);
    }

    private void read(WebSocketReader reader, byte[]... pieces) throws FramingFault {
        InboundBuffer in = new InboundBuffer();
        for (byte[] piece : pieces) {
            in.append(Unpooled.wrappedBuffer(piece));
            while (reader.read(in, sink)) {
                assertThat(in.size()).isGreaterThanOrEqualTo(0);
            }
            in.tidy();
        }
    }

    /** All kinds of frames, one of them with each length of the header. */
    private static byte[] stream(boolean masked) {
        return join(
                text(masked, "first"),
                frame(masked, Opcode.TEXT, utf8("frag")),
                frame(masked, FIN | Opcode.PING, utf8("are you there?")),
                frame(masked, Opcode.CONTINUATION, utf8("ment")),
                frame(masked, FIN | Opcode.PONG, NOTHING),
                frame(masked, FIN | Opcode.CONTINUATION, utf8("ed")),
                text(masked, "x".repeat(126)),
                text(masked, ""),
                close(masked, 1001, "going"));
    }

    private static final List<String> STREAM_EVENTS = List.of(
            "message first",
            "ping are you there?",
            "message fragmented",
            "message " + "x".repeat(126),
            "message ",
            "close 1001 going");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsAllFramesOfOnePiece(boolean masked) throws Exception {
        read(reader(masked), stream(masked));

        assertThat(events).isEqualTo(STREAM_EVENTS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsTheSameWhereverTheStreamIsSplit(boolean masked) throws Exception {
        byte[] stream = stream(masked);
        for (int at = 1; at < stream.length; at++) {
            events.clear();
            read(reader(masked), Arrays.copyOfRange(stream, 0, at), Arrays.copyOfRange(stream, at, stream.length));

            assertThat(events).as("split at octet %d", at).isEqualTo(STREAM_EVENTS);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsOneOctetAtATime(boolean masked) throws Exception {
        byte[] stream = stream(masked);
        byte[][] pieces = new byte[stream.length][];
        for (int i = 0; i < stream.length; i++) {
            pieces[i] = new byte[] {stream[i]};
        }
        read(reader(masked), pieces);

        assertThat(events).isEqualTo(STREAM_EVENTS);
    }

    static Stream<Arguments> faults() {
        byte[] some = utf8("some");
        return Stream.of(
                Arguments.of("unknown data opcode", frame(true, FIN | 0x3, some), 1002),
                Arguments.of("unknown control opcode", frame(true, FIN | 0xb, some), 1002),
                Arguments.of("RSV1 without an extension", frame(true, FIN | 0x40 | Opcode.TEXT, some), 1002),
                Arguments.of("RSV2", frame(true, FIN | 0x20 | Opcode.TEXT, some), 1002),
                Arguments.of("RSV3", frame(true, FIN | 0x10 | Opcode.TEXT, some), 1002),
                Arguments.of("no mask", frame(false, FIN | Opcode.TEXT, some), 1002),
                Arguments.of("fragmented ping", frame(true, Opcode.PING, some), 1002),
                Arguments.of("long ping", frame(true, FIN | Opcode.PING, new byte[126]), 1002),
                Arguments.of("continuation of nothing", frame(true, FIN | Opcode.CONTINUATION, some), 1002),
                Arguments.of(
                        "message within a message",
                        join(frame(true, Opcode.TEXT, some), frame(true, FIN | Opcode.TEXT, some)),
                        1002),
                Arguments.of(
                        "16 bits for a short length", frame(true, FIN | Opcode.TEXT, 126, 125, new byte[125]), 1002),
                Arguments.of(
                        "64 bits for a short length", frame(true, FIN | Opcode.TEXT, 127, 900, new byte[900]), 1002),
                Arguments.of("negative length", frame(true, FIN | Opcode.TEXT, 127, -1, NOTHING), 1002),
                Arguments.of("binary instead of text", frame(true, FIN | Opcode.BINARY, some), 1003),
                Arguments.of("one octet too much", frame(true, FIN | Opcode.TEXT, 126, LIMIT + 1, NOTHING), 1009),
                Arguments.of("exabytes", frame(true, FIN | Opcode.TEXT, 127, Long.MAX_VALUE, NOTHING), 1009),
                Arguments.of(
                        "fragments that are too much together",
                        join(
                                frame(true, Opcode.TEXT, new byte[LIMIT]),
                                frame(true, Opcode.CONTINUATION, 1, 1, NOTHING)),
                        1009),
                Arguments.of("invalid UTF-8", frame(true, FIN | Opcode.TEXT, new byte[] {'a', (byte) 0xc3}), 1007),
                Arguments.of(
                        "invalid UTF-8 in fragments",
                        join(
                                frame(true, Opcode.TEXT, new byte[] {(byte) 0xed}),
                                frame(true, FIN | Opcode.CONTINUATION, new byte[] {(byte) 0xa0, (byte) 0x80})),
                        1007));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void refusesWhatBreaksTheRules(String what, byte[] stream, int closeCode) {
        FramingFault fault = catchThrowableOfType(FramingFault.class, () -> read(reader(true), stream));

        assertThat(fault).as(what).isNotNull();
        assertThat(fault.closeCode()).isEqualTo(closeCode);
        assertThat(fault.getMessage().length()).isBetween(20, 123);
        assertThat(events).isEmpty();
    }

    @Test
    void aClientRefusesMaskedFrames() {
        assertThatThrownBy(() -> read(reader(false), text(true, "masked")))
                .hasMessageContaining("masked by the server");
    }

    @Test
    void binarySerializersNeedBinaryMessages() throws Exception {
        WebSocketReader binary = new WebSocketReader(false, false, LIMIT, null);
        read(binary, frame(false, FIN | Opcode.BINARY, new byte[] {(byte) 0xc3}));

        assertThat(events).hasSize(1);
        assertThatThrownBy(() -> read(binary, text(false, "text"))).hasMessageContaining("binary");
    }

    @Test
    void takesAMessageOfTheLimitInOneFrameOrInMany() throws Exception {
        String largest = "x".repeat(LIMIT);
        read(
                reader(false),
                text(false, largest),
                frame(false, Opcode.TEXT, utf8(largest.substring(1))),
                frame(false, FIN | Opcode.CONTINUATION, utf8("x")));

        assertThat(events).containsExactly("message " + largest, "message " + largest);
    }

    @Test
    void aCharacterMayBeSplitBetweenFragments() throws Exception {
        byte[] euro = utf8("€");
        read(
                reader(false),
                frame(false, Opcode.TEXT, Arrays.copyOf(euro, 1)),
                frame(false, FIN | Opcode.CONTINUATION, Arrays.copyOfRange(euro, 1, 3)));

        assertThat(events).containsExactly("message €");
    }

    @Test
    void aCloseFrameMayBeEmpty() throws Exception {
        read(reader(false), frame(false, FIN | Opcode.CLOSE, NOTHING));

        assertThat(events).containsExactly("close -1 ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 125, 126, 127, 999, 65535, 65536, 70000})
    void readsWhatTheWriterWrites(int length) throws Exception {
        byte[] message = new byte[length];
        for (int i = 0; i < length; i++) {
            message[i] = (byte) ('a' + i % 26);
        }
        for (boolean masked : new boolean[] {false, true}) {
            var out = Unpooled.buffer();
            new WebSocketWriter(masked, true, null).message(out, message);
            assertThat(out.readableBytes())
                    .isLessThanOrEqualTo(new WebSocketWriter(masked, true, null).frameSize(length));
            byte[] octets = new byte[out.readableBytes()];
            out.readBytes(octets);
            read(new WebSocketReader(masked, true, 70000, null), octets);
        }

        String expected = "message " + new String(message, StandardCharsets.UTF_8);
        assertThat(events).containsExactly(expected, expected);
    }

    @Test
    void masksDiffer() {
        WebSocketWriter writer = new WebSocketWriter(true, true, null);
        var out = Unpooled.buffer();
        for (int i = 0; i < 600; i++) {
            writer.message(out, NOTHING);
        }
        long different = Stream.generate(() -> {
                    out.skipBytes(2);
                    return out.readInt();
                })
                .limit(600)
                .distinct()
                .count();

        assertThat(different).isGreaterThan(590);
    }

    @Test
    void shortensTheReasonOfAClosingBetweenCharacters() throws Exception {
        var out = Unpooled.buffer();
        new WebSocketWriter(false, true, null).close(out, 1000, "ab" + "€".repeat(100));
        byte[] octets = new byte[out.readableBytes()];
        out.readBytes(octets);
        read(reader(false), octets);

        assertThat(events).containsExactly("close 1000 ab" + "€".repeat(40));
    }
}
