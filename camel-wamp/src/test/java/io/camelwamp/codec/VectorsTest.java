package io.camelwamp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException.ProtocolViolation;
import io.camelwamp.vectors.Vectors;
import io.camelwamp.vectors.Vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages that others have written down, in every serialization. */
class VectorsTest {
    private static final String TRANSPARENT =
            "Payload transparency of Autobahn puts one byte string where the specification has a list";
    private static final String BATCHED = "Batched subprotocols are not offered";
    private static final String STATE = "Well-formed, but wrong in this state: the session's to refuse";
    private static final String SEQUENCE = "About the order of messages: the router's to refuse";
    private static final String FRAME = "About the kind of frame: the WebSocket transport's to refuse";

    /** Why a vector cannot hold here; the last test keeps the list honest. */
    private static final Map<String, String> NOT_APPLICABLE = Map.ofEntries(
            Map.entry("rt-spec-event-1", TRANSPARENT),
            Map.entry("rt-spec-opt-event-22", TRANSPARENT),
            Map.entry("rt-spec-opt-event-24", TRANSPARENT),
            Map.entry("rt-spec-opt-publish-39", TRANSPARENT),
            Map.entry("rt-spec-opt-publish-41", TRANSPARENT),
            Map.entry("rt-batch-json-spec", BATCHED),
            Map.entry("rt-batch-json-autobahn", BATCHED),
            Map.entry("rt-batch-cbor", BATCHED),
            Map.entry("inv-batch-empty-json", BATCHED),
            Map.entry("inv-batch-msgpack-prefix", BATCHED),
            Map.entry("inv-ws-binary-frame-json", FRAME),
            Map.entry("inv-ws-text-frame-msgpack", FRAME),
            Map.entry("inv-state-welcome-established", STATE),
            Map.entry("inv-state-challenge-established", STATE),
            Map.entry("inv-state-goodbye-pre", STATE),
            Map.entry("inv-state-error-pre", STATE),
            Map.entry("inv-state-subscribed-pre", STATE),
            Map.entry("inv-state-unsubscribed-pre", STATE),
            Map.entry("inv-state-published-pre", STATE),
            Map.entry("inv-state-registered-pre", STATE),
            Map.entry("inv-state-invocation-pre", STATE),
            Map.entry("inv-state-event-pre", STATE),
            Map.entry("inv-state-clientmsg-publish", STATE),
            Map.entry("inv-state-clientmsg-call", STATE),
            Map.entry("inv-state-clientmsg-yield", STATE),
            Map.entry("inv-state-authenticate-established", STATE),
            Map.entry("inv-reqid-gap", SEQUENCE),
            Map.entry("inv-reqid-start", SEQUENCE),
            Map.entry("inv-reqid-repeat", SEQUENCE),
            Map.entry("inv-reqid-back", SEQUENCE),
            Map.entry("inv-reqid-random", SEQUENCE));

    static Stream<Arguments> roundTrips() {
        return applicable("message-roundtrip");
    }

    static Stream<Arguments> invalid() {
        return applicable("invalid-message");
    }

    static Stream<Arguments> ids() {
        return applicable("id").filter(a -> ((Vector) a.get()[0]).expected().containsKey("valid"));
    }

    static Stream<Vector> notApplicable() {
        return Stream.of("message-roundtrip", "invalid-message")
                .flatMap(kind -> Vectors.load(kind).stream())
                .filter(vector -> NOT_APPLICABLE.containsKey(vector.id()));
    }

