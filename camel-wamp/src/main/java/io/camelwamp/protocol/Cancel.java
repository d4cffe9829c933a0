package io.camelwamp.protocol;

/**
 * A caller cancels a call (spec: advanced/rpc_call_canceling.md).
 *
 * @param request the id of the request
 * @param options the options
 */
public record Cancel(long request, CancelOptions options) implements Message {
    @Override
    public MessageType type() {
        return MessageType.CANCEL;
    }
}
