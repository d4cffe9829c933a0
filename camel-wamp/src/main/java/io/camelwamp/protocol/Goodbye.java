package io.camelwamp.protocol;

/**
 * A peer leaves the session, or answers that the other leaves (spec: basic/sessions.md).
 *
 * @param details further details
 * @param reason why, as a URI
 */
public record Goodbye(CloseDetails details, String reason) implements Message {
    @Override
    public MessageType type() {
        return MessageType.GOODBYE;
    }
}
