package io.camelwamp.codec;

import io.camelwamp.protocol.Payload;

/** MessagePack, {@code wamp.2.msgpack}. */
public final class MessagePackSerializer extends StreamSerializer {
    private static final int RAW_SOCKET_ID = 2;

    @Override
    public String name() {
        return "msgpack";
    }

    @Override
    public boolean isText() {
        return false;
    }

    @Override
    public int rawSocketId() {
        return RAW_SOCKET_ID;
    }

    @Override
    ElementReader reader(byte[] bytes, int offset, int length) {
        return new MessagePackReader(bytes, offset, length);
    }

    @Override
    ElementReader payloadReader(Payload.Encoded encoded) {
        return new MessagePackReader(encoded.bytes(), encoded.elements());
    }

    @Override
    ElementWriter writer(int expectedSize) {
        return new MessagePackWriter(expectedSize);
    }
}
