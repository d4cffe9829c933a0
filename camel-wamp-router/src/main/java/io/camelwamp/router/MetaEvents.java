package io.camelwamp.router;

import io.camelwamp.codec.SharedEncoding;
import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.EventDetails;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Tells subscribers what happens in a realm (spec: advanced/meta_api_*.md).
 *
 * <p>Meta events go to subscriptions that name the protocol's own topics, as in {@code
 * wamp.session.on_join} or the prefix {@code wamp.}, so that whoever subscribes to everything gets
 * what applications publish and nothing else. As long as there are no such subscriptions, nothing is
 * made.
 */
final class MetaEvents {
    private final PatternTable<Subscription> subscriptions;
    private final RouterIds ids;
    private final Counters counters;

    /** How many subscriptions name the protocol's own topics. */
    private int listening;

    MetaEvents(PatternTable<Subscription> subscriptions, RouterIds ids, Counters counters) {
        this.subscriptions = subscriptions;
        this.ids = ids;
        this.counters = counters;
    }

    void created(Subscription subscription) {
        listening += Uris.isReserved(subscription.topic()) ? 1 : 0;
    }

    void deleted(Subscription subscription) {
        listening -= Uris.isReserved(subscription.topic()) ? 1 : 0;
    }

    // --- sessions

    void joined(RouterSession session) {
        if (listening > 0) {
            publish("wamp.session.on_join", session.description());
        }
    }

    void left(RouterSession session) {
        if (listening > 0) {
            publish("wamp.session.on_leave", session.id(), session.authid(), session.authrole());
        }
    }

    // --- subscriptions

    void subscriptionCreated(RouterSession by, Map<String, Object> description) {
        publish("wamp.subscription.on_create", by.id(), description);
    }

    void subscribed(RouterSession session, Subscription subscription) {
        publish("wamp.subscription.on_subscribe", session, subscription.id());
    }

    void unsubscribed(RouterSession session, Subscription subscription) {
        publish("wamp.subscription.on_unsubscribe", session, subscription.id());
    }

    void subscriptionDeleted(RouterSession last, Subscription subscription) {
        publish("wamp.subscription.on_delete", last, subscription.id());
    }

    // --- registrations

    void registrationCreated(RouterSession by, Map<String, Object> description) {
        publish("wamp.registration.on_create", by.id(), description);
    }

    void registered(RouterSession session, Registration registration) {
        publish("wamp.registration.on_register", session, registration.id());
    }

    void unregistered(RouterSession session, Registration registration) {
        publish("wamp.registration.on_unregister", session, registration.id());
    }

    void registrationDeleted(RouterSession last, Registration registration) {
        publish("wamp.registration.on_delete", last, registration.id());
    }

    /** Whether anybody may be listening, so that it is worth describing what happened. */
    boolean hasListeners() {
        return listening > 0;
    }

    private void publish(String topic, RouterSession session, long id) {
        if (listening > 0) {
            publish(topic, session.id(), id);
        }
    }

    private void publish(String topic, Object... args) {
        if (listening == 0) {
            return;
        }
        long publication = ids.nextPublication();
        counters.publications++;
        Payload payload = Payload.ofDecoded(List.of(args), Map.of());
        subscriptions.forEachMatch(topic, subscription -> {
            if (Uris.isReserved(subscription.topic())) {
                EventDetails details = subscription.match() == MatchPolicy.EXACT
                        ? EventDetails.NONE
                        : EventDetails.of(Map.of("topic", topic));
                deliver(subscription, new Event(subscription.id(), publication, details, payload));
            }
        });
    }

    private static void deliver(Subscription subscription, Event event) {
        SharedEncoding shared = new SharedEncoding(event);
        Arrays.stream(subscription.receivers()).forEach(session -> session.event(shared));
    }
}
