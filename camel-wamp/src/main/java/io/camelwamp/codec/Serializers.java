package io.camelwamp.codec;

import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Predicate;

/**
 * The serializers at hand, found once by {@link ServiceLoader}.
 *
 * <p>There is one instance of each, because octets of a payload may go from one connection to
 * another unread only if both have the very same {@link io.camelwamp.protocol.PayloadFormat}.
 */
public final class Serializers {
    private static final List<Serializer> ALL =
            ServiceLoader.load(Serializer.class, Serializers.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private Serializers() {}

    /** All serializers; unmodifiable. */
    public static List<Serializer> all() {
        return ALL;
    }

    /**
     * The serializer with a name such as {@code json}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Serializer named(String name) {
        Serializer found = find(serializer -> serializer.name().equals(name));
        if (found == null) {
            List<String> names = ALL.stream().map(Serializer::name).toList();
            throw new IllegalArgumentException("A serializer must be one of " + names + ", but is '" + name + "'");
        }
        return found;
    }

    /**
     * The serializer of a WebSocket subprotocol such as {@code wamp.2.json}; null if there is none.
     */
    public static Serializer ofSubprotocol(String subprotocol) {
        return find(serializer -> serializer.subprotocol().equals(subprotocol));
    }

    /** The serializer of a number in a raw socket handshake; null if there is none. */
    public static Serializer ofRawSocketId(int id) {
        return find(serializer -> serializer.rawSocketId() == id);
    }

    private static Serializer find(Predicate<Serializer> wanted) {
        return ALL.stream().filter(wanted).findFirst().orElse(null);
    }
}
