package io.camelwamp.router;

import io.camelwamp.codec.SharedEncoding;
import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.EventDetails;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.Published;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.protocol.Uris;
import io.camelwamp.router.permission.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Routes publications of one realm to its subscribers, and keeps those that later ones may ask for
 * (spec: basic/publish_subscribe.md, advanced/pubsub_*.md).
 *
 * <p>As everything happens on one loop, the order of messages follows from the order of statements:
 * SUBSCRIBED before the first EVENT, no EVENT after UNSUBSCRIBED, events in the order of their
 * publications.
 */
final class Broker {
    private final UriCheck uris;
    private final Disclosure disclosure;
    private final RouterIds ids;
    private final Counters counters;

    /** The realm's sessions by id. */
    private final Map<Long, RouterSession> sessions;

    private final Subscriptions subscriptions;
    private final RetainedEvents retained;

    /** Filled and emptied within one publication. */
    private final List<Subscription> matching = new ArrayList<>();

    private final Consumer<Subscription> addMatching = matching::add;

    Broker(RealmConfig realm, RouterContext context, Map<Long, RouterSession> sessions, Subscriptions subscriptions) {
        this.uris = new UriCheck(realm);
        this.disclosure = realm.disclosure();
        this.ids = context.ids();
        this.counters = context.counters();
        this.sessions = sessions;
        this.subscriptions = subscriptions;
        this.retained = new RetainedEvents(realm.retention(), context.counters());
    }

    void subscribe(RouterSession session, Subscribe message) {
        Subscription subscription = subscriptions.subscribe(session, message);
        if (subscription != null && message.options().getRetained()) {
            retained.forEach(subscription, session, publication -> {
                EventDetails details = publication.detailsFor(subscription).with("retained", true);
                session.event(new SharedEncoding(
                        new Event(subscription.id(), publication.id(), details, publication.payload())));
            });
        }
    }

    void publish(RouterSession publisher, Publish message, Permission permission) {
        PublishOptions options = message.options();
        boolean passThru = PassThru.isUsed(options, MessageType.PUBLISH, publisher, PeerFeature.PUBLISHER_PASS_THRU);
        String objection = uris.objectionToOffer(message.topic(), MatchPolicy.EXACT);
        if (objection != null) {
            refuse(publisher, message, Uris.INVALID_URI, objection);
            return;
        }
        if (!allows(options)) {
            refuse(publisher, message, Uris.DISCLOSE_ME_DISALLOWED, "This realm never discloses publishers");
            return;
        }
        long publication = ids.nextPublication();
        counters.publications++;
        if (options.acknowledge()) {
            publisher.send(new Published(message.request(), publication));
        }
        distribute(publisher, publication, message.topic(), options, message.payload(), permission, passThru);
    }

    /** A PUBLISH without {@code acknowledge} is not answered, whatever becomes of it. */
    static void refuse(RouterSession publisher, Publish message, String uri, String text) {
        if (message.options().acknowledge()) {
            publisher.refuse(MessageType.PUBLISH, message.request(), uri, text);
        }
    }

    /** Whether the realm discloses publishers as far as these options ask for it. */
    boolean allows(PublishOptions options) {
        return disclosure != Disclosure.NEVER || !options.discloseMe();
    }

    /** Publishes what a session that is gone has left behind. */
    void publish(RouterSession departed, Testament testament) {
        counters.publications++;
        distribute(
                departed,
                ids.nextPublication(),
                testament.topic(),
                testament.options(),
                testament.payload(),
                testament.permission(),
                testament.passThru());
    }

    private void distribute(
            RouterSession publisher,
            long id,
            String topic,
            PublishOptions options,
            Payload payload,
            Permission permission,
            boolean passThru) {
        matching.clear();
        subscriptions.forEachMatch(topic, addMatching);
        boolean retain = options.retain() && retained.keeps();
        if (matching.isEmpty() && !retain) {
            return;
        }
        Publication publication = new Publication(
                id,
                topic,
                details(publisher, options, permission, passThru),
                payload,
                new PublicationFilter(publisher, options),
                passThru);
        if (retain) {
            retained.retain(publication);
        }
        EventDetails detailsWithTopic = null;
        for (Subscription subscription : matching) {
            if (subscription.log() != null) {
                subscription.log().add(publication);
            }
            if (subscription.size() == 0) {
                continue;
            }
            EventDetails its = publication.details();
            if (subscription.match() != MatchPolicy.EXACT) {
                if (detailsWithTopic == null) {
                    detailsWithTopic = publication.detailsFor(subscription);
                }
                its = detailsWithTopic;
            }
            Event event = new Event(subscription.id(), id, its, payload);
            deliver(subscription, new SharedEncoding(event), publication);
        }
        matching.clear();
    }

    private void deliver(Subscription subscription, SharedEncoding event, Publication publication) {
        Set<Long> eligible = publication.filter().eligibleSessions();
        if (eligible != null && eligible.size() < subscription.size()) {
            for (Long id : eligible) {
                RouterSession session = sessions.get(id);
                if (session != null && subscription.has(session)) {
                    deliver(session, event, publication);
                }
            }
            return;
        }
        for (RouterSession session : subscription.receivers()) {
            deliver(session, event, publication);
        }
    }

    private void deliver(RouterSession session, SharedEncoding event, Publication publication) {
        if (!publication.filter().admits(session)) {
            return;
        }
        if (publication.isReadableFor(session)) {
            session.event(event);
        } else {
            counters.droppedEvents++;
        }
    }

    private EventDetails details(
            RouterSession publisher, PublishOptions options, Permission permission, boolean passThru) {
        boolean discloses = disclosure == Disclosure.ALWAYS
                || disclosure == Disclosure.ON_REQUEST && (options.discloseMe() || permission.disclosed());
        boolean trusts = permission.trustLevel() >= 0;
        if (!discloses && !trusts && !passThru) {
            return EventDetails.NONE;
        }
        Map<String, Object> details = new LinkedHashMap<>();
        if (discloses) {
            details.put("publisher", publisher.id());
            details.put("publisher_authid", publisher.authid());
            details.put("publisher_authrole", publisher.authrole());
        }
        if (trusts) {
            details.put("trustlevel", permission.trustLevel());
        }
        if (passThru) {
            PassThru.copy(options, details);
        }
        return EventDetails.of(details);
    }

    /** Forgets the events kept, as the realm goes. */
    void close() {
        retained.clear();
        subscriptions.all().forEach(subscription -> {
            if (subscription.log() != null) {
                subscription.log().clear();
            }
        });
    }
}
