package io.camelwamp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.Published;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerializersTest {
    @ParameterizedTest
    @CsvSource({"json, wamp.2.json, 1, true", "msgpack, wamp.2.msgpack, 2, false", "cbor, wamp.2.cbor, 3, false"})
    void findsTheSameInstanceByEveryName(String name, String subprotocol, int rawSocketId, boolean text) {
        Serializer serializer = Serializers.named(name);

        assertThat(serializer.isText()).isEqualTo(text);
        assertThat(Serializers.ofSubprotocol(subprotocol)).isSameAs(serializer);
        assertThat(Serializers.ofRawSocketId(rawSocketId)).isSameAs(serializer);
        assertThat(Serializers.all()).contains(serializer).isUnmodifiable();
    }

    @Test
    void namesTheChoicesWhenThereIsNoSuchSerializer() {
        assertThatThrownBy(() -> Serializers.named("ubjson"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("json")
                .hasMessageContaining("msgpack")
                .hasMessageContaining("cbor")
                .hasMessageContaining("'ubjson'");
    }

    @Test
    void leavesUnknownSubprotocolsToTheCaller() {
        assertThat(Serializers.ofSubprotocol("wamp.2.json.batched")).isNull();
        assertThat(Serializers.ofRawSocketId(5)).isNull();
    }

    @Test
    void encodesASharedMessageOncePerSerializer() {
        SharedEncoding shared = new SharedEncoding(new Published(1, 2));
        MessageCodec json = new MessageCodec(Serializers.named("json"), PayloadMode.VALUES);
        MessageCodec sameFormat = new MessageCodec(Serializers.named("json"), PayloadMode.OCTETS);
        MessageCodec cbor = new MessageCodec(Serializers.named("cbor"), PayloadMode.VALUES);

        assertThat(shared.encode(json)).isEqualTo(json.encode(shared.message()));
        assertThat(shared.encode(sameFormat)).isSameAs(shared.encode(json));
        assertThat(shared.encode(cbor)).isEqualTo(cbor.encode(shared.message()));
    }
}
