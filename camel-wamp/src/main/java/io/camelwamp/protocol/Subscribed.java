package io.camelwamp.protocol;

/**
 * The broker acknowledges a subscription (spec: basic/publish_subscribe.md).
 *
 * @param request the id of the request
 * @param subscription the id of the subscription
 */
public record Subscribed(long request, long subscription) implements Message {
    @Override
    public MessageType type() {
        return MessageType.SUBSCRIBED;
    }
}
