package io.camelwamp.codec;

/** What decoding does with the arguments of a message. */
public enum PayloadMode {
    /**
     * Decodes them at once, so that a malformed payload is a violation where it arrives. For
     * clients.
     */
    VALUES,
    /**
     * Checks that they are well-formed and keeps their octets, so that they can be handed on
     * unread. For routers.
     */
    OCTETS
}
