package io.camelwamp.protocol;

/**
 * The dealer hands a result to the caller (spec: basic/remote_procedure_call.md).
 *
 * @param request the id of the request
 * @param details further details
 * @param payload arguments and keyword arguments
 */
public record Result(long request, ResultDetails details, Payload payload) implements Message {
    @Override
    public MessageType type() {
        return MessageType.RESULT;
    }
}
