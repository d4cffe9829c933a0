package io.camelwamp.transport;

import io.camelwamp.codec.SharedEncoding;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;

/**
 * An open connection to a peer.
 *
 * <p>Called on its event loop only, except {@link #prepare(Payload)}.
 */
public interface Transport {
    /**
     * Sends a message; writes of one turn of the loop are flushed together.
     *
     * <p>Never blocks. What the peer does not read piles up in memory and is counted by {@link
     * #pendingBytes()}; the caller decides when that is too much. After {@link #close} a message is
     * dropped.
     *
     * @throws io.camelwamp.protocol.WampException.InvalidPayload if the serializer cannot carry a
     *     value
     * @throws io.camelwamp.protocol.WampException.PayloadTooLarge if these are more octets than
     *     the peer accepts, or than {@link TransportConfig#maxMessageSize()}
     */
    void send(Message message);

    /** Sends one message of many equal ones; see {@link #send(Message)}. */
    default void send(SharedEncoding shared) {
        send(shared.message());
    }

    /**
     * Does now, on the caller's thread, what sending this payload would do on the loop: encodes it
     * and checks its size. May be called from any thread.
     *
     * @return a payload that this transport sends without further work
     * @throws io.camelwamp.protocol.WampException.InvalidPayload if the serializer cannot carry a
     *     value
     * @throws io.camelwamp.protocol.WampException.PayloadTooLarge if these are more octets than
     *     the peer accepts, or than {@link TransportConfig#maxMessageSize()}
     */
    Payload prepare(Payload payload);

    /**
     * Octets (an estimate where nothing is encoded) that were sent and not yet taken by the
     * network.
     */
    long pendingBytes();

    /** False while {@link #pendingBytes()} is above the configured high-water mark. */
    boolean isWritable();

    /** Stops reading from the peer, apart from messages already on their way to the listener. */
    void pauseReads();

    /** Reads again after {@link #pauseReads()}. */
    void resumeReads();

    /**
     * Sends what is pending, waiting for a bounded time, then closes; does nothing if already
     * closing.
     *
     * @param reason a text for people and, where the transport can carry one, for the peer; without
     *     secrets
     */
    void close(String reason);

    /** Where the peer is, for people: {@code ws://127.0.0.1:8080/ws}, never with credentials. */
    String peer();

    /**
     * The serializer in use, or a word for none: {@code json}, {@code msgpack}, {@code cbor},
     * {@code none}.
     */
    String serializerName();

    /** How safe the connection is; those that know better than this default say so. */
    default ChannelSecurity security() {
        return ChannelSecurity.OPEN;
    }
}
