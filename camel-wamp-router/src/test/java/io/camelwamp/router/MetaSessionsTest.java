package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.PLAIN;
import static io.camelwamp.router.RouterHarness.REALM;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.CloseDetails;
import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.Goodbye;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.Uris;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The session meta API (spec: advanced/meta_api_sessions.md). */
class MetaSessionsTest {
    private static final RealmConfig OPEN = RealmConfig.DEFAULT.withMetaAccess(MetaAccess.ALL);

    private final RouterHarness harness = RouterHarness.with(OPEN);
    private final TestClient client = harness.join();

    private static Object only(Payload payload) {
        assertThat(payload.args()).hasSize(1);
        assertThat(payload.kwargs()).isEmpty();
        return payload.args().get(0);
    }

    private void goodbye(TestClient killed, String reason) {
        assertThat(killed.expect(Goodbye.class).reason()).isEqualTo(reason);
        killed.say(new Goodbye(CloseDetails.NONE, Uris.GOODBYE_AND_OUT));
        assertThat(killed.isClosed()).isTrue();
    }

    // --- reading

    @Test
    void countsAndListsSessions() {
        TestClient other = harness.join();

        assertThat(only(client.ask("wamp.session.count"))).isEqualTo(2L);
        assertThat(only(client.ask("wamp.session.count", List.of("anonymous", "x"))))
                .isEqualTo(2L);
        assertThat(only(client.ask("wamp.session.count", List.of("x")))).isEqualTo(0L);
        assertThat(only(client.ask("wamp.session.list")))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder(client.sessionId(), other.sessionId());
        assertThat(only(client.ask("wamp.session.list", List.of("x")))).isEqualTo(List.of());
    }

    @Test
    void describesASession() {
        assertThat(only(client.ask("wamp.session.get", client.sessionId())))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("session", client.sessionId())
                .containsEntry("authrole", "anonymous")
                .containsEntry("authmethod", "anonymous")
                .containsEntry("authprovider", "static")
                .containsKey("authid")
                .hasSize(5);

        client.askInVain(Uris.NO_SUCH_SESSION, "wamp.session.get", client.sessionId() == 1 ? 2 : 1);
    }

    @Test
    void saysWhatIsWrongWithAnArgument() {
        client.askInVain(Uris.INVALID_ARGUMENT, "wamp.session.get");
        client.askInVain(Uris.INVALID_ARGUMENT, "wamp.session.get", "one");
        client.askInVain(Uris.INVALID_ARGUMENT, "wamp.session.count", "anonymous");
        client.askInVain(Uris.INVALID_ARGUMENT, "wamp.session.list", List.of(1));
        client.askInVain(Uris.INVALID_ARGUMENT, "wamp.session.kill_by_authid");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void knowsNoOtherProceduresOfTheProtocol() {
        client.askInVain(Uris.NO_SUCH_PROCEDURE, "wamp.session.frobnicate");
        client.askInVain(Uris.NO_SUCH_PROCEDURE, "wamp");
    }

    @Test
    void changesFurtherDetailsOfASession() {
        client.ask("wamp.session.modify_details", List.of(client.sessionId(), Map.of("a", 1, "b", 2)), Map.of());
        client.ask(
                "wamp.session.modify_details",
                List.of(client.sessionId(), TestClient.map("a", null, "c", 3)),
                Map.of());

        assertThat(only(client.ask("wamp.session.get", client.sessionId())))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .hasSize(7)
                .containsEntry("b", 2)
                .containsEntry("c", 3);
        client.askInVain(
                Uris.INVALID_ARGUMENT, "wamp.session.modify_details", client.sessionId(), Map.of("authrole", "root"));
        client.askInVain(
                Uris.INVALID_ARGUMENT,
                "wamp.session.modify_details",
                client.sessionId(),
                Map.of("d", "x".repeat(70_000)));
    }

    // --- ending others

    @Test
    void endsASession() {
        TestClient victim = harness.join();

        client.ask("wamp.session.kill", victim.sessionId());

        goodbye(victim, Uris.KILLED);
        assertThat(only(client.ask("wamp.session.count"))).isEqualTo(1L);
        client.askInVain(Uris.NO_SUCH_SESSION, "wamp.session.kill", victim.sessionId());
        assertThat(harness.statistics().killed()).isEqualTo(1);
        assertThat(harness.statistics().connections()).isEqualTo(1);
    }

    @Test
    void tellsTheSessionWhyItIsEnded() {
        TestClient victim = harness.join();

        client.ask(
                "wamp.session.kill",
                List.of(victim.sessionId()),
                Map.of("reason", "com.app.close.misbehaved", "message", "too loud"));

        Goodbye goodbye = victim.expect(Goodbye.class);
        assertThat(goodbye.reason()).isEqualTo("com.app.close.misbehaved");
        assertThat(goodbye.details().message()).isEqualTo("too loud");
    }

    @Test
    void closesTheConnectionOfAnEndedSessionThatDoesNotAnswer() {
        TestClient victim = harness.join();
        client.ask("wamp.session.kill", victim.sessionId());
        victim.expect(Goodbye.class);

        harness.loop.advance(Duration.ofSeconds(4));
        assertThat(victim.isClosed()).isFalse();
        harness.loop.advance(Duration.ofSeconds(1));

        assertThat(victim.isClosed()).isTrue();
        assertThat(harness.loop.timers()).isZero();
    }

    @Test
    void doesNotEndTheCallerItself() {
        client.askInVain(Uris.NO_SUCH_SESSION, "wamp.session.kill", client.sessionId());
        assertThat(only(client.ask("wamp.session.kill_by_authrole", "anonymous")))
                .isEqualTo(0L);
        assertThat(only(client.ask("wamp.session.kill_all"))).isEqualTo(0L);
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void refusesAReasonThatIsNoUri() {
        TestClient victim = harness.join();

        client.askInVain(
                Uris.INVALID_URI, "wamp.session.kill", List.of(victim.sessionId()), Map.of("reason", "go away"));

        victim.expectNothing();
    }

    @Test
    void endsSessionsByNameAndRole() {
        TestClient first = harness.join();
        TestClient second = harness.join();
        Map<?, ?> details = (Map<?, ?>) only(client.ask("wamp.session.get", first.sessionId()));

        assertThat(only(client.ask("wamp.session.kill_by_authid", details.get("authid"))))
                .isEqualTo(List.of(first.sessionId()));
        goodbye(first, Uris.KILLED);
        second.expectNothing();
        assertThat(only(client.ask("wamp.session.kill_by_authrole", "anonymous")))
                .isEqualTo(1L);
        goodbye(second, Uris.KILLED);
    }

    @Test
    void endsAllOthersWithoutFurtherAdo() {
        TestClient first = harness.join();
        TestClient second = harness.join();
        first.ask("wamp.session.add_testament", "com.app.gone", List.of(1), Map.of());
        client.subscribe("wamp.session.on_leave");
        client.subscribe("com.app.gone");

        assertThat(only(client.ask("wamp.session.kill_all"))).isEqualTo(2L);

        goodbye(first, Uris.KILLED);
        goodbye(second, Uris.KILLED);
        client.expectNothing();
    }

    @Test
    void leavesNothingOfAnEndedSessionBehind() {
        TestClient victim = harness.join();
        victim.register("com.app.proc");
        victim.subscribe("com.app.topic");
        long request = client.call("com.app.proc", 1);

        TestClient killer = harness.join();
        killer.ask("wamp.session.kill", victim.sessionId());

        client.expectError(MessageType.CALL, request, Uris.CANCELED);
        assertThat(harness.statistics().registrations()).isZero();
        assertThat(harness.statistics().subscriptions()).isZero();
    }

    // --- what a realm offers

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wamp.session.kill",
                "wamp.session.kill_by_authid",
                "wamp.session.kill_by_authrole",
                "wamp.session.kill_all",
                "wamp.registration.remove_callee",
                "wamp.subscription.remove_subscriber"
            })
    void letsNobodyTakeFromOthersUnlessTheRealmSaysSo(String procedure) {
        RouterHarness usual = new RouterHarness();
        TestClient victim = usual.join();
        TestClient other = usual.join();

        other.askInVain(Uris.NOT_AUTHORIZED, procedure, victim.sessionId(), victim.sessionId());

        victim.expectNothing();
        other.ask("wamp.session.count");
    }

