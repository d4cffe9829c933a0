package io.camelwamp.session;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An event that the router publishes when the session is lost (spec: advanced/pubsub_testament.md).
 *
 * @param topic where to
 * @param options how; a router may ignore those that make no sense then
 * @param payload what
 * @param scope what counts as lost
 */
public record Testament(String topic, PublishOptions options, Payload payload, Scope scope) {
    /** When the router publishes. */
    public enum Scope {
        /** When the connection is lost, even if the session could be resumed. */
        DETACHED("detached"),
        /** When the session is over. */
        DESTROYED("destroyed");

        private final String wireName;

        Scope(String wireName) {
            this.wireName = wireName;
        }

        /** The value of the {@code scope} argument. */
        public String wireName() {
            return wireName;
        }
    }

    /**
     * Checks the topic.
     *
     * @throws io.camelwamp.protocol.WampException if it is not a URI, or reserved
     */
    public Testament {
        RequestChecks.ownName(topic, MatchPolicy.EXACT, "topic");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(scope, "scope");
    }

    /** The arguments of {@code wamp.session.add_testament}. */
    Payload toArguments() {
        return Payload.of(
                List.of(topic, payload.args(), payload.kwargs()),
                Map.of("publish_options", options.values(), "scope", scope.wireName()));
    }
}