    private static Stream<Arguments> applicable(String kind) {
        return Vectors.load(kind).stream()
                .filter(vector -> !NOT_APPLICABLE.containsKey(vector.id()))
                .flatMap(vector -> Serializers.all().stream().map(s -> Arguments.of(vector, s.name())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("roundTrips")
    void acceptsAndWritesAgain(Vector vector, String serializer) {
        checkAccepted(vector, Serializers.named(serializer));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("invalid")
    void refuses(Vector vector, String serializer) {
        checkRefused(vector, Serializers.named(serializer));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("ids")
    void readsIdsOnly(Vector vector, String name) {
        Serializer serializer = Serializers.named(name);
        byte[] octets = ReferenceFormat.of(serializer)
                .write(List.of(17, 1, vector.input().get("value")));
        MessageCodec codec = new MessageCodec(serializer, PayloadMode.VALUES);
        if (vector.expected().get("valid").equals(true)) {
            assertThat(codec.decode(octets, 0, octets.length).type()).isEqualTo(MessageType.PUBLISHED);
        } else {
            assertThatThrownBy(() -> codec.decode(octets, 0, octets.length))
                    .isInstanceOf(ProtocolViolation.class)
                    .hasMessageContaining("PUBLISHED[2] must be an id");
        }
    }

    @ParameterizedTest
    @MethodSource("notApplicable")
    void listsOnlyVectorsThatDoNotHold(Vector vector) {
        assertThatThrownBy(() -> {
                    for (Serializer serializer : Serializers.all()) {
                        if (vector.id().startsWith("rt-")) {
                            checkAccepted(vector, serializer);
                        } else {
                            checkRefused(vector, serializer);
                        }
                    }
                })
                .as(NOT_APPLICABLE.get(vector.id()))
                .isInstanceOfAny(AssertionError.class, ProtocolViolation.class);
    }

    @Test
    void listsOnlyVectorsThatExist() {
        assertThat(notApplicable().map(Vector::id)).containsExactlyInAnyOrderElementsOf(NOT_APPLICABLE.keySet());
    }

    private static void checkAccepted(Vector vector, Serializer serializer) {
        requireKnownSubprotocol(vector);
        Tolerance tolerance = "lenient".equals(vector.subkind()) ? Tolerance.LENIENT : Tolerance.STRICT;
        List<?> expected = (List<?>) Vectors.withBytes(vector.expected().get("wmsg"));
        List<?> forms = (List<?>) vector.input().get(serializer.name());
        assertThat(forms).isNotEmpty();
        for (Object hex : forms) {
            byte[] octets = HexFormat.of().parseHex((String) hex);
            for (PayloadMode mode : PayloadMode.values()) {
                MessageCodec codec = new MessageCodec(serializer, mode, tolerance);
                Message message = codec.decode(octets, 0, octets.length);
                assertMeans(message, expected, tolerance);
                byte[] again = codec.encode(message);
                assertThat(codec.decode(again, 0, again.length)).isEqualTo(message);
                assertThat(codec.encode(codec.decode(again, 0, again.length))).isEqualTo(again);
            }
        }
    }

    private static void assertMeans(Message message, List<?> expected, Tolerance tolerance) {
        List<Object> fields = new ArrayList<>(MessageFields.of(message));
        Payload payload = MessageFields.payloadOf(message);
        List<Object> wanted = new ArrayList<>(expected.subList(0, fields.size()));
        if (tolerance == Tolerance.LENIENT) {
            replaceDeviations(fields, wanted);
        }
        assertThat(Normal.of(fields)).isEqualTo(Normal.of(wanted));
        List<?> rest = expected.subList(fields.size(), expected.size());
        Object args = rest.isEmpty() || rest.get(0) == null ? List.of() : rest.get(0);
        Object kwargs = rest.size() < 2 || rest.get(1) == null ? Map.of() : rest.get(1);
        assertThat(Normal.of(payload.args())).isEqualTo(Normal.of(args));
        assertThat(Normal.of(payload.kwargs())).isEqualTo(Normal.of(kwargs));
    }

    /**
     * What {@link Tolerance#LENIENT} changes has tests of its own; here the rest of the message
     * must be right.
     */
    private static void replaceDeviations(List<Object> fields, List<Object> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (wanted.get(i) instanceof String && fields.get(i) instanceof Long) {
                wanted.set(i, fields.get(i));
            } else if (wanted.get(i) instanceof Map<?, ?> details && details.get("publisher") instanceof String) {
                details.remove("publisher");
            }
        }
    }

    private static void checkRefused(Vector vector, Serializer serializer) {
        requireKnownSubprotocol(vector);
        Serializer format = serializer;
        byte[] octets;
        Map<String, Object> input = vector.input();
        if (input.get("wmsg") != null) {
            octets = ReferenceFormat.of(serializer).write(Vectors.withBytes(input.get("wmsg")));
        } else if (input.get("json_text") instanceof String text) {
            format = Serializers.named("json");
            octets = text.getBytes(StandardCharsets.UTF_8);
        } else if (input.get("bytes_hex") instanceof String hex) {
            format = Serializers.named((String) input.getOrDefault("serializer", "msgpack"));
            octets = HexFormat.of().parseHex(hex);
        } else {
            fail("There is no message in this vector");
            return;
        }
        for (PayloadMode mode : PayloadMode.values()) {
            MessageCodec codec = new MessageCodec(format, mode);
            assertThatThrownBy(() -> codec.decode(octets, 0, octets.length)).isInstanceOf(ProtocolViolation.class);
        }
    }

    private static void requireKnownSubprotocol(Vector vector) {
        if (vector.input().get("subprotocol") instanceof String subprotocol) {
            assertThat(Serializers.ofSubprotocol(subprotocol)).as(subprotocol).isNotNull();
        }
    }
}