    @Test
    void letsASessionChangeItsOwnDetailsOnlyUnlessTheRealmSaysSo() {
        RouterHarness usual = new RouterHarness();
        TestClient victim = usual.join();
        TestClient other = usual.join();

        other.ask("wamp.session.modify_details", other.sessionId(), Map.of("a", 1));
        other.askInVain(Uris.NOT_AUTHORIZED, "wamp.session.modify_details", victim.sessionId(), Map.of("a", 1));
    }

    @Test
    void offersNothingButTestamentsWhereTheRealmSaysSo() {
        RouterHarness closed = RouterHarness.with(RealmConfig.DEFAULT.withMetaAccess(MetaAccess.NONE));
        TestClient other = closed.join();

        other.askInVain(Uris.NO_SUCH_PROCEDURE, "wamp.session.count");
        other.askInVain(Uris.NO_SUCH_PROCEDURE, "wamp.session.kill_all");
        other.ask("wamp.session.add_testament", "com.app.gone", List.of(), Map.of());
        other.ask("wamp.session.flush_testaments");
        other.say(new Subscribe(other.nextRequest(), SubscribeOptions.NONE, "wamp.session.on_join"));
        other.expectError(MessageType.SUBSCRIBE, other.lastRequest(), Uris.NOT_AUTHORIZED);
    }

    // --- events

    @Test
    void tellsWhoJoinsAndLeaves() {
        client.subscribe("wamp.session.on_join");
        client.subscribe("wamp.session.", "match", "prefix");

        TestClient other = harness.join();

        Event join = client.expect(Event.class);
        Map<?, ?> details = (Map<?, ?>) only(join.payload());
        assertThat(details.get("session")).isEqualTo(other.sessionId());
        assertThat(details.get("authrole")).isEqualTo("anonymous");
        assertThat(join.details().topic()).isNull();
        Event sameJoin = client.expect(Event.class);
        assertThat(sameJoin.publication()).isEqualTo(join.publication());
        assertThat(sameJoin.details().topic()).isEqualTo("wamp.session.on_join");

        other.drop();
        Event leave = client.expect(Event.class);
        assertThat(leave.details().topic()).isEqualTo("wamp.session.on_leave");
        assertThat(leave.payload().args()).containsExactly(other.sessionId(), details.get("authid"), "anonymous");
        client.expectNothing();
    }

    @Test
    void doesNotMixMetaEventsIntoSubscriptionsToEverything() {
        client.subscribe("", "match", "prefix");
        client.subscribe("..", "match", "wildcard");

        harness.join();

        client.expectNothing();
    }

    @Test
    void keepsMetaEventsWithinTheRealm() {
        RouterHarness two = new RouterHarness(b -> b.realm(REALM).realm("realm2"));
        TestClient here = two.join();
        here.subscribe("wamp.session.on_join");

        two.connect().join("realm2", PLAIN);

        here.expectNothing();
    }
}
