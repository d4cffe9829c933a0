package io.camelwamp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.ResultDetails;
import io.camelwamp.protocol.WampException.InvalidPayload;
import io.camelwamp.protocol.WampException.ProtocolViolation;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every serializer must do; the test of each extends this. */
abstract class SerializerContract {
    private static final int MUTATIONS_PER_MESSAGE = 4000;

    final Serializer serializer;
    final MessageCodec values;
    final MessageCodec octets;
    private final ReferenceFormat reference;

    SerializerContract(String name) {
        serializer = Serializers.named(name);
        values = new MessageCodec(serializer, PayloadMode.VALUES);
        octets = new MessageCodec(serializer, PayloadMode.OCTETS);
        reference = ReferenceFormat.of(serializer);
    }

    /** A RESULT whose arguments are lists within lists, so many levels deep. */
    abstract byte[] nested(int levels);

    final MessageCodec codec(PayloadMode mode) {
        return mode == PayloadMode.VALUES ? values : octets;
    }

    final Message decode(MessageCodec codec, byte[] message) {
        return codec.decode(message, 0, message.length);
    }

    /** Reads arguments of a RESULT. */
    final List<Object> readArgs(byte[] message) {
        return ((Result) decode(values, message)).payload().args();
    }

    final void assertRefused(byte[] message, String text) {
        for (PayloadMode mode : PayloadMode.values()) {
            assertThatThrownBy(() -> decode(codec(mode), message))
                    .isInstanceOf(ProtocolViolation.class)
                    .hasMessageContaining(text);
        }
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(PayloadMode.class)
    void carriesAllKindsOfValues(PayloadMode mode) {
        Map<String, Object> kwargs = new LinkedHashMap<>();
        SampleMessages.ALL_KINDS.forEach(value -> kwargs.put("k" + kwargs.size(), value));
        Result result = SampleMessages.result(SampleMessages.ALL_KINDS, kwargs);

        Payload read = ((Result) decode(codec(mode), values.encode(result))).payload();

        assertThat(Normal.of(read.args())).isEqualTo(Normal.of(SampleMessages.ALL_KINDS));
        assertThat(Normal.of(read.kwargs())).isEqualTo(Normal.of(kwargs));
        assertThat(read.kwargs().keySet()).containsExactlyElementsOf(kwargs.keySet());
    }

    @ParameterizedTest
    @EnumSource(PayloadMode.class)
    void readsBackEveryMessage(PayloadMode mode) {
        for (Message message : SampleMessages.messages()) {
            assertThat(decode(codec(mode), values.encode(message))).isEqualTo(message);
        }
    }

    @Test
    void agreesWithAnotherImplementationAboutAnyValue() {
        Random random = new Random(20240229);
        for (int i = 0; i < 1500; i++) {
            Object value = SampleMessages.anyValue(random, 4);
            byte[] written = values.encode(SampleMessages.result(Arrays.asList(value, value), null));
            List<Object> expected = Arrays.asList(50, 1, Map.of(), Arrays.asList(value, value));

            assertThat(Normal.of(reference.read(written))).isEqualTo(Normal.of(expected));
            assertThat(Normal.of(readArgs(reference.write(expected)))).isEqualTo(Normal.of(expected.get(3)));
        }
    }

    @Test
    void handsPayloadsOnAsTheyCame() {
        for (Message message : SampleMessages.messages()) {
            byte[] written = values.encode(message);

            assertThat(octets.encode(decode(octets, written))).isEqualTo(written);
        }
    }

    @Test
    void putsOctetsOfOneMessageIntoAnother() {
        Payload payload = Payload.of(List.of(1, "two"), Map.of("three", 3));
        byte[] call = values.encode(new Publish(1, PublishOptions.NONE, "com.a", payload));

        Payload unread = ((Publish) decode(octets, call)).payload();
        byte[] result = octets.encode(new Result(2, ResultDetails.NONE, unread));

        assertThat(unread.encodedAs(serializer)).isNotNull();
        assertThat(((Result) decode(values, result)).payload()).isEqualTo(payload);
    }

    @Test
    void translatesForOtherSerializers() {
        for (Serializer other : Serializers.all()) {
            MessageCodec target = new MessageCodec(other, PayloadMode.VALUES);
            for (Message message : SampleMessages.messages()) {
                Message unread = decode(octets, values.encode(message));

                assertThat(decode(target, target.encode(unread))).isEqualTo(message);
            }
        }
    }

    @Test
    void encodesAPayloadAheadOfItsMessage() {
        Payload payload = Payload.of(List.of(1, "two"), Map.of("three", 3));
        Payload ahead = serializer.encodePayload(payload);

        assertThat(ahead.encodedAs(serializer)).isNotNull();
        assertThat(ahead).isEqualTo(payload);
        assertThat(serializer.encodePayload(ahead)).isSameAs(ahead);
        assertThat(serializer.encodePayload(Payload.EMPTY)).isSameAs(Payload.EMPTY);
        assertThat(values.encode(new Publish(1, PublishOptions.NONE, "com.a", ahead)))
                .isEqualTo(values.encode(new Publish(1, PublishOptions.NONE, "com.a", payload)));
        assertThat(serializer.decode(ahead.encodedAs(serializer))).isEqualTo(payload);
    }

    @Test
    void leavesOutEmptyArguments() {
        assertThat(Normal.of(reference.read(values.encode(SampleMessages.result(null, null)))))
                .isEqualTo(Normal.of(List.of(50, 1, Map.of())));
        assertThat(Normal.of(reference.read(values.encode(SampleMessages.result(null, Map.of("k", true))))))
                .isEqualTo(Normal.of(List.of(50, 1, Map.of(), List.of(), Map.of("k", true))));
        assertThat(Normal.of(reference.read(values.encode(SampleMessages.result(List.of("a"), null)))))
                .isEqualTo(Normal.of(List.of(50, 1, Map.of(), List.of("a"))));
    }

    @ParameterizedTest
    @EnumSource(PayloadMode.class)
    void readsEmptyAndMissingArgumentsAlike(PayloadMode mode) {
        List<List<Object>> forms = List.of(
                Arrays.asList(50, 1, Map.of()),
                Arrays.asList(50, 1, Map.of(), null),
                Arrays.asList(50, 1, Map.of(), null, null),
                Arrays.asList(50, 1, Map.of(), List.of()),
                Arrays.asList(50, 1, Map.of(), List.of(), null),
                Arrays.asList(50, 1, Map.of(), null, Map.of()),
                Arrays.asList(50, 1, Map.of(), List.of(), Map.of()));
        for (List<Object> form : forms) {
            Result result = (Result) decode(codec(mode), reference.write(form));
            assertThat(result.payload()).isSameAs(Payload.EMPTY);
        }
        List<Object> kwargsOnly = Arrays.asList(50, 1, Map.of(), null, Map.of("k", 1));
        Result result = (Result) decode(codec(mode), reference.write(kwargsOnly));
        assertThat(result.payload()).isEqualTo(Payload.of(null, Map.of("k", 1)));
        List<Object> argsOnly = Arrays.asList(50, 1, Map.of(), List.of("a"), null);
        result = (Result) decode(codec(mode), reference.write(argsOnly));
        assertThat(result.payload()).isEqualTo(Payload.ofArgs("a"));
    }

    @ParameterizedTest
    @EnumSource(PayloadMode.class)
    void readsFromTheMiddleOfAnArray(PayloadMode mode) {
        for (Message message : SampleMessages.messages()) {
            byte[] written = values.encode(message);
            byte[] around = new byte[written.length + 20];
            Arrays.fill(around, (byte) 'x');
            System.arraycopy(written, 0, around, 7, written.length);

            Message read = codec(mode).decode(around, 7, written.length);
            Arrays.fill(around, (byte) 'y');

            assertThat(read).isEqualTo(message);
        }
    }

    @Test
    void refusesWhatFollowsAMessage() {
        for (Message message : SampleMessages.messages()) {
            byte[] written = values.encode(message);
            assertRefused(join(written, new byte[] {0}), "");
            assertRefused(join(written, written), "");
        }
    }

    @ParameterizedTest
    @EnumSource(PayloadMode.class)
    void refusesMessagesThatEndTooEarly(PayloadMode mode) {
        for (Message message : SampleMessages.messages()) {
            byte[] written = values.encode(message);
            for (int length = 0; length < written.length; length++) {
                byte[] part = Arrays.copyOf(written, length);
                assertThatThrownBy(() -> decode(codec(mode), part)).isInstanceOf(ProtocolViolation.class);
            }
        }
    }

    /**
     * Octets that pass unread must be good for receivers: both modes refuse and accept the same.
     */
    @Test
    void findsTheSameFaultsWhetherOrNotItDecodes() {
        Random random = new Random(42);
        int accepted = 0;
        for (Message message : SampleMessages.messages()) {
            byte[] written = values.encode(message);
            for (int i = 0; i < MUTATIONS_PER_MESSAGE; i++) {
                byte[] mutant = mutate(written, random);
                Message read = decodeOrNull(values, mutant);
                Message unread = decodeOrNull(octets, mutant);
                if (read != null) {
                    accepted++;
                }
                assertThat(describe(unread)).as(() -> Arrays.toString(mutant)).isEqualTo(describe(read));
            }
        }
        assertThat(accepted).isGreaterThan(MUTATIONS_PER_MESSAGE / 10);
    }

    /** Records do not look into byte arrays when they are compared. */
    private static Object describe(Message message) {
        return message == null
                ? "refused"
                : Arrays.asList(Normal.of(MessageFields.of(message)), MessageFields.payloadOf(message));
    }

    private Message decodeOrNull(MessageCodec codec, byte[] message) {
        try {
            return decode(codec, message);
        } catch (ProtocolViolation e) {
            assertThat(e.getMessage()).hasSizeLessThan(400);
            return null;
        }
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] mutant = original.clone();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(4)) {
                case 0 -> mutant[at] = (byte) random.nextInt();
                case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> mutant[at] = mutant[random.nextInt(mutant.length)];
                default -> mutant = withoutOrWithMore(mutant, at, random);
            }
        }
        return mutant;
    }

    private static byte[] withoutOrWithMore(byte[] bytes, int at, Random random) {
        byte[] before = Arrays.copyOf(bytes, at);
        if (random.nextBoolean() && bytes.length > 1) {
            return join(before, Arrays.copyOfRange(bytes, at + 1, bytes.length));
        }
        return join(before, new byte[] {(byte) random.nextInt()}, Arrays.copyOfRange(bytes, at, bytes.length));
    }

    @ParameterizedTest
    @EnumSource(PayloadMode.class)
    void readsAsDeepAsItMayWrite(PayloadMode mode) {
        Object value = List.of();
        for (int i = 1; i < Payload.MAX_DEPTH; i++) {
            value = List.of(value);
        }
        Result deepest = SampleMessages.result(List.of(value), null);

        assertThat(decode(codec(mode), values.encode(deepest))).isEqualTo(deepest);
        assertThat(nested(Payload.MAX_DEPTH + 1)).isEqualTo(values.encode(deepest));
    }

    @Test
    void refusesDeeperNestingWithoutExhaustingTheStack() {
        for (int levels : List.of(Payload.MAX_DEPTH + 2, 10_000, 1_000_000)) {
            byte[] bomb = nested(levels);
            for (PayloadMode mode : PayloadMode.values()) {
                assertThatThrownBy(() -> decode(codec(mode), bomb))
                        .isInstanceOf(ProtocolViolation.class)
                        .hasMessageContaining("nest");
            }
        }
    }

    @Test
    void refusesToWriteOptionsWithoutEnd() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        Publish publish = new Publish(1, PublishOptions.of(Map.of("_own", endless)), "com.a", Payload.EMPTY);

        assertThatThrownBy(() -> values.encode(publish))
                .isInstanceOf(InvalidPayload.class)
                .hasMessageContaining("nested");
    }

    @Test
    void refusesToWriteHalvesOfSurrogatePairs() {
        for (String text : List.of("a\ud800", "\udc00", "\ud800\ud800\udc00", "\u4f60\ud83d")) {
            assertThatThrownBy(() -> values.encode(SampleMessages.result(List.of(text), null)))
                    .isInstanceOf(InvalidPayload.class)
                    .hasMessageContaining("surrogate");
            assertThatThrownBy(() -> values.encode(SampleMessages.result(null, Map.of(text, 1))))
                    .isInstanceOf(InvalidPayload.class);
        }
    }

    @Test
    void refusesToWriteObjectsOfOtherTypes() {
        for (Object value : List.of(new Object(), new StringBuilder(), Map.of(1, 2))) {
            Publish publish = new Publish(1, PublishOptions.of(Map.of("_own", value)), "com.a", Payload.EMPTY);
            assertThatThrownBy(() -> values.encode(publish)).isInstanceOf(InvalidPayload.class);
        }
    }

    @Test
    void refusesMessagesWithEndlessElements() {
        List<Object> elements = new ArrayList<>(List.of(17, 1, 2));
        for (int i = 0; i < 100_000; i++) {
            elements.add(0);
        }
        assertRefused(reference.write(elements), "PUBLISHED must have at most 3 elements");
    }

    @Test
    void keepsWhatItReadFromChanging() {
        Result result = (Result) decode(
                values,
                values.encode(
                        SampleMessages.result(List.of(new ArrayList<>(List.of(1)), Map.of("k", 1)), Map.of("k", 1))));
        List<Object> args = result.payload().args();

        assertThat(args).isUnmodifiable();
        assertThat((List<?>) args.get(0)).isUnmodifiable();
        assertThatThrownBy(((Map<?, ?>) args.get(1))::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(result.payload().kwargs()::clear).isInstanceOf(UnsupportedOperationException.class);
    }
}
