package io.camelwamp.router;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;

/**
 * The latest events of one subscription, in the order of their publication and bounded (spec:
 * advanced/pubsub_event_history.md).
 */
final class EventLog {
    /** An event and when it was published. */
    record Entry(Publication publication, Instant time) {}

    private final HistoryRule rule;
    private final Counters counters;
    private final InstantSource clock;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long octets;

    EventLog(HistoryRule rule, Counters counters, InstantSource clock) {
        this.rule = rule;
        this.counters = counters;
        this.clock = clock;
    }

    /**
     * Keeps a publication, unless it was meant for certain sessions: by their ids, later readers
     * could neither be told apart nor let in.
     */
    void add(Publication publication) {
        if (publication.filter().dependsOnSessions()) {
            return;
        }
        if (publication.weight() > rule.octets()) {
            counters.evictedEvents++;
            return;
        }
        entries.addLast(new Entry(publication.undecoded(), clock.instant()));
        octets += publication.weight();
        counters.historyEvents++;
        while (entries.size() > rule.events() || octets > rule.octets()) {
            octets -= entries.removeFirst().publication().weight();
            counters.historyEvents--;
            counters.evictedEvents++;
        }
    }

    /** The events kept, the oldest first. */
    Collection<Entry> entries() {
        return Collections.unmodifiableCollection(entries);
    }

    /** Forgets everything, as when the realm goes. */
    void clear() {
        counters.historyEvents -= entries.size();
        entries.clear();
        octets = 0;
    }
}
