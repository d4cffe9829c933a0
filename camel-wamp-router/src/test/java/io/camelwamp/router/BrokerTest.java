package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.REALM;
import static io.camelwamp.router.TestClient.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.Published;
import io.camelwamp.protocol.RequestIds;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.Subscribed;
import io.camelwamp.protocol.Unsubscribe;
import io.camelwamp.protocol.Unsubscribed;
import io.camelwamp.protocol.Uris;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerTest {
    private static final String TOPIC = "com.app.topic";

    private final RouterHarness harness = new RouterHarness();
    private final TestClient publisher = harness.join();

    private void unsubscribe(TestClient client, long subscription) {
        client.say(new Unsubscribe(client.nextRequest(), subscription));
    }

    // --- subscriptions

    @Test
    void deliversAnEventWithItsArguments() {
        TestClient subscriber = harness.join();
        long subscription = subscriber.subscribe(TOPIC);
        Payload payload = Payload.of(List.of(1, "two"), Map.of("three", 3));

        publisher.say(new Publish(publisher.nextRequest(), PublishOptions.NONE, TOPIC, payload));

        Event event = subscriber.expect(Event.class);
        assertThat(event.subscription()).isEqualTo(subscription);
        assertThat(RequestIds.isId(event.publication())).isTrue();
        assertThat(event.details().values()).isEmpty();
        assertThat(event.payload()).isSameAs(payload);
        publisher.expectNothing();
    }

    @Test
    void sharesOneIdAmongAllSubscribersOfATopicAndPolicy() {
        TestClient one = harness.join();
        TestClient two = harness.join();

        long exact = one.subscribe(TOPIC);

        assertThat(two.subscribe(TOPIC)).isEqualTo(exact);
        assertThat(two.subscribe(TOPIC, "match", "exact")).isEqualTo(exact);
        assertThat(one.subscribe(TOPIC, "match", "prefix")).isNotEqualTo(exact);
        assertThat(one.subscribe(TOPIC, "match", "wildcard")).isNotEqualTo(exact);
        assertThat(harness.statistics().subscriptions()).isEqualTo(3);
    }

    @Test
    void deliversOnceToASessionThatSubscribedTwice() {
        TestClient subscriber = harness.join();
        long first = subscriber.subscribe(TOPIC);
        assertThat(subscriber.subscribe(TOPIC)).isEqualTo(first);

        publisher.publish(TOPIC, 1);

        subscriber.expect(Event.class);
        subscriber.expectNothing();
        unsubscribe(subscriber, first);
        subscriber.expect(Unsubscribed.class);
        publisher.publish(TOPIC, 2);
        subscriber.expectNothing();
    }

    @Test
    void deliversOncePerMatchingSubscription() {
        TestClient subscriber = harness.join();
        long exact = subscriber.subscribe(TOPIC);
        long prefix = subscriber.subscribe("com.app", "match", "prefix");
        long wildcard = subscriber.subscribe("com..topic", "match", "wildcard");

        publisher.publish(TOPIC, 1);

        List<Event> events = subscriber.drain().stream().map(Event.class::cast).toList();
        assertThat(events).extracting(Event::subscription).containsExactly(exact, prefix, wildcard);
        assertThat(events)
                .extracting(Event::publication)
                .containsOnly(events.get(0).publication());
        assertThat(events).extracting(event -> event.details().topic()).containsExactly(null, TOPIC, TOPIC);
    }

    @Test
    void refusesToEndASubscriptionThatTheSessionDoesNotHold() {
        TestClient subscriber = harness.join();
        long subscription = subscriber.subscribe(TOPIC);

        unsubscribe(publisher, subscription);
        publisher.expectError(MessageType.UNSUBSCRIBE, publisher.lastRequest(), Uris.NO_SUCH_SUBSCRIPTION);
        unsubscribe(subscriber, subscription);
        subscriber.expect(Unsubscribed.class);
        unsubscribe(subscriber, subscription);
        subscriber.expectError(MessageType.UNSUBSCRIBE, subscriber.lastRequest(), Uris.NO_SUCH_SUBSCRIPTION);
    }

    @ParameterizedTest
    @CsvSource({
        "exact, com..topic",
        "exact, com.app topic",
        "exact, com.app.",
        "exact, ''",
        "prefix, com..topic",
        "prefix, com.#",
        "wildcard, com. .topic",
    })
    void refusesTopicsThatAreNoUris(String match, String topic) {
        TestClient client = harness.join();

        client.say(new Subscribe(client.nextRequest(), SubscribeOptions.of(map("match", match)), topic));

        client.expectError(MessageType.SUBSCRIBE, client.lastRequest(), Uris.INVALID_URI);
        assertThat(harness.statistics().subscriptions()).isZero();
    }

    @Test
    void refusesTopicsThatAreLongerThanPatternsMayCost() {
        TestClient client = harness.join();

        client.say(
                new Subscribe(client.nextRequest(), SubscribeOptions.of(map("match", "wildcard")), ".".repeat(1001)));

        client.expectError(MessageType.SUBSCRIBE, client.lastRequest(), Uris.INVALID_URI);
        client.subscribe(".".repeat(1000), "match", "wildcard");
        client.drop();
        assertThat(harness.statistics().subscriptions()).isZero();
    }

    @Test
    void boundsTheSubscriptionsOfASession() {
        RouterHarness small = new RouterHarness(b -> b.realm(REALM).limits(new SessionLimits(1000, 2000, 2, 1, 1)));
        TestClient client = small.join();
        client.subscribe("com.app.a");
        client.subscribe("com.app.b");

        client.say(new Subscribe(client.nextRequest(), SubscribeOptions.NONE, "com.app.c"));

        client.expectError(MessageType.SUBSCRIBE, client.lastRequest(), Uris.NOT_AUTHORIZED);
        client.subscribe("com.app.b");
    }

    @Test
    void checksUrisAsStrictlyAsTheRealmSays() {
        RouterHarness strict =
                new RouterHarness(b -> b.realm(REALM, RealmConfig.DEFAULT.withUriRules(Uris.Rules.STRICT)));
        TestClient client = strict.join();
        client.subscribe("com.app.topic_1");

        client.say(new Subscribe(client.nextRequest(), SubscribeOptions.NONE, "com.App.topic"));

        client.expectError(MessageType.SUBSCRIBE, client.lastRequest(), Uris.INVALID_URI);
    }

    // --- publications

    @Test
    void acknowledgesOnlyWhenAsked() {
        long request = publisher.publish(TOPIC, 1, "acknowledge", true);
        Published published = publisher.expect(Published.class);
        assertThat(published.request()).isEqualTo(request);
        assertThat(RequestIds.isId(published.publication())).isTrue();

        publisher.publish(TOPIC, 1);
        publisher.expectNothing();
    }

    @Test
    void tellsPublisherAndSubscribersTheSamePublicationId() {
        TestClient subscriber = harness.join();
        subscriber.subscribe(TOPIC);

        publisher.publish(TOPIC, 1, "acknowledge", true);

        assertThat(subscriber.expect(Event.class).publication())
                .isEqualTo(publisher.expect(Published.class).publication());
    }

    @ParameterizedTest
    @ValueSource(strings = {"wamp.session.on_join", "wamp", "com..x", "com.x.", "a b", ""})
    void refusesTopicsThatNobodyMayPublishTo(String topic) {
        TestClient subscriber = harness.join();
        subscriber.subscribe("", "match", "prefix");

        long request = publisher.publish(topic, 1, "acknowledge", true);
        publisher.expectError(MessageType.PUBLISH, request, Uris.INVALID_URI);
        publisher.publish(topic, 1);
        publisher.expectNothing();
        subscriber.expectNothing();
        assertThat(harness.statistics().publications()).isZero();
    }

    @Test
    void excludesThePublisherUnlessToldOtherwise() {
        publisher.subscribe(TOPIC);
        publisher.publish(TOPIC, 1);
        publisher.expectNothing();

        publisher.publish(TOPIC, 1, "exclude_me", false);
        publisher.expect(Event.class);
    }

    @Test
    void handsEncodedArgumentsOnUnread() {
        TestClient subscriber = harness.join();
        subscriber.subscribe(TOPIC);
        Payload unreadable = Payload.ofEncoded(new Payload.Encoded(
                encoded -> {
                    throw new AssertionError("The router must not decode");
                },
                new byte[] {1, 2, 3},
                1));

        publisher.say(new Publish(publisher.nextRequest(), PublishOptions.NONE, TOPIC, unreadable));

        assertThat(subscriber.expect(Event.class).payload()).isSameAs(unreadable);
    }

    @Test
    void encodesOnceForAllReceiversOfASubscription() {
        List<TestClient> subscribers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            subscribers.add(harness.join());
            subscribers.get(i).subscribe(TOPIC);
        }

        publisher.publish(TOPIC, 1);

        assertThat(subscribers.stream().map(s -> s.sharedEncodings().get(0)).distinct())
                .hasSize(1);
    }

    // --- order

    @Test
    void sendsSubscribedBeforeTheFirstEventAndNoneAfterUnsubscribed() {
        TestClient subscriber = harness.join();
        publisher.publish(TOPIC, "before");
        subscriber.say(new Subscribe(subscriber.nextRequest(), SubscribeOptions.NONE, TOPIC));
        publisher.publish(TOPIC, "during");
        long subscription = ((Subscribed) subscriber.drain().get(0)).subscription();
        publisher.publish(TOPIC, "still");
        unsubscribe(subscriber, subscription);
        publisher.publish(TOPIC, "after");

        List<Message> seen = subscriber.drain();
        assertThat(((Event) seen.get(0)).payload().args()).containsExactly("still");
        assertThat(seen.get(1)).isInstanceOf(Unsubscribed.class);
        assertThat(seen).hasSize(2);
    }

    @Test
    void deliversToThoseOnlyWhoSubscribeAtTheMoment() {
        TestClient stays = harness.join();
        TestClient unsubscribes = harness.join();
        TestClient leaves = harness.join();
        long subscription = stays.subscribe(TOPIC);
        unsubscribes.subscribe(TOPIC);
        leaves.subscribe(TOPIC);
        publisher.publish(TOPIC, "to all");
        unsubscribe(unsubscribes, subscription);
        leaves.drop();
        publisher.publish(TOPIC, "to one");
        TestClient joins = harness.join();
        joins.subscribe(TOPIC);
        publisher.publish(TOPIC, "to two");

        assertThat(stays.drain()).hasSize(3);
        assertThat(unsubscribes.drain()).hasSize(2).last().isInstanceOf(Unsubscribed.class);
        assertThat(leaves.drain()).hasSize(1);
        assertThat(joins.drain()).hasSize(1);
    }

    @Test
    void keepsTheOrderOfAPublisherAcrossTopics() {
        TestClient subscriber = harness.join();
        subscriber.subscribe("com.app", "match", "prefix");
        for (int i = 0; i < 100; i++) {
            publisher.publish("com.app.topic" + i % 3, i);
        }

        List<Object> seen = new ArrayList<>();
        subscriber.drain().forEach(m -> seen.add(((Event) m).payload().args().get(0)));
        assertThat(seen).hasSize(100).isSortedAccordingTo((a, b) -> (Integer) a - (Integer) b);
    }

    @Test
    void abortsAPublisherThatUsesPassThruModeUnannounced() {
        publisher.publish(TOPIC, 1, "ppt_scheme", "mqtt");

        publisher.expectAbort(Uris.PROTOCOL_VIOLATION);
    }

    @Test
    void ignoresOptionsItDoesNotKnow() {
        TestClient subscriber = harness.join();
        subscriber.subscribe(TOPIC, "_foo_bar", 1, "get_retained", true);

        publisher.publish(TOPIC, 1, "_foo_bar", List.of(), "retain", true);

        subscriber.expect(Event.class);
    }
}
