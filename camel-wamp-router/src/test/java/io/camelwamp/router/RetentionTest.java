package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.REALM;
import static io.camelwamp.router.RouterHarness.VERSATILE;
import static io.camelwamp.router.TestClient.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.Subscribed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Retained events (spec: advanced/pubsub_event_retention.md). */
class RetentionTest {
    private static final String TOPIC = "com.app.temperature";

    private final RouterHarness harness = new RouterHarness();
    private final TestClient publisher = harness.join();
    private final TestClient subscriber = harness.join();

    private static List<Object> retained(TestClient client, String topic, Object... options) {
        client.say(new Subscribe(
                client.nextRequest(), SubscribeOptions.of(map(options)).with("get_retained", true), topic));
        long id = client.expect(Subscribed.class).subscription();
        return client.drain().stream()
                .map(Event.class::cast)
                .peek(event -> assertThat(event.subscription()).isEqualTo(id))
                .peek(event -> assertThat(event.details().retained()).isTrue())
                .map(event -> event.payload().args().get(0))
                .toList();
    }

    @Test
    void givesLaterSubscribersTheLatestRetainedEvent() {
        publisher.publish(TOPIC, 1, "retain", true);
        publisher.publish(TOPIC, 2, "retain", true);
        publisher.publish(TOPIC, 3);

        assertThat(retained(subscriber, TOPIC)).containsExactly(2);
        assertThat(harness.statistics().retainedEvents()).isEqualTo(1);
        assertThat(harness.statistics().evictedEvents()).isZero();
    }

    @Test
    void doesNotKeepWhatReadersDecode() {
        CountingFormat format = new CountingFormat();
        subscriber.subscribe(TOPIC);
        publisher.say(new Publish(
                publisher.nextRequest(), PublishOptions.of(Map.of("retain", true)), TOPIC, format.payload()));
        assertThat(subscriber.expect(Event.class).payload().args()).containsExactly(3);

        assertThat(retained(harness.join(), TOPIC)).containsExactly(3);
        assertThat(retained(harness.join(), TOPIC)).containsExactly(3);

        assertThat(format.decodings).isEqualTo(3);
    }

    @Test
    void givesItOnlyToThoseWhoAsk() {
        publisher.publish(TOPIC, 1, "retain", true);

        subscriber.subscribe(TOPIC);

        subscriber.expectNothing();
        assertThat(retained(subscriber, TOPIC)).containsExactly(1);
    }

    @Test
    void deliversItAtOnceAsWellAndSaysThatThisOneIsNew() {
        subscriber.subscribe(TOPIC);

        publisher.publish(TOPIC, 1, "retain", true);

        assertThat(subscriber.expect(Event.class).details().retained()).isFalse();
    }

    @Test
    void keepsTheIdAndTheDisclosedPublisher() {
        TestClient live = harness.join();
        live.subscribe(TOPIC);
        publisher.publish(TOPIC, 1, "retain", true, "disclose_me", true);
        Event now = live.expect(Event.class);

        subscriber.say(
                new Subscribe(subscriber.nextRequest(), SubscribeOptions.NONE.with("get_retained", true), TOPIC));

        subscriber.expect(Subscribed.class);
        Event later = subscriber.expect(Event.class);
        assertThat(later.publication()).isEqualTo(now.publication());
        assertThat(later.details().publisher()).isEqualTo(publisher.sessionId());
    }

    @Test
    void givesPatternsTheRetainedEventsOfAllTheirTopics() {
        publisher.publish("com.app.a", 1, "retain", true);
        publisher.publish("com.app.b", 2, "retain", true);
        publisher.publish("org.app.c", 3, "retain", true);

        assertThat(retained(subscriber, "com.app", "match", "prefix")).containsExactly(1, 2);
        assertThat(retained(subscriber, "org..c", "match", "wildcard")).containsExactly(3);
    }

    @Test
    void survivesItsPublisher() {
        publisher.publish(TOPIC, 1, "retain", true);
        publisher.drop();

        assertThat(retained(subscriber, TOPIC)).containsExactly(1);
    }

    // --- who may get it

    @Test
    void givesNobodyWhatWasNotMeantForThem() {
        publisher.publish(TOPIC, "for all", "retain", true);
        publisher.publish(TOPIC, "for nobody", "retain", true, "eligible", List.of());
        publisher.publish(TOPIC, "for the publisher", "retain", true, "exclude", List.of(subscriber.sessionId()));
        publisher.publish(TOPIC, "for roots", "retain", true, "eligible_authrole", List.of("root"));

        assertThat(retained(subscriber, TOPIC)).containsExactly("for all");
        assertThat(retained(harness.join(), TOPIC)).containsExactly("for the publisher");
    }

