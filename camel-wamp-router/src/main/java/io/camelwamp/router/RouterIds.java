package io.camelwamp.router;

import io.camelwamp.protocol.RequestIds;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The ids that a router gives out (spec: basic/building_blocks.md, section IDs): sessions and
 * publications at random over 1 … 2^53, subscriptions and registrations in sequence.
 */
final class RouterIds {
    private final SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());
    private final Set<Long> sessions = new HashSet<>();
    private final RequestIds subscriptions = new RequestIds();
    private final RequestIds registrations = new RequestIds();

    /** An id that no live session has; {@link #releaseSession} gives it back. */
    long takeSession() {
        long id = randomId();
        while (!sessions.add(id)) {
            id = randomId();
        }
        return id;
    }

    void releaseSession(long id) {
        sessions.remove(id);
    }

    int sessionsTaken() {
        return sessions.size();
    }

    long nextPublication() {
        return randomId();
    }

    long nextSubscription() {
        return subscriptions.next();
    }

    long nextRegistration() {
        return registrations.next();
    }

    /** Fast and good enough to spread load; nothing secret may be made of it. */
    RandomGenerator random() {
        return random;
    }

    private long randomId() {
        return random.nextLong(RequestIds.MAX) + 1;
    }
}
