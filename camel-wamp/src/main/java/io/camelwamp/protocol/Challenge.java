package io.camelwamp.protocol;

import java.util.Map;

/**
 * A router asks for a proof of identity (spec: advanced/authentication.md).
 *
 * @param authMethod the method's name
 * @param extra data of the method
 */
public record Challenge(String authMethod, Map<String, Object> extra) implements Message {
    @Override
    public MessageType type() {
        return MessageType.CHALLENGE;
    }

    /** The method only: what proves an identity must not reach a log. */
    @Override
    public String toString() {
        return "Challenge[authMethod=" + authMethod + "]";
    }
}
