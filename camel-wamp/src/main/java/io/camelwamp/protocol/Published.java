package io.camelwamp.protocol;

/**
 * The broker acknowledges a publication (spec: basic/publish_subscribe.md).
 *
 * @param request the id of the request
 * @param publication the id of the publication
 */
public record Published(long request, long publication) implements Message {
    @Override
    public MessageType type() {
        return MessageType.PUBLISHED;
    }
}
