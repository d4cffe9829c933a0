package io.camelwamp.protocol;

/**
 * The dealer acknowledges UNREGISTER, or (request 0) takes a registration away (spec:
 * basic/remote_procedure_call.md; advanced/rpc_registration_revocation.md).
 *
 * @param request the id of the request
 * @param details further details
 */
public record Unregistered(long request, RevocationDetails details) implements Message {
    @Override
    public MessageType type() {
        return MessageType.UNREGISTERED;
    }
}
