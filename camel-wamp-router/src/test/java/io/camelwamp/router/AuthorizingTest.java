package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.PLAIN;
import static io.camelwamp.router.RouterHarness.VERSATILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.camelwamp.protocol.CloseDetails;
import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.Goodbye;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.HelloDetails;
import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Published;
import io.camelwamp.protocol.Register;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.Subscribed;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.router.permission.AccessRequest;
import io.camelwamp.router.permission.Action;
import io.camelwamp.router.permission.Authorizer;
import io.camelwamp.router.permission.Permission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Permissions, and how the router asks for them. */
class AuthorizingTest {
    private static final String TOPIC = "com.app.topic";
    private static final String PROCEDURE = "com.app.proc";

    private final List<AccessRequest> asked = new ArrayList<>();

    /** Answers that the test gives later; requests for other URIs are granted at once. */
    private final Map<String, CompletableFuture<Permission>> later = new HashMap<>();

    private Predicate<AccessRequest> forbidden = request -> false;
    private Permission granted = Permission.GRANTED;
    private final Authorizer authorizer = this::authorize;

    private final RouterHarness harness = RouterHarness.with(RealmConfig.DEFAULT
            .withAuthorizer(authorizer)
            .withMetaAccess(MetaAccess.ALL)
            .withHistory(HistoryRule.of(MatchPolicy.EXACT, "com.app.history", 10)));
    private final TestClient client = harness.join(VERSATILE);
    private final TestClient other = harness.join(VERSATILE);

    private CompletionStage<Permission> authorize(AccessRequest request) {
        asked.add(request);
        CompletableFuture<Permission> answer = later.get(request.uri());
        return answer != null
                ? answer
                : CompletableFuture.completedFuture(forbidden.test(request) ? Permission.DENIED : granted);
    }

    @Test
    void asksWhoWantsToDoWhat() {
        client.subscribe(TOPIC, "match", "prefix");
        client.register(PROCEDURE, "match", "wildcard");
        client.publish(TOPIC, 1);
        client.call(PROCEDURE, 1);

        assertThat(asked)
                .extracting(AccessRequest::action, AccessRequest::uri, AccessRequest::match)
                .containsExactly(
                        tuple(Action.SUBSCRIBE, TOPIC, MatchPolicy.PREFIX),
                        tuple(Action.REGISTER, PROCEDURE, MatchPolicy.WILDCARD),
                        tuple(Action.PUBLISH, TOPIC, MatchPolicy.EXACT),
                        tuple(Action.CALL, PROCEDURE, MatchPolicy.EXACT));
        assertThat(asked).allSatisfy(request -> {
            assertThat(request.session()).isEqualTo(client.sessionId());
            assertThat(request.realm()).isEqualTo(RouterHarness.REALM);
            assertThat(request.identity().authrole()).isEqualTo("anonymous");
        });
    }

    @Test
    void refusesWhatIsForbiddenAndGoesOn() {
        other.register(PROCEDURE);
        other.subscribe(TOPIC);
        forbidden = request -> request.session() == client.sessionId();

        client.publish(TOPIC, 1);
        client.expectNothing();
        long publish = client.publish(TOPIC, 1, "acknowledge", true);
        client.expectError(MessageType.PUBLISH, publish, Uris.NOT_AUTHORIZED);
        client.say(new Subscribe(client.nextRequest(), SubscribeOptions.NONE, TOPIC));
        client.expectError(MessageType.SUBSCRIBE, client.lastRequest(), Uris.NOT_AUTHORIZED);
        client.say(new Register(client.nextRequest(), RegisterOptions.NONE, "com.app.other"));
        client.expectError(MessageType.REGISTER, client.lastRequest(), Uris.NOT_AUTHORIZED);
        long call = client.call(PROCEDURE, 1);
        client.expectError(MessageType.CALL, call, Uris.NOT_AUTHORIZED);
        client.askInVain(Uris.NOT_AUTHORIZED, "wamp.session.kill", other.sessionId());

        other.expectNothing();
        assertThat(harness.statistics().denied()).isEqualTo(6);
        forbidden = request -> false;
        client.publish(TOPIC, 2);
        assertThat(other.expect(Event.class).payload().args()).containsExactly(2);
    }

