package io.camelwamp.bridge.callback;

import io.camelwamp.protocol.MatchPolicy;
import java.util.Locale;

/**
 * What an application has asked for: calls of a procedure, or events of a topic, are to be sent to a URL. Of one owner, kind
 * and name there is one.
 *
 * @param id who asked for what
 * @param match how the name is compared
 * @param invoke how the router chooses among several callees; null for topics
 * @param url where to
 */
record Endpoint(Id id, MatchPolicy match, String invoke, String url) {
    /** The two kinds. */
    enum Kind {
        PROCEDURE(Action.REGISTER),
        TOPIC(Action.SUBSCRIBE);

        private final Action action;

        Kind(Action action) {
            this.action = action;
        }

        /** What a key must permit to have such an endpoint. */
        Action action() {
            return action;
        }
    }

    /**
     * Who asked for what.
     *
     * @param owner the name of an API key
     * @param kind whether it is a procedure or a topic
     * @param name the procedure, topic or pattern
     */
    record Id(String owner, Kind kind, String name) {}

    /** Tells whether the router would not notice if one took the place of the other. */
    boolean differsInUrlOnly(Endpoint other) {
        return id.equals(other.id)
                && match == other.match
                && (invoke == null ? other.invoke == null : invoke.equals(other.invoke));
    }

    /** Without the URL, whose query may hold secrets of the application. */
    @Override
    public String toString() {
        return id.kind().name().toLowerCase(Locale.ROOT) + " " + id.name() + " of key " + id.owner();
    }
}
