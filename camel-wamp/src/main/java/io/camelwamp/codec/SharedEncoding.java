package io.camelwamp.codec;

import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.WampException;

/**
 * One message for many receivers, encoded once per serializer however many transports send it; a
 * serializer that cannot carry it is asked only once, too.
 *
 * <p>Confined to the thread of the sender: a broker makes one for each group of equal EVENTs and
 * hands it to the transports one after the other.
 */
public final class SharedEncoding {
    private final Message message;
    private final byte[][] encodings = new byte[Serializer.COUNT][];

    /** By serializer, as the encodings; null until one refuses. */
    private WampException.InvalidPayload[] refusals;

    /** Nothing is encoded before a transport asks for it. */
    public SharedEncoding(Message message) {
        this.message = message;
    }

    /** The message itself, for transports that do not encode. */
    public Message message() {
        return message;
    }

    /**
     * The message's octets; the array is shared and must not be written to.
     *
     * @throws io.camelwamp.protocol.WampException.InvalidPayload if this serializer cannot carry
     *     the message
     */
    public byte[] encode(MessageCodec codec) {
        int slot = codec.serializer().rawSocketId() - 1;
        if (encodings[slot] == null) {
            encodings[slot] = encodeFirst(codec, slot);
        }
        return encodings[slot];
    }

    private byte[] encodeFirst(MessageCodec codec, int slot) {
        if (refusals != null && refusals[slot] != null) {
            throw refusals[slot];
        }
        try {
            return codec.encode(message);
        } catch (WampException.InvalidPayload refusal) {
            if (refusals == null) {
                refusals = new WampException.InvalidPayload[Serializer.COUNT];
            }
            refusals[slot] = refusal;
            throw refusal;
        }
    }
}
