package io.camelwamp.protocol;

/**
 * The dealer asks a callee to stop an invocation (spec: advanced/rpc_call_canceling.md).
 *
 * @param request the id of the request
 * @param options the options
 */
public record Interrupt(long request, InterruptOptions options) implements Message {
    @Override
    public MessageType type() {
        return MessageType.INTERRUPT;
    }
}
