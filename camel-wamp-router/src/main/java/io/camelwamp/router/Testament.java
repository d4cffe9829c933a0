package io.camelwamp.router;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.router.permission.Permission;
import java.util.List;

/**
 * A publication that a session leaves behind (spec: advanced/pubsub_testament.md).
 *
 * @param topic the topic, checked
 * @param options the options of the publication
 * @param payload arguments and keyword arguments
 * @param permission what the session was permitted when it made the testament
 * @param passThru whether it uses payload pass-through mode
 */
record Testament(String topic, PublishOptions options, Payload payload, Permission permission, boolean passThru) {
    /**
     * Octets that keeping it costs, roughly: options count, too, as they may be as large as
     * arguments, whether anybody knows them or not.
     */
    long weight() {
        return 2L * topic.length()
                + payload.weight()
                + Payload.ofDecoded(List.of(), options.values()).weight();
    }
}
