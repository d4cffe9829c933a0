package io.camelwamp.router;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reader of a history wants to know; all conditions must hold, and those that are null do
 * (spec: advanced/pubsub_event_history.md).
 *
 * @param subscription whose events are asked for
 * @param topic only events of this topic
 * @param reverse whether the latest events come first
 * @param limit how many events at most
 */
record EventQuery(
        Subscription subscription,
        String topic,
        boolean reverse,
        long limit,
        Instant fromTime,
        Instant afterTime,
        Instant beforeTime,
        Instant untilTime,
        Long fromPublication,
        Long afterPublication,
        Long beforePublication,
        Long untilPublication) {

    /** How many events one answer has at most, whatever the limit. */
    static final int MAX_EVENTS = 1000;

    /** How many octets of payload one answer has at most, but for its first event. */
    static final long MAX_OCTETS = 1L << 20;

    /**
     * Reads the keyword arguments.
     *
     * @throws WampException {@code wamp.error.invalid_argument} if one makes no sense
     */
    static EventQuery of(MetaArguments arguments, Subscription subscription) {
        Long limit = arguments.id("limit");
        String topic = subscription.match() == MatchPolicy.EXACT ? subscription.topic() : arguments.text("topic");
        return new EventQuery(
                subscription,
                topic,
                arguments.flag("reverse"),
                limit == null ? MAX_EVENTS : Math.min(limit, MAX_EVENTS),
                arguments.time("from_time"),
                arguments.time("after_time"),
                arguments.time("before_time"),
                arguments.time("until_time"),
                arguments.id("from_publication"),
                arguments.id("after_publication"),
                arguments.id("before_publication"),
                arguments.id("until_publication"));
    }

    /**
     * The events as {@code get_events} returns them; the keyword {@code is_limit_reached} tells
     * whether there are more.
     *
     * @param reader gets what the publishers' lists allow it to
     */
    Payload select(EventLog log, RouterSession reader) {
        List<EventLog.Entry> entries = new ArrayList<>(log.entries());
        int from = Math.max(indexOf(entries, fromPublication, 0, 0), indexOf(entries, afterPublication, 1, 0));
        int to = Math.min(
                indexOf(entries, beforePublication, 0, entries.size()),
                indexOf(entries, untilPublication, 1, entries.size()));
        List<EventLog.Entry> range = from < to ? entries.subList(from, to) : new ArrayList<>();
        if (reverse) {
            Collections.reverse(range);
        }
        List<Object> events = new ArrayList<>();
        long octets = 0;
        boolean isLimitReached = false;
        for (EventLog.Entry entry : range) {
            if (!admits(entry) || !isFor(reader, entry.publication())) {
                continue;
            }
            octets += entry.publication().weight();
            if (events.size() == limit || octets > MAX_OCTETS && !events.isEmpty()) {
                isLimitReached = true;
                break;
            }
            Payload payload = entry.publication().payload().undecoded();
            if (reader.canCarry(payload)) {
                events.add(describe(entry, payload));
            }
        }
        return Payload.ofDecoded(events, Map.of("is_limit_reached", isLimitReached));
    }

    /** Where a publication stands, plus an offset; the default if the condition is absent. */
    private static int indexOf(List<EventLog.Entry> entries, Long publication, int offset, int ifAbsent) {
        if (publication == null) {
            return ifAbsent;
        }
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).publication().id() == publication) {
                return i + offset;
            }
        }
        throw new WampException(
                Uris.INVALID_ARGUMENT, "The publication " + publication + " is not, or not any more, in the history");
    }

    private boolean admits(EventLog.Entry entry) {
        Instant time = entry.time();
        return (topic == null || topic.equals(entry.publication().topic()))
                && (fromTime == null || !time.isBefore(fromTime))
                && (afterTime == null || time.isAfter(afterTime))
                && (beforeTime == null || time.isBefore(beforeTime))
                && (untilTime == null || !time.isAfter(untilTime));
    }

    private static boolean isFor(RouterSession reader, Publication publication) {
        return publication.filter().admitsIdentity(reader) && publication.isReadableFor(reader);
    }

    private Map<String, Object> describe(EventLog.Entry entry, Payload payload) {
        Publication publication = entry.publication();
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("timestamp", Timestamps.format(entry.time()));
        event.put("subscription", subscription.id());
        event.put("publication", publication.id());
        event.put("details", publication.detailsFor(subscription).values());
        if (!payload.args().isEmpty()) {
            event.put("args", payload.args());
        }
        if (!payload.kwargs().isEmpty()) {
            event.put("kwargs", payload.kwargs());
        }
        return event;
    }
}
