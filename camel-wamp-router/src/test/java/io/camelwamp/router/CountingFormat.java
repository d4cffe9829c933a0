package io.camelwamp.router;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PayloadFormat;

/** Decodes to the number of octets, and counts how often it is asked to. */
final class CountingFormat implements PayloadFormat {
    int decodings;

    Payload payload() {
        return Payload.ofEncoded(new Payload.Encoded(this, new byte[] {1, 2, 3}, 1));
    }

    @Override
    public Payload decode(Payload.Encoded encoded) {
        decodings++;
        return Payload.ofArgs(encoded.bytes().length);
    }
}
