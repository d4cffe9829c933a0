package io.camelwamp.protocol;

import java.util.Map;

/**
 * A client answers a CHALLENGE (spec: advanced/authentication.md).
 *
 * @param signature the proof
 * @param extra data of the method
 */
public record Authenticate(String signature, Map<String, Object> extra) implements Message {
    @Override
    public MessageType type() {
        return MessageType.AUTHENTICATE;
    }

    /** Without the proof, which must not reach a log. */
    @Override
    public String toString() {
        return "Authenticate[]";
    }
}
