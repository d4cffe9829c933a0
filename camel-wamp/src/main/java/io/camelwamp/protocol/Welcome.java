package io.camelwamp.protocol;

/**
 * A router lets a client in (spec: basic/sessions.md).
 *
 * @param session the id of the new session
 * @param details further details
 */
public record Welcome(long session, WelcomeDetails details) implements Message {
    @Override
    public MessageType type() {
        return MessageType.WELCOME;
    }

    /** Without authextra, which may hold what identifies a session. */
    @Override
    public String toString() {
        return "Welcome[session=" + session + "]";
    }
}
