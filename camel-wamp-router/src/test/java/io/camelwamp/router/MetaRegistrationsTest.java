package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.VERSATILE;
import static io.camelwamp.router.TestClient.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Register;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.Registered;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.Unregistered;
import io.camelwamp.protocol.Uris;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The registration meta API, and taking registrations away (spec:
 * advanced/meta_api_registrations.md, advanced/rpc_registration_revocation.md).
 */
class MetaRegistrationsTest {
    private static final String PROCEDURE = "com.app.proc";
    private static final RealmConfig OPEN = RealmConfig.DEFAULT.withMetaAccess(MetaAccess.ALL);

    private final RouterHarness harness = RouterHarness.with(OPEN);
    private final TestClient client = harness.join();
    private final TestClient callee = harness.join(VERSATILE);

    private static Object only(Payload payload) {
        assertThat(payload.args()).hasSize(1);
        return payload.args().get(0);
    }

    private static long tryToRegister(TestClient who, String procedure, Object... options) {
        who.say(new Register(who.nextRequest(), RegisterOptions.of(map(options)), procedure));
        return who.lastRequest();
    }

    // --- reading

    @Test
    void listsRegistrationsByTheirPolicies() {
        long exact = callee.register(PROCEDURE);
        long prefix = callee.register("com.app", "match", "prefix");
        long wildcard = callee.register("com..proc", "match", "wildcard");

        assertThat(only(client.ask("wamp.registration.list")))
                .isEqualTo(Map.of("exact", List.of(exact), "prefix", List.of(prefix), "wildcard", List.of(wildcard)));
        callee.drop();
        assertThat(only(client.ask("wamp.registration.list")))
                .isEqualTo(Map.of("exact", List.of(), "prefix", List.of(), "wildcard", List.of()));
    }

    @Test
    void findsRegistrations() {
        long exact = callee.register(PROCEDURE);
        long prefix = callee.register("com.app", "match", "prefix");

        assertThat(only(client.ask("wamp.registration.lookup", PROCEDURE))).isEqualTo(exact);
        assertThat(only(client.ask("wamp.registration.lookup", "com.app"))).isNull();
        assertThat(only(client.ask("wamp.registration.lookup", "com.app", Map.of("match", "prefix"))))
                .isEqualTo(prefix);
        assertThat(only(client.ask("wamp.registration.match", PROCEDURE))).isEqualTo(exact);
        assertThat(only(client.ask("wamp.registration.match", "com.app.other"))).isEqualTo(prefix);
        assertThat(only(client.ask("wamp.registration.match", "org.app"))).isNull();
        client.askInVain(Uris.INVALID_ARGUMENT, "wamp.registration.lookup", PROCEDURE, Map.of("match", "fuzzy"));
        client.askInVain(Uris.INVALID_ARGUMENT, "wamp.registration.match");
    }

    @Test
    void describesARegistration() {
        harness.loop.advance(Duration.ofMillis(1500));
        long registration = callee.register(PROCEDURE, "invoke", "roundrobin");
        client.register(PROCEDURE, "invoke", "roundrobin");

        assertThat(only(client.ask("wamp.registration.get", registration)))
                .isEqualTo(Map.of(
                        "id", registration,
                        "created", "2024-05-17T08:30:01.500Z",
                        "uri", PROCEDURE,
                        "match", "exact",
                        "invoke", "roundrobin"));
        assertThat(only(client.ask("wamp.registration.list_callees", registration)))
                .isEqualTo(List.of(callee.sessionId(), client.sessionId()));
        assertThat(only(client.ask("wamp.registration.count_callees", registration)))
                .isEqualTo(2L);
        for (String procedure : List.of("get", "list_callees", "count_callees")) {
            client.askInVain(Uris.NO_SUCH_REGISTRATION, "wamp.registration." + procedure, 4711);
        }
    }

    // --- events

    @Test
    void tellsTheStoryOfARegistration() {
        client.subscribe("wamp.registration", "match", "prefix");
        TestClient second = harness.join();

        long id = callee.register(PROCEDURE, "invoke", "first");
        second.register(PROCEDURE, "invoke", "first");
        second.drop();
        callee.drop();

        assertThat(client.drain().stream()
                        .map(Event.class::cast)
                        .map(event -> Arrays.asList(
                                event.details().topic().replace("wamp.registration.", ""),
                                event.payload().args().get(0))))
                .containsExactly(
                        List.of("on_create", callee.sessionId()),
                        List.of("on_register", callee.sessionId()),
                        List.of("on_register", second.sessionId()),
                        List.of("on_unregister", second.sessionId()),
                        List.of("on_unregister", callee.sessionId()),
                        List.of("on_delete", callee.sessionId()));
        assertThat(id).isPositive();
    }

    @Test
    void describesWhatWasCreated() {
        client.subscribe("wamp.registration.on_create");

        long id = callee.register("com.app", "match", "prefix");

        Payload payload = client.expect(Event.class).payload();
        assertThat(payload.args().get(0)).isEqualTo(callee.sessionId());
        assertThat(payload.args().get(1)).isEqualTo(only(client.ask("wamp.registration.get", id)));
    }

    // --- taking away

