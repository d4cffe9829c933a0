package io.camelwamp.protocol;

/**
 * The dealer hands a call to a callee (spec: basic/remote_procedure_call.md).
 *
 * @param request the id of the request
 * @param registration the id of the registration
 * @param details further details
 * @param payload arguments and keyword arguments
 */
public record Invocation(long request, long registration, InvocationDetails details, Payload payload)
        implements Message {
    @Override
    public MessageType type() {
        return MessageType.INVOCATION;
    }
}
