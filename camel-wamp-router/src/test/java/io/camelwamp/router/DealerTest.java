package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.ABLE;
import static io.camelwamp.router.RouterHarness.REALM;
import static io.camelwamp.router.TestClient.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Register;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.Yield;
import io.camelwamp.protocol.YieldOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DealerTest {
    private static final String PROCEDURE = "com.app.add2";

    private final RouterHarness harness = new RouterHarness();
    private final TestClient caller = harness.join();
    private final TestClient callee = harness.join(ABLE);

    private static long tryToRegister(TestClient client, String procedure, Object... options) {
        client.say(new Register(client.nextRequest(), RegisterOptions.of(map(options)), procedure));
        return client.lastRequest();
    }

    // --- calls

    @Test
    void routesACallToItsCalleeAndTheResultBack() {
        long registration = callee.register(PROCEDURE);
        Payload arguments = Payload.of(List.of(2, 3), Map.of("a", 1));
        Payload results = Payload.of(List.of(5), Map.of("b", 2));

        caller.say(new Call(caller.nextRequest(), CallOptions.NONE, PROCEDURE, arguments));
        Invocation invocation = callee.expect(Invocation.class);
        assertThat(invocation.request()).isEqualTo(1);
        assertThat(invocation.registration()).isEqualTo(registration);
        assertThat(invocation.details().values()).isEmpty();
        assertThat(invocation.payload()).isSameAs(arguments);
        assertThat(harness.statistics().callsInFlight()).isEqualTo(1);

        callee.say(new Yield(invocation.request(), YieldOptions.NONE, results));
        Result result = caller.expect(Result.class);
        assertThat(result.request()).isEqualTo(caller.lastRequest());
        assertThat(result.details().values()).isEmpty();
        assertThat(result.payload()).isSameAs(results);
        assertThat(harness.statistics().callsInFlight()).isZero();
        assertThat(harness.statistics().calls()).isEqualTo(1);
    }

    @Test
    void routesAnErrorBack() {
        callee.register(PROCEDURE);
        long request = caller.call(PROCEDURE, 1);
        Payload payload = Payload.of(List.of("overflow"), Map.of("bits", 64));

        callee.say(new ErrorMessage(
                MessageType.INVOCATION,
                callee.expect(Invocation.class).request(),
                Map.of("k", "v"),
                "com.app.error.overflow",
                payload));

        ErrorMessage error = caller.expectError(MessageType.CALL, request, "com.app.error.overflow");
        assertThat(error.details()).isEqualTo(Map.of("k", "v"));
        assertThat(error.payload()).isSameAs(payload);
        assertThat(harness.statistics().callsInFlight()).isZero();
    }

    @Test
    void countsInvocationsOfEachCalleeFromOne() {
        TestClient other = harness.join();
        callee.register("com.app.a");
        other.register("com.app.b");

        caller.call("com.app.a", 1);
        caller.call("com.app.b", 1);
        caller.call("com.app.a", 1);

        assertThat(callee.expect(Invocation.class).request()).isEqualTo(1);
        assertThat(callee.expect(Invocation.class).request()).isEqualTo(2);
        assertThat(other.expect(Invocation.class).request()).isEqualTo(1);
    }

    @Test
    void keepsTheOrderOfCallsAndAllowsAnswersInAnyOrder() {
        callee.register(PROCEDURE);
        List<Long> requests = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            requests.add(caller.call(PROCEDURE, i));
        }
        List<Invocation> invocations =
                callee.drain().stream().map(Invocation.class::cast).toList();
        assertThat(invocations)
                .extracting(invocation -> invocation.payload().args().get(0))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

        for (int i = 9; i >= 0; i--) {
            callee.yield(invocations.get(i).request(), i);
            Result result = caller.expect(Result.class);
            assertThat(result.request()).isEqualTo(requests.get(i));
            assertThat(result.payload().args()).containsExactly(i);
        }
    }

    @Test
    void answersCallsOfOneSessionToItself() {
        callee.register(PROCEDURE);
        long request = callee.call(PROCEDURE, 1);

        callee.yield(callee.expect(Invocation.class).request(), 2);

        assertThat(callee.expect(Result.class).request()).isEqualTo(request);
    }

    @ParameterizedTest
    @CsvSource({
        "com.app.unknown, wamp.error.no_such_procedure",
        "wamp.session.unknown, wamp.error.no_such_procedure",
        "com..app, wamp.error.invalid_uri",
        "com app, wamp.error.invalid_uri",
        "'', wamp.error.invalid_uri",
    })
    void refusesCallsThatCannotBeRouted(String procedure, String error) {
        long request = caller.call(procedure, 1);

        caller.expectError(MessageType.CALL, request, error);
        assertThat(harness.statistics().callsInFlight()).isZero();
    }

    @Test
    void doesNotLetPatternsCatchCallsToTheProtocolsOwnProcedures() {
        callee.register("", "match", "prefix");
        callee.register("..", "match", "wildcard");

        long request = caller.call("wamp.session.unknown", 1);

        caller.expectError(MessageType.CALL, request, Uris.NO_SUCH_PROCEDURE);
        callee.expectNothing();
    }

    @Test
    void boundsTheCallsInFlightOfASession() {
        RouterHarness small = new RouterHarness(b -> b.realm(REALM).limits(new SessionLimits(1000, 2000, 1, 1, 2)));
        TestClient patient = small.join();
        TestClient busy = small.join();
        busy.register(PROCEDURE);
        patient.call(PROCEDURE, 1);
        patient.call(PROCEDURE, 2);

        long request = patient.call(PROCEDURE, 3);

        patient.expectError(MessageType.CALL, request, Uris.UNAVAILABLE);
        busy.yield(busy.expect(Invocation.class).request(), 1);
        patient.expect(Result.class);
        patient.call(PROCEDURE, 4);
        patient.expectNothing();
    }

    // --- disclosure

    @Test
    void disclosesTheCallerWhenEitherSideAsks() {
        callee.register("com.app.a");
        callee.register("com.app.b", "disclose_caller", true);

        caller.call("com.app.a", 1);
        assertThat(callee.expect(Invocation.class).details().caller()).isNull();
        caller.call("com.app.a", 1, "disclose_me", true);
        Invocation asked = callee.expect(Invocation.class);
        assertThat(asked.details().caller()).isEqualTo(caller.sessionId());
        assertThat(asked.details().text("caller_authid")).startsWith("anonymous-");
        assertThat(asked.details().text("caller_authrole")).isEqualTo("anonymous");
        caller.call("com.app.b", 1);
        assertThat(callee.expect(Invocation.class).details().caller()).isEqualTo(caller.sessionId());
    }

    @Test
    void refusesToDiscloseWhereTheRealmForbidsIt() {
        RouterHarness discreet =
                new RouterHarness(b -> b.realm(REALM, RealmConfig.DEFAULT.withDisclosure(Disclosure.NEVER)));
        TestClient server = discreet.join();
        server.register(PROCEDURE);
        TestClient client = discreet.join();

        long call = client.call(PROCEDURE, 1, "disclose_me", true);
        client.expectError(MessageType.CALL, call, Uris.DISCLOSE_ME_DISALLOWED);
        long register = tryToRegister(client, "com.app.b", "disclose_caller", true);
        client.expectError(MessageType.REGISTER, register, Uris.OPTION_NOT_ALLOWED);
        server.expectNothing();
    }

    @Test
    void tellsCallersWhoAnsweredWhereTheRealmAlwaysDiscloses() {
        RouterHarness open = RouterHarness.with(RealmConfig.DEFAULT.withDisclosure(Disclosure.ALWAYS));
        TestClient client = open.join();
        TestClient server = open.join(ABLE);
        server.register(PROCEDURE);
        client.call(PROCEDURE, 1, "receive_progress", true);

        server.yield(1, 1, "progress", true);
        server.yield(1, 2);

        for (boolean progress : new boolean[] {true, false}) {
            Result result = client.expect(Result.class);
            assertThat(result.details().progress()).isEqualTo(progress);
            assertThat(result.details().number("callee")).isEqualTo(server.sessionId());
            assertThat(result.details().text("callee_authid")).startsWith("anonymous-");
            assertThat(result.details().text("callee_authrole")).isEqualTo("anonymous");
        }
    }

    // --- violations

    @Test
    void abortsACallerThatUsesProgressiveInvocationsUnannounced() {
        callee.register(PROCEDURE);

        caller.call(PROCEDURE, 1, "progress", true);

        caller.expectAbort(Uris.PROTOCOL_VIOLATION);
        callee.expectNothing();
    }

    @Test
    void abortsACallerThatReusesTheIdOfACallInFlight() {
        RouterHarness lenient = new RouterHarness(b -> b.realm(REALM).strictRequestIds(false));
        TestClient server = lenient.join(ABLE);
        server.register(PROCEDURE);
        TestClient client = lenient.join();
        Call call = new Call(5, CallOptions.NONE, PROCEDURE, Payload.EMPTY);
        client.say(call);

        client.say(call);

        client.expectAbort(Uris.PROTOCOL_VIOLATION);
        assertThat(lenient.statistics().callsInFlight()).isZero();
    }

    @Test
    void abortsACalleeThatAnswersWhatItWasNeverAsked() {
        callee.register(PROCEDURE);
        caller.call(PROCEDURE, 1);
        callee.expect(Invocation.class);

        callee.yield(2, "?");

        callee.expectAbort(Uris.PROTOCOL_VIOLATION);
        caller.expectError(MessageType.CALL, caller.lastRequest(), Uris.CANCELED);

        caller.fail(1, "com.app.error", "?");
        caller.expectAbort(Uris.PROTOCOL_VIOLATION);
    }

    @Test
    void abortsAClientThatSendsAnErrorForWhatIsNoInvocation() {
        caller.say(new ErrorMessage(MessageType.CALL, 1, Map.of(), "com.app.error", Payload.EMPTY));

        caller.expectAbort(Uris.PROTOCOL_VIOLATION);
    }

    @Test
    void dropsASecondAnswer() {
        callee.register(PROCEDURE);
        caller.call(PROCEDURE, 1);
        long invocation = callee.expect(Invocation.class).request();
        callee.yield(invocation, 1);
        caller.expect(Result.class);

        callee.yield(invocation, 2);
        callee.fail(invocation, "com.app.error", 3);

        caller.expectNothing();
        callee.expectNothing();
        assertThat(callee.isClosed()).isFalse();
    }

    @Test
    void abortsPassThruModeInCallsAndResults() {
        callee.register(PROCEDURE);
        TestClient other = harness.join();
        other.call(PROCEDURE, 1, "ppt_scheme", "mqtt");
        other.expectAbort(Uris.PROTOCOL_VIOLATION);

        caller.call(PROCEDURE, 1);
        callee.yield(callee.expect(Invocation.class).request(), 1, "ppt_scheme", "mqtt");
        callee.expectAbort(Uris.PROTOCOL_VIOLATION);
        caller.expectError(MessageType.CALL, caller.lastRequest(), Uris.CANCELED);
    }
}