    @Test
    void takesARegistrationAwayFromACallee() {
        long id = callee.register(PROCEDURE);
        callee.call(PROCEDURE, 1);
        Invocation running = callee.expect(Invocation.class);

        client.ask(
                "wamp.registration.remove_callee", List.of(id, callee.sessionId()), Map.of("reason", "com.app.moving"));

        Unregistered revoked = callee.expect(Unregistered.class);
        assertThat(revoked.request()).isZero();
        assertThat(revoked.details().registration()).isEqualTo(id);
        assertThat(revoked.details().reason()).isEqualTo("com.app.moving");
        assertThat(harness.statistics().registrations()).isZero();
        assertThat(harness.statistics().revoked()).isEqualTo(1);
        long call = client.call(PROCEDURE, 1);
        client.expectError(MessageType.CALL, call, Uris.NO_SUCH_PROCEDURE);
        // What it had begun goes on.
        callee.yield(running.request(), 2);
        callee.expect(Result.class);
        client.askInVain(Uris.NO_SUCH_REGISTRATION, "wamp.registration.remove_callee", id, callee.sessionId());
    }

    @Test
    void refusesAReasonThatIsNoUri() {
        long id = callee.register(PROCEDURE);

        client.askInVain(
                Uris.INVALID_URI,
                "wamp.registration.remove_callee",
                List.of(id, callee.sessionId()),
                Map.of("reason", "it moves elsewhere"));

        callee.expectNothing();
    }

    @Test
    void doesNotTellACalleeThatWouldNotUnderstand() {
        TestClient simple = harness.join();
        long id = simple.register(PROCEDURE);

        client.ask("wamp.registration.remove_callee", id, simple.sessionId());

        simple.expectNothing();
        simple.register(PROCEDURE);
    }

    @Test
    void takesFromNobodyWhoDoesNotHoldIt() {
        long id = callee.register(PROCEDURE);

        client.askInVain(Uris.NO_SUCH_REGISTRATION, "wamp.registration.remove_callee", id, client.sessionId());
        client.askInVain(Uris.NO_SUCH_SESSION, "wamp.registration.remove_callee", id, callee.sessionId() == 1 ? 2 : 1);
    }

    @Test
    void registersAnewByForce() {
        TestClient second = harness.join(VERSATILE);
        long old = callee.register(PROCEDURE, "invoke", "roundrobin");
        second.register(PROCEDURE, "invoke", "roundrobin");

        long id = client.register(PROCEDURE, "force_reregister", true);

        assertThat(id).isNotEqualTo(old);
        for (TestClient loser : List.of(callee, second)) {
            Unregistered revoked = loser.expect(Unregistered.class);
            assertThat(revoked.request()).isZero();
            assertThat(revoked.details().registration()).isEqualTo(old);
            assertThat(revoked.details().reason()).isEqualTo("wamp.error.unregistered");
        }
        second.call(PROCEDURE, 1);
        client.expect(Invocation.class);
    }

    @Test
    void registersByForceWhereNobodyWasAndWhereItWasItself() {
        long first = client.register(PROCEDURE, "force_reregister", true);
        long second = client.register(PROCEDURE, "force_reregister", true);

        assertThat(second).isNotEqualTo(first);
        assertThat(only(client.ask("wamp.registration.list_callees", second))).isEqualTo(List.of(client.sessionId()));
        assertThat(harness.statistics().registrations()).isEqualTo(1);
    }

    @Test
    void letsNobodyTakeAProcedureFromOthersUnlessTheRealmSaysSo() {
        RouterHarness usual = new RouterHarness();
        TestClient owner = usual.join(VERSATILE);
        TestClient intruder = usual.join();
        owner.register(PROCEDURE);

        long request = tryToRegister(intruder, PROCEDURE, "force_reregister", true);

        intruder.expectError(MessageType.REGISTER, request, Uris.NOT_AUTHORIZED);
        owner.expectNothing();
        owner.say(new Register(owner.nextRequest(), RegisterOptions.of(Map.of("force_reregister", true)), PROCEDURE));
        owner.expect(Unregistered.class);
        owner.expect(Registered.class);
    }

    // --- concurrency

    @Test
    void givesACalleeNoMoreCallsThanItWants() {
        callee.register(PROCEDURE, "concurrency", 2);
        client.call(PROCEDURE, 1);
        client.call(PROCEDURE, 2);

        long third = client.call(PROCEDURE, 3);

        client.expectError(MessageType.CALL, third, Uris.UNAVAILABLE);
        callee.yield(callee.expect(Invocation.class).request(), 1);
        client.expect(Result.class);
        client.call(PROCEDURE, 4);
        client.expectNothing();
        client.cancel(client.lastRequest());
        client.drain();
        client.call(PROCEDURE, 5);
        client.expectNothing();
    }

    @Test
    void sharesCallsAmongCalleesThatAreNotBusy() {
        callee.register(PROCEDURE, "invoke", "first", "concurrency", 1);
        TestClient second = harness.join(VERSATILE);
        second.register(PROCEDURE, "invoke", "first", "concurrency", 1);

        client.call(PROCEDURE, 1);
        client.call(PROCEDURE, 2);
        long third = client.call(PROCEDURE, 3);

        assertThat(callee.expect(Invocation.class).payload().args()).containsExactly(1);
        assertThat(second.expect(Invocation.class).payload().args()).containsExactly(2);
        client.expectError(MessageType.CALL, third, Uris.UNAVAILABLE);
        second.drop();
        client.drain();
        callee.yield(1, "done");
        client.expect(Result.class);
        client.call(PROCEDURE, 4);
        callee.expect(Invocation.class);
    }
}
