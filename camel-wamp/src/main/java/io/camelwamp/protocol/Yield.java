package io.camelwamp.protocol;

/**
 * A callee returns a result (spec: basic/remote_procedure_call.md).
 *
 * @param request the id of the request
 * @param options the options
 * @param payload arguments and keyword arguments
 */
public record Yield(long request, YieldOptions options, Payload payload) implements Message {
    @Override
    public MessageType type() {
        return MessageType.YIELD;
    }
}
