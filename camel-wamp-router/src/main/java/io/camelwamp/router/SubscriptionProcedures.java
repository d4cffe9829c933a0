package io.camelwamp.router;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The subscription meta procedures (spec: advanced/meta_api_subscriptions.md,
 * pubsub_event_history.md).
 */
final class SubscriptionProcedures {
    static final String GET_EVENTS = "wamp.subscription.get_events";

    private final Subscriptions subscriptions;
    private final Map<Long, RouterSession> sessions;

    SubscriptionProcedures(Subscriptions subscriptions, Map<Long, RouterSession> sessions) {
        this.subscriptions = subscriptions;
        this.sessions = sessions;
    }

    void addTo(MetaApi api) {
        api.add(MetaAccess.READ, "wamp.subscription.list", (caller, arguments) -> MetaApi.result(list()));
        api.add(
                MetaAccess.READ,
                "wamp.subscription.lookup",
                (caller, arguments) -> MetaApi.result(
                        idOf(subscriptions.get(arguments.match(1, "options"), arguments.text(0, "topic")))));
        api.add(
                MetaAccess.READ,
                "wamp.subscription.match",
                (caller, arguments) -> MetaApi.result(idsMatching(arguments.text(0, "topic"))));
        api.add(
                MetaAccess.READ,
                "wamp.subscription.get",
                (caller, arguments) -> MetaApi.result(Subscriptions.describe(subscription(arguments))));
        api.add(
                MetaAccess.READ,
                "wamp.subscription.list_subscribers",
                (caller, arguments) -> MetaApi.result(subscribers(subscription(arguments))));
        api.add(
                MetaAccess.READ,
                "wamp.subscription.count_subscribers",
                (caller, arguments) ->
                        MetaApi.result((long) subscription(arguments).size()));
        api.add(MetaAccess.READ, GET_EVENTS, this::getEvents);
        api.add(MetaAccess.ALL, "wamp.subscription.remove_subscriber", this::removeSubscriber);
    }

    private Map<String, Object> list() {
        Map<String, Object> lists = new LinkedHashMap<>();
        for (MatchPolicy match : MatchPolicy.values()) {
            lists.put(
                    match.wireName(),
                    subscriptions.all().stream()
                            .filter(subscription -> subscription.match() == match)
                            .map(Subscription::id)
                            .toList());
        }
        return lists;
    }

    private static Long idOf(Subscription subscription) {
        return subscription == null ? null : (Long) subscription.id();
    }

    private List<Long> idsMatching(String topic) {
        List<Long> ids = new ArrayList<>();
        subscriptions.forEachMatch(topic, subscription -> ids.add(subscription.id()));
        return ids.isEmpty() ? null : ids;
    }

    private static List<Long> subscribers(Subscription subscription) {
        return Arrays.stream(subscription.receivers()).map(RouterSession::id).toList();
    }

    private Subscription subscription(MetaArguments arguments) {
        long id = arguments.id(0, "subscription");
        Subscription subscription = subscriptions.get(id);
        if (subscription == null) {
            throw new WampException(Uris.NO_SUCH_SUBSCRIPTION, "There is no subscription " + id + " in this realm");
        }
        return subscription;
    }

    private Payload getEvents(RouterSession caller, MetaArguments arguments) {
        Subscription subscription = subscription(arguments);
        EventLog log = logOf(subscription);
        if (log == null) {
            throw new WampException(
                    Uris.HISTORY_UNAVAILABLE,
                    "No history is kept for " + subscription.match().wireName() + " '" + subscription.topic() + "'");
        }
        return EventQuery.of(arguments, subscription).select(log, caller);
    }

    /** A topic within a pattern whose history is kept has a history, too. */
    private EventLog logOf(Subscription subscription) {
        if (subscription.log() != null || subscription.match() != MatchPolicy.EXACT) {
            return subscription.log();
        }
        List<EventLog> logs = new ArrayList<>(1);
        subscriptions.forEachMatch(subscription.topic(), matching -> {
            if (matching.log() != null) {
                logs.add(matching.log());
            }
        });
        return logs.isEmpty() ? null : logs.get(0);
    }

    private Payload removeSubscriber(RouterSession caller, MetaArguments arguments) {
        Subscription subscription = subscription(arguments);
        RouterSession subscriber = SessionProcedures.session(sessions, arguments.id(1, "session"));
        if (!subscriptions.revoke(subscription, subscriber, arguments.uri("reason"))) {
            throw new WampException(
                    Uris.NO_SUCH_SUBSCRIPTION,
                    "Session " + subscriber.id() + " does not hold the subscription " + subscription.id());
        }
        return Payload.EMPTY;
    }
}
