package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.ABLE;
import static io.camelwamp.router.RouterHarness.REALM;
import static io.camelwamp.router.TestClient.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Register;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.Registered;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.Unregister;
import io.camelwamp.protocol.Unregistered;
import io.camelwamp.protocol.Uris;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegisteringTest {
    private static final String PROCEDURE = "com.app.add2";

    private final RouterHarness harness = new RouterHarness();
    private final TestClient caller = harness.join();
    private final TestClient callee = harness.join(ABLE);

    private static long tryToRegister(TestClient client, String procedure, Object... options) {
        client.say(new Register(client.nextRequest(), RegisterOptions.of(map(options)), procedure));
        return client.lastRequest();
    }

    private static void unregister(TestClient client, long registration) {
        client.say(new Unregister(client.nextRequest(), registration));
    }

    @Test
    void refusesASecondRegistrationOfAProcedure() {
        callee.register(PROCEDURE);

        long request = tryToRegister(caller, PROCEDURE);
        ErrorMessage error = caller.expectError(MessageType.REGISTER, request, Uris.PROCEDURE_ALREADY_EXISTS);
        assertThat(error.payload().args().get(0)).asString().contains(PROCEDURE, "invoke=single");
        request = tryToRegister(callee, PROCEDURE);
        callee.expectError(MessageType.REGISTER, request, Uris.PROCEDURE_ALREADY_EXISTS);
    }

    @Test
    void keepsRegistrationsOfOneUriUnderDifferentPoliciesApart() {
        long exact = callee.register(PROCEDURE);
        long prefix = callee.register(PROCEDURE, "match", "prefix");

        assertThat(prefix).isNotEqualTo(exact);
        caller.call(PROCEDURE, 1);
        assertThat(callee.expect(Invocation.class).registration()).isEqualTo(exact);
        caller.call(PROCEDURE + ".x", 1);
        assertThat(callee.expect(Invocation.class).registration()).isEqualTo(prefix);
    }

    @Test
    void tellsTheCalleeOfAPatternWhichProcedureWasCalled() {
        callee.register("com..add2", "match", "wildcard");

        caller.call(PROCEDURE, 1);

        assertThat(callee.expect(Invocation.class).details().procedure()).isEqualTo(PROCEDURE);
    }

    @Test
    void freesTheProcedureWhenItIsUnregistered() {
        long registration = callee.register(PROCEDURE);
        unregister(callee, registration);
        callee.expect(Unregistered.class);

        long request = caller.call(PROCEDURE, 1);
        caller.expectError(MessageType.CALL, request, Uris.NO_SUCH_PROCEDURE);
        assertThat(caller.register(PROCEDURE)).isNotEqualTo(registration);
    }

    @Test
    void letsInvocationsUnderWayEndAfterUnregistering() {
        long registration = callee.register(PROCEDURE);
        caller.call(PROCEDURE, 1);
        Invocation invocation = callee.expect(Invocation.class);
        unregister(callee, registration);
        callee.expect(Unregistered.class);

        callee.yield(invocation.request(), 2);

        caller.expect(Result.class);
    }

    @Test
    void refusesToUnregisterWhatTheSessionDoesNotHold() {
        long registration = callee.register(PROCEDURE);

        unregister(caller, registration);

        caller.expectError(MessageType.UNREGISTER, caller.lastRequest(), Uris.NO_SUCH_REGISTRATION);
        assertThat(harness.statistics().registrations()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wamp.app.proc", "wamp", "com..x", "com.x.", "a b", ""})
    void refusesProceduresThatNobodyMayRegister(String procedure) {
        long request = tryToRegister(callee, procedure);

        callee.expectError(MessageType.REGISTER, request, Uris.INVALID_URI);
        assertThat(harness.statistics().registrations()).isZero();
    }

    @Test
    void boundsTheRegistrationsOfASession() {
        RouterHarness small = new RouterHarness(b -> b.realm(REALM).limits(new SessionLimits(1000, 2000, 1, 1, 1)));
        TestClient client = small.join();
        client.register("com.app.a");

        long request = tryToRegister(client, "com.app.b");

        client.expectError(MessageType.REGISTER, request, Uris.NOT_AUTHORIZED);
    }

    @Test
    void sendsRegisteredBeforeTheFirstInvocation() {
        callee.say(new Register(callee.nextRequest(), RegisterOptions.NONE, PROCEDURE));
        caller.call(PROCEDURE, 1);

        callee.expect(Registered.class);
        callee.expect(Invocation.class);
    }

    // --- shared registrations

    private List<TestClient> share(String invoke, int callees) {
        List<TestClient> all = new ArrayList<>();
        for (int i = 0; i < callees; i++) {
            TestClient client = harness.join();
            client.register(PROCEDURE, "invoke", invoke);
            all.add(client);
        }
        return all;
    }

    private List<Integer> whoIsCalled(List<TestClient> callees, int calls) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            caller.call(PROCEDURE, i);
            for (int c = 0; c < callees.size(); c++) {
                if (!callees.get(c).drain().isEmpty()) {
                    order.add(c);
                }
            }
        }
        return order;
    }

    @Test
    void callsSharedCalleesByTheirPolicy() {
        List<TestClient> callees = share("roundrobin", 3);
        assertThat(whoIsCalled(callees, 7)).containsExactly(0, 1, 2, 0, 1, 2, 0);
        callees.get(1).drop();
        assertThat(whoIsCalled(callees, 3)).containsExactly(2, 0, 2);
        callees.forEach(TestClient::drop);

        callees = share("roundrobin", 3);
        assertThat(whoIsCalled(callees, 2)).containsExactly(0, 1);
        callees.get(0).drop();
        assertThat(whoIsCalled(callees, 3)).containsExactly(2, 1, 2);
        callees.forEach(TestClient::drop);

        callees = share("first", 3);
        assertThat(whoIsCalled(callees, 2)).containsExactly(0, 0);
        callees.get(0).drop();
        assertThat(whoIsCalled(callees, 1)).containsExactly(1);
        callees.forEach(TestClient::drop);

        callees = share("last", 3);
        assertThat(whoIsCalled(callees, 2)).containsExactly(2, 2);
        callees.get(2).drop();
        assertThat(whoIsCalled(callees, 1)).containsExactly(1);
        callees.forEach(TestClient::drop);

        callees = share("random", 3);
        assertThat(whoIsCalled(callees, 200)).hasSize(200).contains(0, 1, 2);
    }

    @Test
    void sharesOneIdAmongAllCalleesOfAProcedure() {
        long registration = callee.register(PROCEDURE, "invoke", "first");

        assertThat(caller.register(PROCEDURE, "invoke", "first")).isEqualTo(registration);
        assertThat(harness.statistics().registrations()).isEqualTo(1);
        unregister(callee, registration);
        callee.expect(Unregistered.class);
        assertThat(harness.statistics().registrations()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"single, single", "single, roundrobin", "roundrobin, single", "first, last"})
    void refusesToShareUnlessAllCalleesAgree(String first, String second) {
        callee.register(PROCEDURE, "invoke", first);

        long request = tryToRegister(caller, PROCEDURE, "invoke", second);

        caller.expectError(MessageType.REGISTER, request, Uris.PROCEDURE_ALREADY_EXISTS);
    }

    @Test
    void refusesASessionThatWantsToShareWithItself() {
        callee.register(PROCEDURE, "invoke", "roundrobin");

        long request = tryToRegister(callee, PROCEDURE, "invoke", "roundrobin");

        assertThat(callee.expectError(MessageType.REGISTER, request, Uris.PROCEDURE_ALREADY_EXISTS)
                        .payload()
                        .args()
                        .get(0))
                .asString()
                .contains("by this session");
    }
}
