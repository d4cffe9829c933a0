package io.camelwamp.protocol;

/**
 * A subscriber gives a subscription up (spec: basic/publish_subscribe.md).
 *
 * @param request the id of the request
 * @param subscription the id of the subscription
 */
public record Unsubscribe(long request, long subscription) implements Message {
    @Override
    public MessageType type() {
        return MessageType.UNSUBSCRIBE;
    }
}
