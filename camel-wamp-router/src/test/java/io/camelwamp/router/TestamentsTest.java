package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.REALM;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.CloseDetails;
import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.Goodbye;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What sessions leave behind (spec: advanced/pubsub_testament.md). */
class TestamentsTest {
    private static final String TOPIC = "com.app.gone";
    private static final String ADD = "wamp.session.add_testament";
    private static final String FLUSH = "wamp.session.flush_testaments";

    private final RouterHarness harness = new RouterHarness();
    private final TestClient client = harness.join();
    private final TestClient heir = harness.join();

    private void add(Object value, Map<String, Object> kwargs) {
        assertThat(client.ask(ADD, List.of(TOPIC, List.of(value), Map.of("k", "v")), kwargs)
                        .isEmpty())
                .isTrue();
    }

    private List<Object> bequeathed() {
        return heir.drain().stream()
                .map(message -> message.payload().args().get(0))
                .toList();
    }

    @Test
    void publishesThemWhenTheConnectionIsLost() {
        heir.subscribe(TOPIC);
        add("adieu", Map.of());
        heir.expectNothing();

        client.drop();

        Event event = heir.expect(Event.class);
        assertThat(event.payload()).isEqualTo(Payload.of(List.of("adieu"), Map.of("k", "v")));
        assertThat(event.details().values()).isEmpty();
        heir.expectNothing();
    }

    @Test
    void publishesThemAfterAnOrderlyFarewellAndAKillToo() {
        RouterHarness open = RouterHarness.with(RealmConfig.DEFAULT.withMetaAccess(MetaAccess.ALL));
        TestClient watcher = open.join();
        watcher.subscribe(TOPIC);
        TestClient leaving = open.join();
        leaving.ask(ADD, TOPIC, List.of(1), Map.of());
        TestClient killed = open.join();
        killed.ask(ADD, TOPIC, List.of(2), Map.of());

        leaving.say(new Goodbye(CloseDetails.NONE, Uris.CLOSE_REALM));
        open.join().ask("wamp.session.kill", killed.sessionId());

        assertThat(watcher.drain())
                .extracting(message -> message.payload().args().get(0))
                .containsExactly(1, 2);
    }

    @Test
    void publishesThoseForADetachedSessionFirstInTheirOrder() {
        heir.subscribe(TOPIC);
        add(1, Map.of());
        add(2, Map.of("scope", "detached"));
        add(3, Map.of("scope", "destroyed"));
        add(4, Map.of("scope", "detached"));

        client.drop();

        assertThat(bequeathed()).containsExactly(2, 4, 1, 3);
    }

    @Test
    void forgetsThoseOfAScope() {
        heir.subscribe(TOPIC);
        add(1, Map.of());
        add(2, Map.of("scope", "detached"));
        client.ask(FLUSH);
        client.drop();

        assertThat(bequeathed()).containsExactly(2);
    }

    @Test
    void publishesWithTheirOptions() {
        TestClient other = harness.join();
        heir.subscribe(TOPIC);
        other.subscribe(TOPIC);
        add(
                1,
                Map.of(
                        "publish_options",
                        Map.of("exclude", List.of(other.sessionId()), "disclose_me", true, "acknowledge", true)));

        client.drop();

        assertThat(heir.expect(Event.class).details().publisher()).isEqualTo(client.sessionId());
        other.expectNothing();
    }

    @Test
    void retainsATestamentThatSaysSo() {
        add("offline", Map.of("publish_options", Map.of("retain", true)));
        client.drop();

        heir.subscribe(TOPIC, "get_retained", true);

        assertThat(heir.expect(Event.class).payload().args()).containsExactly("offline");
    }

    @Test
    void refusesWhatCouldNotBePublished() {
        client.askInVain(Uris.INVALID_URI, ADD, "com app", List.of(), Map.of());
        client.askInVain(Uris.INVALID_URI, ADD, "wamp.session.on_leave", List.of(), Map.of());
        client.askInVain(Uris.INVALID_ARGUMENT, ADD);
        client.askInVain(Uris.INVALID_ARGUMENT, ADD, TOPIC, "args");
        client.askInVain(Uris.INVALID_ARGUMENT, ADD, TOPIC, List.of(), "kwargs");
        client.askInVain(Uris.INVALID_ARGUMENT, ADD, List.of(TOPIC), Map.of("scope", "sometime"));
        client.askInVain(
                Uris.INVALID_ARGUMENT, ADD, List.of(TOPIC), Map.of("publish_options", Map.of("exclude_me", "yes")));
        client.askInVain(Uris.INVALID_ARGUMENT, FLUSH, List.of(), Map.of("scope", 1));
        client.drop();

        assertThat(harness.statistics().publications()).isZero();
    }

    @Test
    void refusesDisclosureWhereTheRealmForbidsIt() {
        RouterHarness discreet = RouterHarness.with(RealmConfig.DEFAULT.withDisclosure(Disclosure.NEVER));

        discreet.join()
                .askInVain(
                        Uris.DISCLOSE_ME_DISALLOWED,
                        ADD,
                        List.of(TOPIC),
                        Map.of("publish_options", Map.of("disclose_me", true)));
    }

    @Test
    void boundsThem() {
        for (int i = 0; i < 100; i++) {
            add(i, Map.of("scope", i % 2 == 0 ? "detached" : "destroyed"));
        }
        client.askInVain(Uris.NOT_AUTHORIZED, ADD, TOPIC, List.of(), Map.of());
        client.ask(FLUSH);
        add("again", Map.of());

        client.askInVain(Uris.NOT_AUTHORIZED, ADD, TOPIC, List.of("x".repeat(1_100_000)), Map.of());
        heir.subscribe(TOPIC);
        client.drop();
        assertThat(bequeathed()).hasSize(51);
    }

    @Test
    void countsTheirOptionsToo() {
        String large = "x".repeat(400_000);
        Map<String, Object> unknown = Map.of("publish_options", Map.of("x_note", large));
        Map<String, Object> known = Map.of("publish_options", Map.of("exclude_authid", List.of(large)));
        add(1, unknown);

        client.askInVain(Uris.NOT_AUTHORIZED, ADD, List.of(TOPIC), unknown);
        client.askInVain(Uris.NOT_AUTHORIZED, ADD, List.of(TOPIC), known);
        client.ask(FLUSH);
        add(2, known);
    }

    @Test
    void publishesNoneWhenTheRouterCloses() {
        RouterHarness closing = new RouterHarness(b -> b.realm(REALM));
        TestClient first = closing.join();
        TestClient second = closing.join();
        second.subscribe(TOPIC);
        first.ask(ADD, TOPIC, List.of(1), Map.of());

        closing.router.closeAsync();
        closing.loop.run();

        second.expect(Goodbye.class);
        second.expectNothing();
    }
}
