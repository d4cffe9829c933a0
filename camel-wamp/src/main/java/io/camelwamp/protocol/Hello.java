package io.camelwamp.protocol;

/**
 * A client asks to join a realm (spec: basic/sessions.md).
 *
 * @param realm the realm, a URI
 * @param details further details
 */
public record Hello(String realm, HelloDetails details) implements Message {
    @Override
    public MessageType type() {
        return MessageType.HELLO;
    }

    /** Without authextra: what proves an identity must not reach a log. */
    @Override
    public String toString() {
        return "Hello[realm=" + realm + "]";
    }
}
