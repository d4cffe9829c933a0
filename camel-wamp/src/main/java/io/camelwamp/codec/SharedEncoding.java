package io.camelwamp.codec;

import io.camelwamp.protocol.Message;

/**
 * One message for many receivers, encoded once per serializer however many transports send it.
 *
 * <p>Confined to the thread of the sender: a broker makes one for each group of equal EVENTs and
 * hands it to the transports one after the other.
 */
public final class SharedEncoding {
    private final Message message;
    private final byte[][] encodings = new byte[Serializer.COUNT][];

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
            encodings[slot] = codec.encode(message);
        }
        return encodings[slot];
    }
}
