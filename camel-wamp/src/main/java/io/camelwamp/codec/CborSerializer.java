package io.camelwamp.codec;

import io.camelwamp.protocol.Payload;

/** CBOR, {@code wamp.2.cbor}. */
public final class CborSerializer extends StreamSerializer {
    private static final int RAW_SOCKET_ID = 3;

    @Override
    public String name() {
        return "cbor";
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
        return new CborReader(bytes, offset, length);
    }

    @Override
    ElementReader payloadReader(Payload.Encoded encoded) {
        return new CborReader(encoded.bytes(), encoded.elements());
    }

    @Override
    ElementWriter writer(int expectedSize) {
        return new CborWriter(expectedSize);
    }
}
