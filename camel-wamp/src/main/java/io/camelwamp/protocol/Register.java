package io.camelwamp.protocol;

/**
 * A callee offers a procedure (spec: basic/remote_procedure_call.md).
 *
 * @param request the id of the request
 * @param options the options
 * @param procedure the procedure, or a pattern
 */
public record Register(long request, RegisterOptions options, String procedure) implements Message {
    @Override
    public MessageType type() {
        return MessageType.REGISTER;
    }
}
