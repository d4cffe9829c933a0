package io.camelwamp.router;

import io.camelwamp.protocol.PublishOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who may receive one publication: all conditions must hold, and an empty list of eligible ones
 * admits nobody (spec: advanced/pubsub_subscriber_blackwhite_listing.md,
 * advanced/pubsub_publisher_exclusion.md).
 *
 * <p>Lists that are absent are null.
 */
final class PublicationFilter {
    private static final int ENTRY_OCTETS = 64;

    /** The publisher's session, or 0 if it gets its own event. */
    private final long excludedPublisher;

    private final boolean hasLists;
    private final Set<Long> exclude;
    private final Set<String> excludeAuthid;
    private final Set<String> excludeAuthrole;
    private final Set<Long> eligible;
    private final Set<String> eligibleAuthid;
    private final Set<String> eligibleAuthrole;

    PublicationFilter(RouterSession publisher, PublishOptions options) {
        this.excludedPublisher = options.excludeMe() ? publisher.id() : 0;
        this.exclude = set(options, "exclude");
        this.excludeAuthid = set(options, "exclude_authid");
        this.excludeAuthrole = set(options, "exclude_authrole");
        this.eligible = set(options, "eligible");
        this.eligibleAuthid = set(options, "eligible_authid");
        this.eligibleAuthrole = set(options, "eligible_authrole");
        this.hasLists = exclude != null
                || excludeAuthid != null
                || excludeAuthrole != null
                || eligible != null
                || eligibleAuthid != null
                || eligibleAuthrole != null;
    }

    private static <T> Set<T> set(PublishOptions options, String key) {
        List<T> list = options.list(key);
        return list == null ? null : new HashSet<>(list);
    }

    boolean admits(RouterSession session) {
        return session.id() != excludedPublisher && (!hasLists || admittedByLists(session));
    }

    private boolean admittedByLists(RouterSession session) {
        return (eligible == null || eligible.contains(session.id()))
                && (exclude == null || !exclude.contains(session.id()))
                && admitsIdentity(session);
    }

    /** Whether the lists of names and roles admit a session, whatever its id. */
    boolean admitsIdentity(RouterSession session) {
        return (eligibleAuthid == null || eligibleAuthid.contains(session.authid()))
                && (eligibleAuthrole == null || eligibleAuthrole.contains(session.authrole()))
                && (excludeAuthid == null || !excludeAuthid.contains(session.authid()))
                && (excludeAuthrole == null || !excludeAuthrole.contains(session.authrole()));
    }

    /** Whether there is any list, so that not all sessions are treated alike. */
    boolean hasLists() {
        return hasLists;
    }

    /** Whether it depends on session ids, which mean nothing to sessions that come later. */
    boolean dependsOnSessions() {
        return eligible != null || exclude != null;
    }

    /** Octets that the lists take, roughly. */
    long weight() {
        return weight(exclude)
                + weight(excludeAuthid)
                + weight(excludeAuthrole)
                + weight(eligible)
                + weight(eligibleAuthid)
                + weight(eligibleAuthrole);
    }

    private static long weight(Set<?> list) {
        long sum = 0;
        if (list != null) {
            for (Object element : list) {
                sum += ENTRY_OCTETS + (element instanceof String text ? 2L * text.length() : 0);
            }
        }
        return sum;
    }

    /** The only sessions that can be admitted, or null if others can be, too. */
    Set<Long> eligibleSessions() {
        return eligible;
    }
}
