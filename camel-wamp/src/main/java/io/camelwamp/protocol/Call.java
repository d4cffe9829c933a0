package io.camelwamp.protocol;

/**
 * A caller calls a procedure (spec: basic/remote_procedure_call.md).
 *
 * @param request the id of the request
 * @param options the options
 * @param procedure the procedure, or a pattern
 * @param payload arguments and keyword arguments
 */
public record Call(long request, CallOptions options, String procedure, Payload payload) implements Message {
    @Override
    public MessageType type() {
        return MessageType.CALL;
    }
}
