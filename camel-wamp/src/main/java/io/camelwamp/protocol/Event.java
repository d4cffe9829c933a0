package io.camelwamp.protocol;

/**
 * The broker hands an event to a subscriber (spec: basic/publish_subscribe.md).
 *
 * @param subscription the id of the subscription
 * @param publication the id of the publication
 * @param details further details
 * @param payload arguments and keyword arguments
 */
public record Event(long subscription, long publication, EventDetails details, Payload payload) implements Message {
    @Override
    public MessageType type() {
        return MessageType.EVENT;
    }
}
