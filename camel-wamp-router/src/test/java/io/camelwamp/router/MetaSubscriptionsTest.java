package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.VERSATILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Unsubscribed;
import io.camelwamp.protocol.Uris;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The subscription meta API, and taking subscriptions away (spec:
 * advanced/meta_api_subscriptions.md, advanced/pubsub_subscription_revocation.md).
 */
class MetaSubscriptionsTest {
    private static final String TOPIC = "com.app.topic";
    private static final RealmConfig OPEN = RealmConfig.DEFAULT.withMetaAccess(MetaAccess.ALL);

    private final RouterHarness harness = RouterHarness.with(OPEN);
    private final TestClient client = harness.join();
    private final TestClient subscriber = harness.join(VERSATILE);

    private static Object only(Payload payload) {
        assertThat(payload.args()).hasSize(1);
        return payload.args().get(0);
    }

    @Test
    void listsAndFindsSubscriptions() {
        long exact = subscriber.subscribe(TOPIC);
        long prefix = subscriber.subscribe("com.app", "match", "prefix");
        long wildcard = subscriber.subscribe("com..topic", "match", "wildcard");

        assertThat(only(client.ask("wamp.subscription.list")))
                .isEqualTo(Map.of("exact", List.of(exact), "prefix", List.of(prefix), "wildcard", List.of(wildcard)));
        assertThat(only(client.ask("wamp.subscription.lookup", TOPIC))).isEqualTo(exact);
        assertThat(only(client.ask("wamp.subscription.lookup", "com.app", Map.of("match", "prefix"))))
                .isEqualTo(prefix);
        assertThat(only(client.ask("wamp.subscription.lookup", "com.app"))).isNull();
        assertThat(only(client.ask("wamp.subscription.match", TOPIC))).isEqualTo(List.of(exact, prefix, wildcard));
        assertThat(only(client.ask("wamp.subscription.match", "org.app"))).isNull();
    }

    @Test
    void describesASubscription() {
        long id = subscriber.subscribe(TOPIC);
        client.subscribe(TOPIC);

        assertThat(only(client.ask("wamp.subscription.get", id)))
                .isEqualTo(Map.of("id", id, "created", "2024-05-17T08:30:00.000Z", "uri", TOPIC, "match", "exact"));
        assertThat(only(client.ask("wamp.subscription.list_subscribers", id)))
                .isEqualTo(List.of(subscriber.sessionId(), client.sessionId()));
        assertThat(only(client.ask("wamp.subscription.count_subscribers", id))).isEqualTo(2L);
        for (String procedure : List.of("get", "list_subscribers", "count_subscribers", "get_events")) {
            client.askInVain(Uris.NO_SUCH_SUBSCRIPTION, "wamp.subscription." + procedure, 4711);
        }
    }

    @Test
    void tellsTheStoryOfASubscription() {
        client.subscribe("wamp.subscription.", "match", "prefix");
        client.drain();
        TestClient second = harness.join();

        subscriber.subscribe(TOPIC);
        second.subscribe(TOPIC);
        second.subscribe(TOPIC);
        second.drop();
        subscriber.drop();

        assertThat(client.drain().stream()
                        .map(Event.class::cast)
                        .map(event -> Arrays.asList(
                                event.details().topic().replace("wamp.subscription.", ""),
                                event.payload().args().get(0))))
                .containsExactly(
                        List.of("on_create", subscriber.sessionId()),
                        List.of("on_subscribe", subscriber.sessionId()),
                        List.of("on_subscribe", second.sessionId()),
                        List.of("on_unsubscribe", second.sessionId()),
                        List.of("on_unsubscribe", subscriber.sessionId()),
                        List.of("on_delete", subscriber.sessionId()));
    }

    @Test
    void takesASubscriptionAwayFromASubscriber() {
        long id = subscriber.subscribe(TOPIC);
        client.subscribe(TOPIC);

        client.ask(
                "wamp.subscription.remove_subscriber",
                List.of(id, subscriber.sessionId()),
                Map.of("reason", "com.app.no_longer"));

        Unsubscribed revoked = subscriber.expect(Unsubscribed.class);
        assertThat(revoked.request()).isZero();
        assertThat(revoked.details().subscription()).isEqualTo(id);
        assertThat(revoked.details().reason()).isEqualTo("com.app.no_longer");
        TestClient publisher = harness.join();
        publisher.publish(TOPIC, 1);
        subscriber.expectNothing();
        client.expect(Event.class);
        assertThat(harness.statistics().revoked()).isEqualTo(1);
        client.askInVain(Uris.NO_SUCH_SUBSCRIPTION, "wamp.subscription.remove_subscriber", id, subscriber.sessionId());
    }

    @Test
    void doesNotTellASubscriberThatWouldNotUnderstand() {
        TestClient simple = harness.join();
        long id = simple.subscribe(TOPIC);

        client.ask("wamp.subscription.remove_subscriber", id, simple.sessionId());

        simple.expectNothing();
        assertThat(harness.statistics().subscriptions()).isZero();
    }
}
