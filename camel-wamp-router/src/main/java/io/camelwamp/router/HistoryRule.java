package io.camelwamp.router;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Uris;
import java.util.Objects;

/**
 * Topics whose latest events a realm keeps for {@code wamp.subscription.get_events} (spec:
 * advanced/pubsub_event_history.md). The pattern is a subscription from the start, so its id can be
 * looked up before anybody subscribes.
 *
 * @param match how {@code uri} is meant, not null
 * @param uri a topic or a pattern of topics, not null
 * @param events how many events are kept, at least 1; the oldest go first, and are counted
 * @param octets how many octets of payload are kept, at least 1
 */
public record HistoryRule(MatchPolicy match, String uri, int events, long octets) {
    private static final long DEFAULT_OCTETS = 4L << 20;

    /** Checks the pattern and the bounds. */
    public HistoryRule {
        Objects.requireNonNull(match, "match");
        if (!Uris.isValid(uri, Uris.Rules.LOOSE, match) || Uris.isReserved(uri)) {
            throw new IllegalArgumentException("'" + uri + "' is not a " + match.wireName()
                    + " pattern of topics: it must be a URI outside of 'wamp.'");
        }
        if (events < 1 || octets < 1) {
            throw new IllegalArgumentException(
                    "events and octets must be positive, but are " + events + " and " + octets);
        }
    }

    /** Keeps so many events of a topic or pattern, and at most 4 MiB. */
    public static HistoryRule of(MatchPolicy match, String uri, int events) {
        return new HistoryRule(match, uri, events, DEFAULT_OCTETS);
    }
}
