package io.camelwamp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.EventDetails;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class SharedEncodingTest {
    private static MessageCodec codec(String name) {
        return new MessageCodec(Serializers.named(name), PayloadMode.OCTETS);
    }

    private static SharedEncoding event(Object argument) {
        return new SharedEncoding(new Event(1, 2, EventDetails.NONE, Payload.ofArgs(argument)));
    }

    @Test
    void encodesOnceForEachSerializer() {
        SharedEncoding shared = event("hello");

        byte[] json = shared.encode(codec("json"));

        assertThat(shared.encode(codec("json"))).isSameAs(json);
        assertThat(shared.encode(codec("cbor"))).isNotEqualTo(json);
        assertThat(json).asString().isEqualTo("[36,1,2,{},[\"hello\"]]");
    }

    @Test
    void asksASerializerThatCannotCarryTheMessageOnlyOnce() {
        SharedEncoding shared = event(BigInteger.TEN.pow(30));

        WampException.InvalidPayload first = refusal(shared);

        assertThat(refusal(shared)).isSameAs(first);
        assertThat(shared.encode(codec("json"))).isNotEmpty();
    }

    private static WampException.InvalidPayload refusal(SharedEncoding shared) {
        return catchThrowableOfType(WampException.InvalidPayload.class, () -> shared.encode(codec("msgpack")));
    }
}
