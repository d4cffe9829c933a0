package io.camelwamp.protocol;

/**
 * A peer gives up; nothing follows (spec: basic/sessions.md).
 *
 * @param details further details
 * @param reason why, as a URI
 * @param payload arguments and keyword arguments
 */
public record Abort(CloseDetails details, String reason, Payload payload) implements Message {
    @Override
    public MessageType type() {
        return MessageType.ABORT;
    }
}
