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
    private final RouterSession excludedPublisher;
    private final boolean hasLists;
    private final Set<Long> exclude;
    private final Set<String> excludeAuthid;
    private final Set<String> excludeAuthrole;
    private final Set<Long> eligible;
    private final Set<String> eligibleAuthid;
    private final Set<String> eligibleAuthrole;

    PublicationFilter(RouterSession publisher, PublishOptions options) {
        this.excludedPublisher = options.excludeMe() ? publisher : null;
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
        return session != excludedPublisher && (!hasLists || admittedByLists(session));
    }

    private boolean admittedByLists(RouterSession session) {
        return (eligible == null || eligible.contains(session.id()))
                && (eligibleAuthid == null || eligibleAuthid.contains(session.authid()))
                && (eligibleAuthrole == null || eligibleAuthrole.contains(session.authrole()))
                && (exclude == null || !exclude.contains(session.id()))
                && (excludeAuthid == null || !excludeAuthid.contains(session.authid()))
                && (excludeAuthrole == null || !excludeAuthrole.contains(session.authrole()));
    }

    /** The only sessions that can be admitted, or null if others can be, too. */
    Set<Long> eligibleSessions() {
        return eligible;
    }
}
