package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.callback.Endpoint.Kind;
import io.camelwamp.protocol.MatchPolicy;

/**
 * What a session has one registration for, or one subscription.
 *
 * @param kind whether it is a procedure or a topic
 * @param name the procedure, topic or pattern
 * @param match how the name is compared
 */
record Place(Kind kind, String name, MatchPolicy match) {
    static Place of(Endpoint endpoint) {
        return new Place(endpoint.id().kind(), endpoint.id().name(), endpoint.match());
    }
}
