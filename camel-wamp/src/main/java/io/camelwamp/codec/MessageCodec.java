package io.camelwamp.codec;

import io.camelwamp.protocol.Message;

/** Stand-in so that the interfaces compile; replaced by the codec. */
public final class MessageCodec {
    private final Serializer serializer;
    private final PayloadMode mode;

    /** A codec. */
    public MessageCodec(Serializer serializer, PayloadMode mode) {
        this.serializer = serializer;
        this.mode = mode;
    }

    /** The serializer. */
    public Serializer serializer() {
        return serializer;
    }

    /** Reads. */
    public Message decode(byte[] bytes, int offset, int length) {
        throw new IllegalStateException(String.valueOf(mode));
    }

    /** Writes. */
    public byte[] encode(Message message) {
        throw new IllegalStateException();
    }
}
