package io.camelwamp.codec;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The form of arguments that no router looks into: one dictionary of both kinds, as octets of a
 * serializer that only the two ends have to share (spec: advanced/payload_passthru_mode.md).
 */
public final class PassthruPayload {
    private PassthruPayload() {}

    /** Whether there is a serializer of a name. */
    public static boolean knows(String serializer) {
        return Serializers.all().stream().anyMatch(known -> known.name().equals(serializer));
    }

    /**
     * Packs arguments.
     *
     * @param serializer one that is {@link #knows known}
     * @throws WampException.InvalidPayload if it cannot carry a value
     */
    public static byte[] pack(Payload payload, String serializer) {
        byte[] list = listOf(Serializers.named(serializer), Map.of("args", payload.args(), "kwargs", payload.kwargs()));
        return Arrays.copyOfRange(list, 1, list.length - trailer(serializer));
    }

    /**
     * Unpacks arguments.
     *
     * @param serializer one that is {@link #knows known}
     * @throws WampException.InvalidPayload if the octets are not what they should be
     */
    public static Payload unpack(byte[] octets, String serializer) {
        Serializer format = Serializers.named(serializer);
        byte[] frame = listOf(format, true);
        byte[] list = new byte[octets.length + 1 + trailer(serializer)];
        list[0] = frame[0];
        list[list.length - 1] = frame[frame.length - 1];
        System.arraycopy(octets, 0, list, 1, octets.length);
        List<Object> decoded;
        try {
            decoded = format.decode(new Payload.Encoded(format, list, 1)).args();
        } catch (WampException.ProtocolViolation e) {
            throw invalid(serializer, String.valueOf(e.args().get(0)));
        }
        if (decoded.size() != 1 || !(decoded.get(0) instanceof Map<?, ?> parts)) {
            throw invalid(serializer, "it is no dictionary");
        }
        return payload(parts, serializer);
    }

    @SuppressWarnings("unchecked")
    private static Payload payload(Map<?, ?> parts, String serializer) {
        Object args = parts.get("args");
        Object kwargs = parts.get("kwargs");
        if (args != null && !(args instanceof List) || kwargs != null && !(kwargs instanceof Map)) {
            throw invalid(serializer, "args must be a list and kwargs a dictionary");
        }
        return Payload.of((List<?>) args, (Map<String, ?>) kwargs);
    }

    private static WampException invalid(String serializer, String why) {
        return new WampException.InvalidPayload(
                "The payload should be a dictionary of args and kwargs in " + serializer + ", but " + why);
    }

    /** A list of one element begins with one octet in every serializer. */
    private static byte[] listOf(Serializer format, Object element) {
        return format.encodePayload(Payload.ofArgs(element)).encodedAs(format).bytes();
    }

    /** How many octets end a list. */
    private static int trailer(String serializer) {
        return Serializers.named(serializer).isText() ? 1 : 0;
    }
}
