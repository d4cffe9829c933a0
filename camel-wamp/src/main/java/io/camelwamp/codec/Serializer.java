package io.camelwamp.codec;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PayloadFormat;
import java.util.List;

/**
 * A serialization format of WAMP (spec: basic/building_blocks.md, section Serializers); found by
 * {@link java.util.ServiceLoader}.
 *
 * <p>Implementations are stateless and thread-safe; one instance serves all connections.
 */
public interface Serializer extends PayloadFormat {
    /** How many numbers {@link #rawSocketId()} can have. */
    int COUNT = 15;

    /** The short name: {@code json}, {@code msgpack}, {@code cbor}. */
    String name();

    /** The WebSocket subprotocol: {@code wamp.2.json}. */
    default String subprotocol() {
        return "wamp.2." + name();
    }

    /** Whether WebSocket text frames carry it; else binary ones. */
    boolean isText();

    /** The number in a raw socket handshake, 1 to 15 (spec: advanced/transport_rawsocket.md). */
    int rawSocketId();

    /**
     * Reads one message as a list of elements; of a type that has a payload, this is one {@link
     * Payload} and the last element, or missing where the message ends before it.
     *
     * <p>Integers become {@link Integer}, {@link Long} or {@link java.math.BigInteger}, other
     * numbers {@link Double} or, where that would change their value, {@link java.math.BigDecimal};
     * binary becomes {@code byte[]}.
     *
     * @param bytes holds the message; not kept
     * @param offset where it starts
     * @param length how many octets it has; what follows within it is an error
     * @param mode whether the payload is decoded, or checked and kept as octets
     * @return the elements, at least one; the first is the code of a known type
     * @throws io.camelwamp.protocol.WampException.ProtocolViolation if the octets are not exactly
     *     one well-formed list, or its arguments are no list or its keyword arguments no dictionary
     */
    List<Object> read(byte[] bytes, int offset, int length, PayloadMode mode);

    /**
     * Writes one message.
     *
     * @param fields the elements before the payload
     * @param payload the arguments; empty ones are left out; octets of this format are copied as
     *     they are
     * @throws io.camelwamp.protocol.WampException.InvalidPayload if the format cannot carry a value
     */
    byte[] write(List<Object> fields, Payload payload);

    /**
     * Encodes a payload alone, on the thread of the caller instead of the event loop.
     *
     * @return a payload that holds octets of this format; the same if it does already or is empty
     * @throws io.camelwamp.protocol.WampException.InvalidPayload if the format cannot carry a value
     */
    Payload encodePayload(Payload payload);
}