    @Test
    void asksOnceForAllPortionsOfACall() {
        other.register(PROCEDURE);
        asked.clear();
        long request = client.call(PROCEDURE, 1, "progress", true);
        client.callAgain(request, PROCEDURE, 2, "progress", true);
        client.callAgain(request, PROCEDURE, 3);

        assertThat(asked).hasSize(1);
        assertThat(other.drain()).hasSize(3);
    }

    @Test
    void ignoresFurtherPortionsOfACallThatWasRefused() {
        other.register(PROCEDURE);
        forbidden = request -> request.action() == Action.CALL;
        long request = client.call(PROCEDURE, 1, "progress", true);
        client.expectError(MessageType.CALL, request, Uris.NOT_AUTHORIZED);

        client.callAgain(request, PROCEDURE, 2, "progress", true);

        client.expectNothing();
        other.expectNothing();
    }

    // --- what a permission says besides yes

    @Test
    void disclosesAndGradesWhomThePermissionSays() {
        other.subscribe(TOPIC);
        other.register(PROCEDURE);
        granted = Permission.GRANTED.withDisclosure(true).withTrustLevel(2);

        client.publish(TOPIC, 1);
        Event event = other.expect(Event.class);
        assertThat(event.details().publisher()).isEqualTo(client.sessionId());
        assertThat(event.details().number("trustlevel")).isEqualTo(2);
        client.call(PROCEDURE, 1);
        Invocation invocation = other.expect(Invocation.class);
        assertThat(invocation.details().caller()).isEqualTo(client.sessionId());
        assertThat(invocation.details().number("trustlevel")).isEqualTo(2);
    }

    // --- what needs more than one permission

    @Test
    void letsASessionLeaveBehindOnlyWhatItMayPublish() {
        forbidden =
                request -> request.action() == Action.PUBLISH && request.uri().equals(TOPIC);

        client.askInVain(Uris.NOT_AUTHORIZED, "wamp.session.add_testament", TOPIC, List.of(), Map.of());
        client.ask("wamp.session.add_testament", "com.app.other", List.of(), Map.of());
    }

    @Test
    void letsASessionReadOnlyTheHistoryOfWhatItMaySubscribeTo() {
        long id = (Long)
                client.ask("wamp.subscription.lookup", "com.app.history").args().get(0);
        client.ask("wamp.subscription.get_events", id);
        forbidden = request -> request.action() == Action.SUBSCRIBE;

        client.askInVain(Uris.NOT_AUTHORIZED, "wamp.subscription.get_events", id);
    }

    // --- answers that take time

    @Test
    void keepsTheOrderOfASessionWhileAnAnswerIsOutstanding() {
        other.subscribe("com.app", "match", "prefix");
        CompletableFuture<Permission> answer = new CompletableFuture<>();
        later.put("com.app.slow", answer);

        client.publish("com.app.slow", 1, "acknowledge", true);
        client.publish(TOPIC, 2, "acknowledge", true);
        client.say(new Subscribe(client.nextRequest(), SubscribeOptions.NONE, TOPIC));
        client.expectNothing();
        other.expectNothing();
        assertThat(client.isReadByRouter()).isFalse();

        answer.complete(Permission.GRANTED);
        harness.loop.run();
        assertThat(client.expect(Published.class).request()).isEqualTo(1);
        assertThat(client.expect(Published.class).request()).isEqualTo(2);
        client.expect(Subscribed.class);
        assertThat(other.expect(Event.class).payload().args()).containsExactly(1);
        assertThat(other.expect(Event.class).payload().args()).containsExactly(2);
        assertThat(client.isReadByRouter()).isTrue();
        assertThat(harness.loop.timers()).isZero();
    }

    @Test
    void letsNobodyElseWait() {
        later.put("com.app.slow", new CompletableFuture<>());
        client.publish("com.app.slow", 1);

        other.subscribe(TOPIC);
        harness.join().publish(TOPIC, 1);

        other.expect(Event.class);
    }

