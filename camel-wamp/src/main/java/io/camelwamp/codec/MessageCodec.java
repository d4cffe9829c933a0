package io.camelwamp.codec;

import io.camelwamp.protocol.Message;
import java.util.List;
import java.util.Objects;

/**
 * Messages to octets and back.
 *
 * <p>Immutable and thread-safe; one instance may serve all connections with the same serializer.
 */
public final class MessageCodec {
    private final Serializer serializer;
    private final PayloadMode mode;
    private final Tolerance tolerance;

    /** A codec that takes what the specification allows. */
    public MessageCodec(Serializer serializer, PayloadMode mode) {
        this(serializer, mode, Tolerance.STRICT);
    }

    /**
     * A codec.
     *
     * @param serializer the format on the wire
     * @param mode what decoding does with arguments
     * @param tolerance what decoding does with known deviations of peers
     */
    public MessageCodec(Serializer serializer, PayloadMode mode, Tolerance tolerance) {
        this.serializer = Objects.requireNonNull(serializer);
        this.mode = Objects.requireNonNull(mode);
        this.tolerance = Objects.requireNonNull(tolerance);
    }

    /** The format on the wire. */
    public Serializer serializer() {
        return serializer;
    }

    /**
     * Reads one message.
     *
     * @param bytes holds the message; not kept, so that the caller may use it again
     * @param offset where it starts
     * @param length how many octets it has
     * @throws io.camelwamp.protocol.WampException.ProtocolViolation if the octets are not exactly
     *     one message; the text says what is wrong and what would be right
     */
    public Message decode(byte[] bytes, int offset, int length) {
        List<Object> fields = serializer.read(bytes, offset, length, mode);
        return MessageReader.message(new FieldReader(fields), tolerance);
    }

    /**
     * Writes one message.
     *
     * @return the octets, of which the caller is the only owner
     * @throws io.camelwamp.protocol.WampException.InvalidPayload if the format cannot carry a value
     */
    public byte[] encode(Message message) {
        return serializer.write(MessageFields.of(message), MessageFields.payloadOf(message));
    }
}
