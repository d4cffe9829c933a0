package io.camelwamp.protocol;

/**
 * A callee withdraws a procedure (spec: basic/remote_procedure_call.md).
 *
 * @param request the id of the request
 * @param registration the id of the registration
 */
public record Unregister(long request, long registration) implements Message {
    @Override
    public MessageType type() {
        return MessageType.UNREGISTER;
    }
}
