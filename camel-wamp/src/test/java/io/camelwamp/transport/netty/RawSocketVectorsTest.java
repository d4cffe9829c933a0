package io.camelwamp.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.codec.Serializers;
import io.camelwamp.vectors.Vectors;
import io.camelwamp.vectors.Vectors.Vector;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Handshakes and frames as the specification and other implementations have them. */
class RawSocketVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    private static Stream<Vector> vectors(String subkind) {
        List<Vector> found = Vectors.load("rawsocket-handshake").stream()
                .filter(vector -> subkind.equals(vector.subkind()))
                .toList();
        assertThat(found).isNotEmpty();
        return found.stream();
    }

    static Stream<Vector> greetings() {
        return vectors("client-request");
    }

    @ParameterizedTest
    @MethodSource("greetings")
    void clientsBeginLikeThis(Vector vector) throws Exception {
        int serializer =
                Serializers.named((String) vector.input().get("serializer")).rawSocketId();
        int limit = RawSocketHandshake.toldLimit((int) vector.input().get("max_recv_octets"));
        byte[] octets = RawSocketHandshake.greeting(serializer, limit);

        assertThat(HEX.formatHex(octets)).isEqualTo(vector.expected().get("client_octets_hex"));
        assertThat(RawSocketHandshake.ofClient(octets)).isEqualTo(new RawSocketHandshake.Greeting(serializer, (int)
                vector.input().get("max_recv_octets")));
    }

    /** One that hangs up has no octets: the tests of the handshake have it. */
    static Stream<Vector> answers() {
        return vectors("client-parse-reply").filter(vector -> !vector.id().equals("rs-reply-close"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void serversAnswerLikeThis(Vector vector) throws Exception {
        byte[] octets = HEX.parseHex((String) vector.input().get("router_octets_hex"));
        int serializer = Serializers.named((String) vector.input().get("requested_serializer"))
                .rawSocketId();
        if (Boolean.TRUE.equals(vector.expected().get("ok"))) {
            assertThat(RawSocketHandshake.ofServer(octets, serializer).maxMessageSize())
                    .isEqualTo(vector.expected().get("max_send_octets"));
            return;
        }
        assertThatThrownBy(() -> RawSocketHandshake.ofServer(octets, serializer))
                .isInstanceOf(RawSocketHandshake.Fault.class)
                .hasMessageContaining(
                        octets[0] == 0x7f ? "error " + (octets[1] >> 4 & 15) : "does not speak raw socket");
    }

    static Stream<Vector> frames() {
        return vectors("framing");
    }

    @ParameterizedTest
    @MethodSource("frames")
    void framesAreReadLikeThis(Vector vector) throws Exception {
        InboundBuffer in = new InboundBuffer();
        octets(vector).forEach(piece -> in.append(Unpooled.wrappedBuffer(piece)));
        RawSocketFraming framing = new RawSocketFraming(1 << 24, 1 << 24);
        List<String> found = new ArrayList<>();
        Framing.Sink sink = new Found(found);
        if (vector.expected().containsKey("error")) {
            assertThatThrownBy(() -> framing.read(in, sink)).isInstanceOf(FramingFault.class);
            return;
        }
        int frames = 0;
        while (framing.read(in, sink)) {
            frames++;
        }
        List<String> expected = frames(vector);
        assertThat(found)
                .isEqualTo(expected.stream()
                        .filter(frame -> !frame.startsWith("pong"))
                        .toList());
        assertThat(frames).isEqualTo(expected.size());
        String rest = (String) vector.expected().getOrDefault("remaining_buffer_hex", "");
        assertThat(in.size()).isEqualTo(rest.length() / 2);
    }

    private static List<byte[]> octets(Vector vector) {
        if (vector.input().get("chunks_hex") instanceof List<?> chunks) {
            return chunks.stream().map(chunk -> HEX.parseHex((String) chunk)).toList();
        }
        byte[] octets = HEX.parseHex((String) vector.input().get("octets_hex"));
        boolean prefixOnly = octets.length == 4 && !vector.expected().containsKey("error");
        return prefixOnly ? List.of(octets, new byte[0xffffff]) : List.of(octets);
    }

    private static List<String> frames(Vector vector) {
        List<String> frames = new ArrayList<>();
        for (Object entry : (List<?>) vector.expected().get("frames")) {
            Map<?, ?> frame = (Map<?, ?>) entry;
            Object length = frame.get("payload") instanceof String text ? text.length() : frame.get("len");
            frames.add(frame.get("type") + " " + length);
        }
        return frames;
    }

    private record Found(List<String> events) implements Framing.Sink {
        @Override
        public void message(byte[] octets, int offset, int length) {
            events.add("message " + length);
        }

        @Override
        public void ping(byte[] octets) {
            events.add("ping " + octets.length);
        }

        @Override
        public void farewell(int code, String reason) {
            events.add("farewell");
        }
    }
}