    @Test
    void doesNotGiveThePublisherItsOwnUnlessItWantsIt() {
        publisher.publish("com.app.a", 1, "retain", true);
        publisher.publish("com.app.b", 2, "retain", true, "exclude_me", false);

        assertThat(retained(publisher, "com.app.a")).isEmpty();
        assertThat(retained(publisher, "com.app.b")).containsExactly(2);
    }

    @Test
    void forgetsEventsForSomeWhenThereIsOneForAll() {
        publisher.publish(TOPIC, "for one", "retain", true, "eligible", List.of(subscriber.sessionId()));
        publisher.publish(TOPIC, "for all", "retain", true);

        assertThat(retained(subscriber, TOPIC)).containsExactly("for all");
        assertThat(harness.statistics().retainedEvents()).isEqualTo(1);
    }

    @Test
    void givesEventsInPassThruModeOnlyToThoseWhoKnowIt() {
        TestClient able = harness.join(VERSATILE);
        able.publish(TOPIC, "plain", "retain", true);
        able.publish(TOPIC, "opaque", "retain", true, "ppt_scheme", "x_app");

        assertThat(retained(subscriber, TOPIC)).containsExactly("plain");
        assertThat(retained(harness.join(VERSATILE), TOPIC)).containsExactly("opaque");
    }

    // --- bounds

    @Test
    void boundsTheEventsForSomeOfOneTopicAndKeepsTheOneForAll() {
        TestClient other = harness.join();
        publisher.publish(TOPIC, "for all", "retain", true);
        for (int i = 0; i < 100; i++) {
            publisher.publish(TOPIC, i, "retain", true, "eligible", List.of(subscriber.sessionId()));
        }

        assertThat(harness.statistics().retainedEvents()).isEqualTo(17);
        assertThat(harness.statistics().evictedEvents()).isEqualTo(84);
        assertThat(retained(subscriber, TOPIC)).containsExactly(99);
        assertThat(retained(other, TOPIC)).containsExactly("for all");
    }

    @Test
    void evictsTheTopicsThatWerePublishedToLongestAgo() {
        RouterHarness small = RouterHarness.with(RealmConfig.DEFAULT.withRetention(new RetentionConfig(2, 1 << 20)));
        TestClient client = small.join();
        client.publish("com.app.a", 1, "retain", true);
        client.publish("com.app.b", 2, "retain", true);
        client.publish("com.app.a", 3, "retain", true);
        client.publish("com.app.c", 4, "retain", true);

        assertThat(retained(small.join(), "com.app", "match", "prefix")).containsExactly(3, 4);
        assertThat(small.statistics().retainedEvents()).isEqualTo(2);
        assertThat(small.statistics().evictedEvents()).isEqualTo(1);
    }

    @Test
    void boundsTheOctets() {
        RouterHarness small = RouterHarness.with(RealmConfig.DEFAULT.withRetention(new RetentionConfig(100, 5000)));
        TestClient client = small.join();
        client.publish("com.app.a", "x".repeat(1000), "retain", true);
        client.publish("com.app.b", "x".repeat(1000), "retain", true);
        client.publish("com.app.c", "x".repeat(1000), "retain", true);
        assertThat(small.statistics().retainedEvents()).isEqualTo(2);

        client.publish("com.app.c", "x".repeat(3000), "retain", true);

        assertThat(retained(small.join(), "com.app", "match", "prefix"))
                .as("what is too large replaces the older one all the same")
                .containsExactly("x".repeat(1000));
        assertThat(small.statistics().evictedEvents()).isEqualTo(2);
    }

    @Test
    void keepsNothingWhereTheRealmSaysSo() {
        RouterHarness none = RouterHarness.with(RealmConfig.DEFAULT.withRetention(RetentionConfig.NONE));
        none.join().publish(TOPIC, 1, "retain", true);

        assertThat(retained(none.join(), TOPIC)).isEmpty();
        assertThat(none.statistics().retainedEvents()).isZero();
    }

    @Test
    void forgetsAllWithARealmThatGoes() {
        RouterHarness open = new RouterHarness(b -> b.realm(REALM).otherRealms(RealmConfig.DEFAULT, 1));
        TestClient visitor = open.connect();
        visitor.join("realm2", VERSATILE);
        visitor.publish(TOPIC, 1, "retain", true);
        assertThat(open.statistics().retainedEvents()).isEqualTo(1);

        visitor.drop();

        assertThat(open.statistics().retainedEvents()).isZero();
    }

    @Test
    void rejectsBoundsThatMakeNoSense() {
        assertThatThrownBy(() -> new RetentionConfig(-1, 0)).hasMessageContaining("-1");
    }
}
