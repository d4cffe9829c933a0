package io.camelwamp.protocol;

/**
 * The dealer acknowledges a registration (spec: basic/remote_procedure_call.md).
 *
 * @param request the id of the request
 * @param registration the id of the registration
 */
public record Registered(long request, long registration) implements Message {
    @Override
    public MessageType type() {
        return MessageType.REGISTERED;
    }
}
