package io.camelwamp.protocol;

/**
 * A publisher sends an event to a topic (spec: basic/publish_subscribe.md).
 *
 * @param request the id of the request
 * @param options the options
 * @param topic the topic, or a pattern
 * @param payload arguments and keyword arguments
 */
public record Publish(long request, PublishOptions options, String topic, Payload payload) implements Message {
    @Override
    public MessageType type() {
        return MessageType.PUBLISH;
    }
}
