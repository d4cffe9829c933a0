package io.camelwamp.transport.netty;

import io.camelwamp.codec.Serializer;
import io.camelwamp.codec.Serializers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The WebSocket subprotocols that one side speaks, in its order of preference (spec:
 * basic/building_blocks.md, section WebSocket Transport).
 */
final class Subprotocols {
    private final Map<String, Serializer> serializers = new LinkedHashMap<>();

    /**
     * The subprotocols of some serializers.
     *
     * @param names the serializers' names
     * @throws IllegalArgumentException if there is none of a name
     */
    Subprotocols(List<String> names) {
        for (String name : names) {
            Serializer serializer = Serializers.named(name);
            serializers.put(serializer.subprotocol(), serializer);
        }
    }

    /** The serializer of a subprotocol, or null if it is not one of these. */
    Serializer serializer(String subprotocol) {
        return serializers.get(subprotocol);
    }

    /**
     * The first of a peer's subprotocols that is one of these.
     *
     * @param offered the peer's list, separated by commas
     * @return null if there is none
     */
    Serializer firstOf(String offered) {
        return Arrays.stream(offered.split(","))
                .map(name -> serializers.get(name.strip()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** As they stand in a header. */
    @Override
    public String toString() {
        return String.join(", ", serializers.keySet());
    }
}
