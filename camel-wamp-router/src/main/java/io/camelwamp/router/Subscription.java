package io.camelwamp.router;

import io.camelwamp.protocol.MatchPolicy;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** All subscribers of one topic under one match policy; they share the id. */
final class Subscription {
    private static final RouterSession[] NOBODY = {};

    private final long id;
    private final String topic;
    private final MatchPolicy match;
    private final Instant created;
    private final EventLog log;
    private final Set<RouterSession> subscribers = new LinkedHashSet<>();

    /**
     * The subscribers in an array, made anew for the first event after a change; null until then.
     */
    private RouterSession[] receivers;

    /**
     * A subscription without subscribers.
     *
     * @param log keeps its latest events, for which the subscription stays without subscribers;
     *     null for none
     */
    Subscription(long id, String topic, MatchPolicy match, Instant created, EventLog log) {
        this.id = id;
        this.topic = topic;
        this.match = match;
        this.created = created;
        this.log = log;
    }

    long id() {
        return id;
    }

    String topic() {
        return topic;
    }

    MatchPolicy match() {
        return match;
    }

    Instant created() {
        return created;
    }

    /** The history, or null. */
    EventLog log() {
        return log;
    }

    void add(RouterSession session) {
        subscribers.add(session);
        receivers = null;
    }

    void remove(RouterSession session) {
        subscribers.remove(session);
        receivers = null;
    }

    boolean has(RouterSession session) {
        return subscribers.contains(session);
    }

    int size() {
        return subscribers.size();
    }

    /** Whether nobody subscribes and nothing else keeps it. */
    boolean isObsolete() {
        return subscribers.isEmpty() && log == null;
    }

    /**
     * The subscribers in the order in which they came; must not be written to, and does not change
     * under a reader.
     */
    RouterSession[] receivers() {
        if (receivers == null) {
            receivers = subscribers.toArray(NOBODY);
        }
        return receivers;
    }
}
