package io.camelwamp.transport.netty;

import io.camelwamp.codec.Serializer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The WebSocket subprotocols that one side speaks, in its order of preference (spec: basic/building_blocks.md, section
 * WebSocket Transport).
 */
final class Subprotocols {
    /** Loaded once, because payloads are handed on as octets only between connections of the same serializer object. */
    private static final Map<String, Serializer> KNOWN =
            ServiceLoader.load(Serializer.class, Serializer.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .collect(Collectors.toUnmodifiableMap(Serializer::name, serializer -> serializer));

    private final Map<String, Serializer> serializers = new LinkedHashMap<>();

    /**
     * The subprotocols of some serializers on the class path.
     *
     * @param names the serializers' names
     * @throws IllegalArgumentException if there is none of a name
     */
    Subprotocols(List<String> names) {
        for (String name : names) {
            Serializer serializer = KNOWN.get(name);
            if (serializer == null) {
                throw new IllegalArgumentException(
                        "There is no serializer '" + name + "': choose of " + String.join(", ", new TreeSet<>(KNOWN.keySet())));
            }
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
                .filter(serializer -> serializer != null)
                .findFirst()
                .orElse(null);
    }

    /** As they stand in a header. */
    @Override
    public String toString() {
        return String.join(", ", serializers.keySet());
    }
}
