package io.camelwamp.codec;

import io.camelwamp.protocol.Payload;
import java.util.List;

/** A serializer made of a reader and a writer of elements. */
abstract class StreamSerializer implements Serializer {
    /** Enough for most messages; what is left of it costs less than growing. */
    private static final int EXPECTED_SIZE = 256;

    abstract ElementReader reader(byte[] bytes, int offset, int length);

    /** A reader that stands before the first element of a payload. */
    abstract ElementReader payloadReader(Payload.Encoded encoded);

    abstract ElementWriter writer(int expectedSize);

    @Override
    public final List<Object> read(byte[] bytes, int offset, int length, PayloadMode mode) {
        ElementReader reader = reader(bytes, offset, length);
        try {
            return reader.message(this, mode);
        } finally {
            reader.release();
        }
    }

    @Override
    public final Payload decode(Payload.Encoded encoded) {
        ElementReader reader = payloadReader(encoded);
        try {
            return reader.payload();
        } finally {
            reader.release();
        }
    }

    @Override
    public final byte[] write(List<Object> fields, Payload payload) {
        Payload.Encoded encoded = payload.encodedAs(this);
        int expected = encoded == null ? EXPECTED_SIZE : EXPECTED_SIZE + encoded.bytes().length;
        return writer(expected).message(fields, payload, encoded);
    }

    @Override
    public final Payload encodePayload(Payload payload) {
        if (payload.isEmpty() || payload.encodedAs(this) != null) {
            return payload;
        }
        return payload.withEncoded(writer(EXPECTED_SIZE).payload(this, payload));
    }
}
