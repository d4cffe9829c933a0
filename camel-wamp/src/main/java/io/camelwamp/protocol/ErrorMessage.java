package io.camelwamp.protocol;

import java.util.Map;

/**
 * A request failed (spec: basic/messages.md).
 *
 * @param requestType the type of the request that failed
 * @param request the id of the request
 * @param details further details
 * @param error the error's URI
 * @param payload arguments and keyword arguments
 */
public record ErrorMessage(
        MessageType requestType, long request, Map<String, Object> details, String error, Payload payload)
        implements Message {
    @Override
    public MessageType type() {
        return MessageType.ERROR;
    }
}
