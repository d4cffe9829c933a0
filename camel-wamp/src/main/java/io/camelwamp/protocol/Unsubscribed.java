package io.camelwamp.protocol;

/**
 * The broker acknowledges UNSUBSCRIBE, or (request 0) takes a subscription away (spec:
 * basic/publish_subscribe.md; advanced/pubsub_subscription_revocation.md).
 *
 * @param request the id of the request
 * @param details further details
 */
public record Unsubscribed(long request, RevocationDetails details) implements Message {
    @Override
    public MessageType type() {
        return MessageType.UNSUBSCRIBED;
    }
}
