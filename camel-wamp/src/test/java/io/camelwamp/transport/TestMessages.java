package io.camelwamp.transport;

import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.PayloadMode;
import io.camelwamp.codec.Serializers;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.PublishOptions;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Messages to send about in tests. */
public final class TestMessages {
    private TestMessages() {}

    /** A small message. */
    public static Publish publish(long request) {
        Payload payload = Payload.of(List.of("Grüße ✓", (int) request), Map.of("key", List.of(1, 2.5, true)));
        return new Publish(request, PublishOptions.NONE, "com.example.topic", payload);
    }

    /** A message that has so many octets in a format, and is not easily compressed. */
    public static Publish publishOfSize(String serializer, long request, int octets) {
        MessageCodec codec = new MessageCodec(Serializers.named(serializer), PayloadMode.VALUES);
        int length = octets;
        for (int excess = excess(codec, length, octets); excess != 0; excess = excess(codec, length, octets)) {
            length -= excess;
        }
        return publishText(request, length);
    }

    private static int excess(MessageCodec codec, int length, int octets) {
        return codec.encode(publishText(1, length)).length - octets;
    }

    private static Publish publishText(long request, int length) {
        Random random = new Random(length);
        String text = random.ints(length, ' ', '~' + 1)
                .map(c -> c == '"' || c == '\\' ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return new Publish(request, PublishOptions.NONE, "com.example.topic", Payload.ofArgs(text));
    }
}
