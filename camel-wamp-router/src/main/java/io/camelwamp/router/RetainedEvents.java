package io.camelwamp.router;

import io.camelwamp.protocol.MatchPolicy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The retained events of a realm (spec: advanced/pubsub_event_retention.md): of every topic the
 * latest one that everybody may receive, and those after it that only some may.
 *
 * <p>Bounded in topics, octets, and events of one topic; the topics that were published to longest
 * ago go first.
 */
final class RetainedEvents {
    /** How many events with a restricted audience one topic may have on top of the general one. */
    private static final int PER_TOPIC = 16;

    private final RetentionConfig config;
    private final Counters counters;

    /** The newest first within a topic; topics in the order of their latest retained event. */
    private final Map<String, Deque<Publication>> byTopic = new LinkedHashMap<>();

    private long octets;

    RetainedEvents(RetentionConfig config, Counters counters) {
        this.config = config;
        this.counters = counters;
    }

    boolean keeps() {
        return config.keeps();
    }

    /** Keeps a publication; it replaces older ones of its topic unless not everybody may get it. */
    void retain(Publication publication) {
        // Taken out and put in again, so that the order is that of the latest events.
        Deque<Publication> kept = byTopic.remove(publication.topic());
        if (kept == null) {
            kept = new ArrayDeque<>(2);
        } else if (isForEverybody(publication)) {
            kept.forEach(this::forget);
            kept.clear();
        }
        if (publication.weight() > config.octets()) {
            counters.evictedEvents++;
        } else {
            kept.addFirst(publication.undecoded());
            octets += publication.weight();
            counters.retainedEvents++;
        }
        if (kept.size() > PER_TOPIC + 1) {
            evictRestricted(kept);
        }
        if (!kept.isEmpty()) {
            byTopic.put(publication.topic(), kept);
        }
        makeRoom();
    }

    /** Evicts the oldest event that not everybody may receive. */
    private void evictRestricted(Deque<Publication> kept) {
        Publication oldest = kept.removeLast();
        if (isForEverybody(oldest)) {
            evict(kept.removeLast());
            kept.addLast(oldest);
        } else {
            evict(oldest);
        }
    }

    private static boolean isForEverybody(Publication publication) {
        return !publication.filter().hasLists() && !publication.passThru();
    }

    private void makeRoom() {
        Iterator<Deque<Publication>> oldest = byTopic.values().iterator();
        while (byTopic.size() > config.topics() || octets > config.octets()) {
            oldest.next().forEach(this::evict);
            oldest.remove();
        }
    }

    private void forget(Publication publication) {
        octets -= publication.weight();
        counters.retainedEvents--;
    }

    private void evict(Publication publication) {
        forget(publication);
        counters.evictedEvents++;
    }

    /** Forgets everything, as when the realm goes. */
    void clear() {
        byTopic.values().forEach(kept -> kept.forEach(this::forget));
        byTopic.clear();
    }

    /**
     * Visits, for every topic of a subscription, the latest event that a session would have got.
     */
    void forEach(Subscription subscription, RouterSession session, Consumer<Publication> visitor) {
        if (subscription.match() == MatchPolicy.EXACT) {
            visitLatest(byTopic.get(subscription.topic()), session, visitor);
            return;
        }
        byTopic.forEach((topic, kept) -> {
            if (subscription.match().matches(subscription.topic(), topic)) {
                visitLatest(kept, session, visitor);
            }
        });
    }

    private static void visitLatest(Deque<Publication> kept, RouterSession session, Consumer<Publication> visitor) {
        if (kept == null) {
            return;
        }
        for (Publication publication : kept) {
            if (publication.reaches(session)) {
                visitor.accept(publication.undecoded());
                return;
            }
        }
    }
}