    @Test
    void refusesWhenTheAuthorizerFailsOrTakesTooLong() {
        later.put("com.app.broken", CompletableFuture.failedFuture(new IllegalStateException("no database")));
        later.put("com.app.slow", new CompletableFuture<>());
        later.put("com.app.nothing", CompletableFuture.completedFuture(null));

        long broken = client.call("com.app.broken", 1);
        client.expectError(MessageType.CALL, broken, Uris.AUTHORIZATION_FAILED);
        long nothing = client.call("com.app.nothing", 1);
        client.expectError(MessageType.CALL, nothing, Uris.AUTHORIZATION_FAILED);
        long slow = client.call("com.app.slow", 1);
        harness.loop.advance(Duration.ofSeconds(9));
        client.expectNothing();
        harness.loop.advance(Duration.ofSeconds(1));
        client.expectError(MessageType.CALL, slow, Uris.AUTHORIZATION_FAILED);

        later.get("com.app.slow").complete(Permission.GRANTED);
        harness.loop.run();
        client.expectNothing();
        assertThat(harness.statistics().denied()).isEqualTo(3);
        client.ask("wamp.session.count");
    }

    @Test
    void abortsAClientThatKeepsTalkingInsteadOfWaiting() {
        later.put("com.app.slow", new CompletableFuture<>());
        client.publish("com.app.slow", 1);
        for (int i = 0; i < 10_000; i++) {
            client.publish(TOPIC, i);
        }
        client.expectNothing();

        client.publish(TOPIC, 1);

        client.expectAbort(Uris.PROTOCOL_VIOLATION);
        harness.loop.run();
        assertThat(harness.loop.timers()).isZero();
    }

    @Test
    void refusesWhenAnAnswerIsTakenBack() {
        CompletableFuture<Permission> answer = new CompletableFuture<>();
        later.put("com.app.slow", answer);
        long request = client.call("com.app.slow", 1);

        answer.cancel(false);
        harness.loop.run();

        client.expectError(MessageType.CALL, request, Uris.AUTHORIZATION_FAILED);
    }

    @Test
    void survivesAnAuthorizerThatThrows() {
        RouterHarness fragile = RouterHarness.with(RealmConfig.DEFAULT.withAuthorizer(request -> {
            throw new IllegalStateException("not today");
        }));
        TestClient visitor = fragile.join();

        long request = visitor.call(PROCEDURE, 1);

        visitor.expectError(MessageType.CALL, request, Uris.AUTHORIZATION_FAILED);
    }

    @Test
    void forgetsAnswersForASessionThatLeft() {
        CompletableFuture<Permission> answer = new CompletableFuture<>();
        other.subscribe("com.app.slow");
        later.put("com.app.slow", answer);
        client.publish("com.app.slow", 1);
        client.publish(TOPIC, 2);

        client.drop();
        answer.complete(Permission.GRANTED);
        harness.loop.run();

        other.expectNothing();
        assertThat(harness.loop.timers()).isZero();
    }

    @Test
    void letsTheNextSessionOfAConnectionBeginAfterTheAnswer() {
        CompletableFuture<Permission> answer = new CompletableFuture<>();
        later.put("com.app.slow", answer);
        long call = client.call("com.app.slow", 1);
        client.say(new Goodbye(CloseDetails.NONE, Uris.CLOSE_REALM));
        client.say(new Hello(RouterHarness.REALM, new HelloDetails(Map.of("roles", PLAIN))));
        client.expectNothing();

        answer.complete(Permission.DENIED);
        harness.loop.run();

        client.expectError(MessageType.CALL, call, Uris.NOT_AUTHORIZED);
        client.expect(Goodbye.class);
        client.expect(Welcome.class);
    }

    @Test
    void answersTheGoodbyeOfASessionThatIsEndedWhileItWaits() {
        later.put("com.app.slow", new CompletableFuture<>());
        client.call("com.app.slow", 1);
        client.say(new Goodbye(CloseDetails.NONE, Uris.CLOSE_REALM));

        other.ask("wamp.session.kill", client.sessionId());

        client.expect(Goodbye.class);
        client.expectNothing();
        assertThat(client.isClosed()).isTrue();
    }
}
