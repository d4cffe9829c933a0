package io.camelwamp.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PerMessageDeflateTest {
    private static final int LIMIT = 100_000;

    private final List<PerMessageDeflate> made = new ArrayList<>();

    private PerMessageDeflate deflate(boolean resetsDeflater, boolean resetsInflater) {
        PerMessageDeflate deflate = new PerMessageDeflate(new DeflateParameters(resetsDeflater, resetsInflater));
        made.add(deflate);
        return deflate;
    }

    @AfterEach
    void free() {
        made.forEach(PerMessageDeflate::end);
    }

    private static byte[] compress(PerMessageDeflate deflate, byte[] message) {
        OctetBuilder out = new OctetBuilder();
        deflate.deflate(message, out);
        return Arrays.copyOf(out.array(), out.size());
    }

    private static byte[] inflate(PerMessageDeflate deflate, byte[] octets, int limit) throws FramingFault {
        OctetBuilder out = new OctetBuilder();
        deflate.inflate(octets, 0, octets.length, limit, out);
        return Arrays.copyOf(out.array(), out.size());
    }

    @ParameterizedTest
    @CsvSource({"false,false", "true,true"})
    void givesBackWhatItWasGiven(boolean resetsDeflater, boolean resetsInflater) throws Exception {
        PerMessageDeflate sender = deflate(resetsDeflater, false);
        PerMessageDeflate receiver = deflate(false, resetsInflater);
        Random random = new Random(7);
        for (int length : new int[] {64, 511, 512, 513, 4096, 65_536, LIMIT}) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            byte[] text = "[36,5512315355,4429313566,{},[\"Hello\"]]"
                    .repeat(length / 40 + 1)
                    .getBytes();

            assertThat(inflate(receiver, compress(sender, noise), LIMIT)).isEqualTo(noise);
            assertThat(inflate(receiver, compress(sender, text), LIMIT + 40)).isEqualTo(text);
        }
    }

    @Test
    void remembersEarlierMessagesUnlessToldOtherwise() {
        byte[] message = new byte[2000];
        new Random(1).nextBytes(message);
        PerMessageDeflate remembers = deflate(false, false);
        PerMessageDeflate forgets = deflate(true, false);
        compress(remembers, message);
        compress(forgets, message);

        assertThat(compress(remembers, message).length).isLessThan(100);
        assertThat(compress(forgets, message).length).isGreaterThan(1900);
    }

    /**
     * The examples of RFC 7692, section 7.2.3: plain, stored without compression, with a final
     * block, and twice.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {"f248cdc9c90700", "000500faff48656c6c6f00", "f348cdc9c9070000", "f248050000 00ffffcac9c90700"})
    void inflatesTheExamplesOfTheSpecification(String hex) throws Exception {
        byte[] octets = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThat(inflate(deflate(false, false), octets, LIMIT)).isEqualTo("Hello".getBytes());
    }

    @Test
    void stopsInflatingAtTheLimit() {
        byte[] bomb = compress(deflate(false, false), new byte[50_000_000]);
        OctetBuilder out = new OctetBuilder();
        FramingFault fault = catchThrowableOfType(
                FramingFault.class, () -> deflate(false, false).inflate(bomb, 0, bomb.length, LIMIT, out));

        assertThat(bomb.length).isLessThan(LIMIT);
        assertThat(fault.closeCode()).isEqualTo(1009);
        assertThat(out.array().length).isLessThan(4 * LIMIT);
    }

    @Test
    void takesAMessageOfExactlyTheLimitAndNoMore() throws Exception {
        byte[] message = new byte[LIMIT];
        byte[] octets = compress(deflate(false, false), message);

        assertThat(inflate(deflate(false, false), octets, LIMIT)).isEqualTo(message);
        assertThat(catchThrowableOfType(FramingFault.class, () -> inflate(deflate(false, false), octets, LIMIT - 1)))
                .isNotNull();
    }

    @Test
    void refusesWhatDeflateCannotHaveMade() {
        byte[] garbage = HexFormat.of().parseHex("ffffffffffff");
        FramingFault fault =
                catchThrowableOfType(FramingFault.class, () -> inflate(deflate(false, false), garbage, LIMIT));

        assertThat(fault.closeCode()).isEqualTo(1007);
    }

    @Test
    void onlyMessagesWorthItAreCompressed() throws Exception {
        ByteBuf small = Unpooled.buffer();
        ByteBuf large = Unpooled.buffer();
        WebSocketWriter writer = new WebSocketWriter(false, true, deflate(false, false));
        writer.message(small, new byte[63]);
        writer.message(large, new byte[64]);

        assertThat(small.getByte(0) & Frames.COMPRESSED).isZero();
        assertThat(large.getByte(0) & Frames.COMPRESSED).isNotZero();
        assertThat(large.readableBytes()).isLessThan(20);
    }

    @Test
    void compressedMessagesMayBeFragmented() throws Exception {
        byte[] text = "compressed and fragmented ".repeat(20).getBytes();
        byte[] octets = compress(deflate(false, false), text);
        InboundBuffer in = new InboundBuffer();
        in.append(Unpooled.wrappedBuffer(
                Frames.frame(false, Frames.COMPRESSED | Opcode.TEXT, Arrays.copyOf(octets, 5)),
                Frames.frame(false, Frames.FIN | Opcode.PING, new byte[0]),
                Frames.frame(false, Frames.FIN | Opcode.CONTINUATION, Arrays.copyOfRange(octets, 5, octets.length))));
        List<String> messages = new ArrayList<>();
        WebSocketReader reader = new WebSocketReader(false, true, LIMIT, deflate(false, false));
        Framing.Sink sink = new Framing.Sink() {
            @Override
            public void message(byte[] bytes, int offset, int length) {
                messages.add(new String(bytes, offset, length));
            }

            @Override
            public void ping(byte[] bytes) {
                messages.add("ping");
            }

            @Override
            public void farewell(int code, String reason) {
                messages.add("close");
            }
        };
        while (reader.read(in, sink)) {
            assertThat(messages.size()).isLessThan(3);
        }

        assertThat(messages).containsExactly("ping", new String(text));
    }
}
