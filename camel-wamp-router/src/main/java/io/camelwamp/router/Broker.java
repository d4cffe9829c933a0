package io.camelwamp.router;

import io.camelwamp.codec.SharedEncoding;
import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.EventDetails;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.Published;
import io.camelwamp.protocol.RevocationDetails;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.protocol.Subscribed;
import io.camelwamp.protocol.Unsubscribe;
import io.camelwamp.protocol.Unsubscribed;
import io.camelwamp.protocol.Uris;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Routes publications of one realm to its subscribers (spec: basic/publish_subscribe.md,
 * advanced/pubsub_*.md).
 *
 * <p>As everything happens on one loop, the order of messages follows from the order of statements:
 * SUBSCRIBED before the first EVENT, no EVENT after UNSUBSCRIBED, events in the order of their
 * publications.
 */
final class Broker {
    private final UriCheck uris;
    private final Disclosure disclosure;
    private final SessionLimits limits;
    private final RouterIds ids;
    private final Counters counters;

    /** The realm's sessions by id. */
    private final Map<Long, RouterSession> sessions;

    private final PatternTable<Subscription> subscriptions = new PatternTable<>();

    /** Filled and emptied within one publication. */
    private final List<Subscription> matching = new ArrayList<>();

    private final Consumer<Subscription> addMatching = matching::add;

    Broker(
            RealmConfig realm,
            SessionLimits limits,
            RouterIds ids,
            Counters counters,
            Map<Long, RouterSession> sessions) {
        this.uris = new UriCheck(realm);
        this.disclosure = realm.disclosure();
        this.limits = limits;
        this.ids = ids;
        this.counters = counters;
        this.sessions = sessions;
    }

    void subscribe(RouterSession session, Subscribe message) {
        MatchPolicy match = message.options().match();
        String objection = uris.objection(message.topic(), match);
        if (objection != null) {
            session.refuse(MessageType.SUBSCRIBE, message.request(), Uris.INVALID_URI, objection);
            return;
        }
        Subscription subscription = subscriptions.get(match, message.topic());
        boolean held = subscription != null && subscription.has(session);
        if (!held && session.subscriptions().size() >= limits.subscriptions()) {
            session.refuse(
                    MessageType.SUBSCRIBE,
                    message.request(),
                    Uris.NOT_AUTHORIZED,
                    "A session may hold at most " + limits.subscriptions() + " subscriptions");
            return;
        }
        if (subscription == null) {
            subscription = new Subscription(ids.nextSubscription(), message.topic(), match);
            subscriptions.add(match, message.topic(), subscription);
        }
        subscription.add(session);
        session.subscriptions().put(subscription.id(), subscription);
        session.send(new Subscribed(message.request(), subscription.id()));
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
        release(session, subscription);
        session.send(new Unsubscribed(message.request(), RevocationDetails.NONE));
    }

    void leave(RouterSession session) {
        session.subscriptions().values().forEach(held -> release(session, held));
        session.subscriptions().clear();
    }

    private void release(RouterSession session, Subscription subscription) {
        subscription.remove(session);
        if (subscription.size() == 0) {
            subscriptions.remove(subscription.match(), subscription.topic());
        }
    }

    void publish(RouterSession publisher, Publish message) {
        PublishOptions options = message.options();
        PassThru.refuse(options, MessageType.PUBLISH);
        String objection = uris.objectionToOffer(message.topic(), MatchPolicy.EXACT);
        if (objection != null) {
            refuse(publisher, message, Uris.INVALID_URI, objection);
            return;
        }
        if (options.discloseMe() && disclosure == Disclosure.NEVER) {
            refuse(publisher, message, Uris.DISCLOSE_ME_DISALLOWED, "This realm never discloses publishers");
            return;
        }
        long publication = ids.nextPublication();
        counters.publications++;
        if (options.acknowledge()) {
            publisher.send(new Published(message.request(), publication));
        }
        deliver(publisher, message, publication);
    }

    /** A PUBLISH without {@code acknowledge} is not answered, whatever becomes of it. */
    private static void refuse(RouterSession publisher, Publish message, String uri, String text) {
        if (message.options().acknowledge()) {
            publisher.refuse(MessageType.PUBLISH, message.request(), uri, text);
        }
    }

    private void deliver(RouterSession publisher, Publish message, long publication) {
        matching.clear();
        subscriptions.forEachMatch(message.topic(), addMatching);
        if (matching.isEmpty()) {
            return;
        }
        PublicationFilter filter = new PublicationFilter(publisher, message.options());
        EventDetails details = details(publisher, message.options());
        EventDetails detailsWithTopic = null;
        for (Subscription subscription : matching) {
            EventDetails its = details;
            if (subscription.match() != MatchPolicy.EXACT) {
                if (detailsWithTopic == null) {
                    detailsWithTopic = details.with("topic", message.topic());
                }
                its = detailsWithTopic;
            }
            Event event = new Event(subscription.id(), publication, its, message.payload());
            deliver(subscription, new SharedEncoding(event), filter);
        }
        matching.clear();
    }

    private void deliver(Subscription subscription, SharedEncoding event, PublicationFilter filter) {
        Set<Long> eligible = filter.eligibleSessions();
        if (eligible != null && eligible.size() < subscription.size()) {
            for (Long id : eligible) {
                RouterSession session = sessions.get(id);
                if (session != null && subscription.has(session) && filter.admits(session)) {
                    session.event(event);
                }
            }
            return;
        }
        for (RouterSession session : subscription.receivers()) {
            if (filter.admits(session)) {
                session.event(event);
            }
        }
    }

    private EventDetails details(RouterSession publisher, PublishOptions options) {
        if (disclosure != Disclosure.ALWAYS && !options.discloseMe()) {
            return EventDetails.NONE;
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("publisher", publisher.id());
        details.put("publisher_authid", publisher.authid());
        details.put("publisher_authrole", publisher.authrole());
        return EventDetails.of(details);
    }

    /** How many subscriptions there are, however many sessions share each. */
    int size() {
        return subscriptions.size();
    }

    /** Whether nothing is left of all subscriptions. */
    boolean isEmpty() {
        return subscriptions.isEmpty();
    }
}
