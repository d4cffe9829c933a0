package io.camelwamp.router;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.RevocationDetails;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.protocol.Subscribed;
import io.camelwamp.protocol.Unsubscribe;
import io.camelwamp.protocol.Unsubscribed;
import io.camelwamp.protocol.Uris;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Who subscribes to what in one realm (spec: basic/publish_subscribe.md,
 * advanced/pubsub_pattern_based_subscription.md, pubsub_subscription_revocation.md).
 */
final class Subscriptions {
    private final UriCheck uris;
    private final MetaAccess metaAccess;
    private final SessionLimits limits;
    private final RouterIds ids;
    private final Counters counters;
    private final InstantSource clock;
    private final PatternTable<Subscription> table;
    private final MetaEvents events;
    private final Map<Long, Subscription> byId = new LinkedHashMap<>();

    Subscriptions(RealmConfig realm, RouterContext context, PatternTable<Subscription> table, MetaEvents events) {
        this.uris = new UriCheck(realm);
        this.metaAccess = realm.metaAccess();
        this.limits = context.limits();
        this.ids = context.ids();
        this.counters = context.counters();
        this.clock = context.clock();
        this.table = table;
        this.events = events;
        for (HistoryRule rule : realm.history()) {
            create(rule.match(), rule.uri(), new EventLog(rule, counters, clock));
        }
    }

    /** Handles SUBSCRIBE; null if it was refused. */
    Subscription subscribe(RouterSession session, Subscribe message) {
        MatchPolicy match = message.options().match();
        String objection = uris.objection(message.topic(), match);
        if (objection != null) {
            return refuse(session, message, Uris.INVALID_URI, objection);
        }
        if (metaAccess == MetaAccess.NONE && Uris.isReserved(message.topic())) {
            return refuse(session, message, Uris.NOT_AUTHORIZED, "This realm has no meta events");
        }
        Subscription subscription = table.get(match, message.topic());
        boolean held = subscription != null && subscription.has(session);
        if (!held && session.subscriptions().size() >= limits.subscriptions()) {
            return refuse(
                    session,
                    message,
                    Uris.NOT_AUTHORIZED,
                    "A session may hold at most " + limits.subscriptions() + " subscriptions");
        }
        boolean isNew = subscription == null;
        if (isNew) {
            subscription = create(match, message.topic(), null);
        }
        subscription.add(session);
        session.subscriptions().put(subscription.id(), subscription);
        session.send(new Subscribed(message.request(), subscription.id()));
        if (isNew && events.hasListeners()) {
            events.subscriptionCreated(session, describe(subscription));
        }
        if (!held) {
            events.subscribed(session, subscription);
        }
        return subscription;
    }

    private static Subscription refuse(RouterSession session, Subscribe message, String uri, String text) {
        session.refuse(MessageType.SUBSCRIBE, message.request(), uri, text);
        return null;
    }

    private Subscription create(MatchPolicy match, String topic, EventLog log) {
        Subscription subscription = new Subscription(ids.nextSubscription(), topic, match, clock.instant(), log);
        table.add(match, topic, subscription);
        byId.put(subscription.id(), subscription);
        events.created(subscription);
        return subscription;
    }

    void unsubscribe(RouterSession session, Unsubscribe message) {
        Subscription subscription = session.subscriptions().remove(message.subscription());
        if (subscription == null) {
            session.refuse(
                    MessageType.UNSUBSCRIBE,
                    message.request(),
                    Uris.NO_SUCH_SUBSCRIPTION,
                    "This session does not hold the subscription " + message.subscription());
            return;
        }
        subscription.remove(session);
        session.send(new Unsubscribed(message.request(), RevocationDetails.NONE));
        released(session, subscription);
    }

    /**
     * Takes a subscription away from a session, which is told so if it can be.
     *
     * @param reason why, for the subscriber; a URI, or null for nothing
     * @return false if the session does not hold it
     */
    boolean revoke(Subscription subscription, RouterSession session, String reason) {
        if (session.subscriptions().remove(subscription.id()) == null) {
            return false;
        }
        subscription.remove(session);
        counters.revoked++;
        if (session.features().has(PeerFeature.SUBSCRIPTION_REVOCATION)) {
            RevocationDetails details = RevocationDetails.of(Map.of("subscription", subscription.id()));
            session.send(new Unsubscribed(0, reason == null ? details : details.with("reason", reason)));
        }
        released(session, subscription);
        return true;
    }

    void leave(RouterSession session) {
        for (Subscription held : session.subscriptions().values()) {
            held.remove(session);
        }
        session.subscriptions().values().forEach(held -> released(session, held));
        session.subscriptions().clear();
    }

    private void released(RouterSession session, Subscription subscription) {
        events.unsubscribed(session, subscription);
        if (subscription.isObsolete()) {
            table.remove(subscription.match(), subscription.topic());
            byId.remove(subscription.id());
            events.deleted(subscription);
            events.subscriptionDeleted(session, subscription);
        }
    }

    // --- what there is

    void forEachMatch(String topic, Consumer<Subscription> visitor) {
        table.forEachMatch(topic, visitor);
    }

    /** The subscription of exactly this pair, or null. */
    Subscription get(MatchPolicy match, String topic) {
        return table.get(match, topic);
    }

    /** The subscription with an id, or null. */
    Subscription get(long id) {
        return byId.get(id);
    }

    Collection<Subscription> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    static Map<String, Object> describe(Subscription subscription) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("id", subscription.id());
        description.put("created", Timestamps.format(subscription.created()));
        description.put("uri", subscription.topic());
        description.put("match", subscription.match().wireName());
        return description;
    }

    /** How many subscriptions there are, however many sessions share each. */
    int size() {
        return table.size();
    }

    /** Whether nothing is left of all subscriptions. */
    boolean isEmpty() {
        return table.isEmpty() && byId.isEmpty();
    }
}
