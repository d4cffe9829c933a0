package io.camelwamp.protocol;

/**
 * A subscriber wants the events of a topic (spec: basic/publish_subscribe.md).
 *
 * @param request the id of the request
 * @param options the options
 * @param topic the topic, or a pattern
 */
public record Subscribe(long request, SubscribeOptions options, String topic) implements Message {
    @Override
    public MessageType type() {
        return MessageType.SUBSCRIBE;
    }
}
