package io.camelwamp.protocol;

/**
 * The encoding of a {@link Payload} that is kept as octets; implemented by the serializers.
 *
 * <p>Two formats are the same if they are the same object.
 */
public interface PayloadFormat {
    /**
     * Decodes the elements that follow the fixed fields of a message.
     *
     * @param encoded the octets of args, or of args and kwargs
     * @return the same payload as values
     * @throws WampException.ProtocolViolation if the octets are not what this format says
     */
    Payload decode(Payload.Encoded encoded);
}
