package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.PLAIN;
import static io.camelwamp.router.RouterHarness.REALM;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.auth.WampCra;
import io.camelwamp.protocol.Abort;
import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.HelloDetails;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.router.auth.AuthenticationMethod;
import io.camelwamp.router.auth.Credential;
import io.camelwamp.router.auth.InMemoryUsers;
import io.camelwamp.router.auth.TicketMethod;
import io.camelwamp.router.auth.User;
import io.camelwamp.router.auth.UserDatabase;
import io.camelwamp.router.auth.WampCraMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What clients can learn from the methods that look users up, and what they cannot. */
class UserMethodsTest {
    private static final Credential.Salting SALTING = Credential.Salting.of("salt");
    private static final InMemoryUsers USERS = new InMemoryUsers(
            User.of("joe", "staff", Credential.Ticket.of("t1"), Credential.CraKey.of("secret")),
            User.of("sal", "staff", Credential.CraKey.salted("secret", SALTING)),
            User.of("none", "staff"));

    private static RouterHarness harness(AuthenticationMethod method) {
        return new RouterHarness(b -> b.realm(REALM, RealmConfig.DEFAULT.withAuthentication(method)));
    }

    private static TestClient hello(RouterHarness harness, String method, String authid) {
        Map<String, Object> details = authid == null
                ? Map.of("roles", PLAIN, "authmethods", List.of(method))
                : Map.of("roles", PLAIN, "authmethods", List.of(method), "authid", authid);
        return harness.connect().say(new Hello(REALM, new HelloDetails(details)));
    }

    @Test
    void asksUnknownUsersWhatItAsksKnownOnes() {
        RouterHarness plain = harness(new WampCraMethod(USERS));
        Challenge known = hello(plain, "wampcra", "joe").expect(Challenge.class);
        Challenge unknown = hello(plain, "wampcra", "eve").expect(Challenge.class);
        Challenge without = hello(plain, "wampcra", "none").expect(Challenge.class);

        assertThat(known.extra()).containsOnlyKeys("challenge");
        assertThat(unknown.extra()).containsOnlyKeys("challenge");
        assertThat(without.extra()).containsOnlyKeys("challenge");
    }

    @Test
    void makesUpTheSameSaltForAnUnknownUserEachTime() {
        RouterHarness salted = harness(new WampCraMethod(USERS, SALTING));
        Challenge first = hello(salted, "wampcra", "eve").expect(Challenge.class);
        Challenge again = hello(salted, "wampcra", "eve").expect(Challenge.class);
        Challenge other = hello(salted, "wampcra", "eva").expect(Challenge.class);

        assertThat(first.extra())
                .containsEntry("iterations", 1000)
                .containsEntry("keylen", 32)
                .containsEntry("salt", again.extra().get("salt"));
        assertThat(first.extra().get("salt")).isNotEqualTo(other.extra().get("salt"));
        assertThat(first.extra().get("challenge")).isNotEqualTo(again.extra().get("challenge"));
    }

    @Test
    void turnsUnknownUsersAwayLikeWrongProofs() {
        for (AuthenticationMethod method : List.of(new WampCraMethod(USERS), new TicketMethod(USERS))) {
            RouterHarness harness = harness(method);
            Abort[] aborts = new Abort[3];
            String[] users = {"joe", "eve", "none"};
            for (int i = 0; i < users.length; i++) {
                TestClient client = hello(harness, method.name(), users[i]);
                client.expect(Challenge.class);
                client.say(new Authenticate("wrong", Map.of()));
                aborts[i] = client.expectAbort(Uris.AUTHENTICATION_FAILED);
            }
            assertThat(aborts[1]).isEqualTo(aborts[0]).isEqualTo(aborts[2]);
        }
    }

    @Test
    void takesNoAnswerToAnEarlierChallenge() {
        RouterHarness harness = harness(new WampCraMethod(USERS));
        TestClient first = hello(harness, "wampcra", "joe");
        Authenticate answer = new Authenticate(
                WampCra.sign("secret".getBytes(StandardCharsets.UTF_8), (String)
                        first.expect(Challenge.class).extra().get("challenge")),
                Map.of());
        first.say(answer).expect(Welcome.class);

        TestClient second = hello(harness, "wampcra", "joe");
        second.expect(Challenge.class);
        second.say(answer).expectAbort(Uris.AUTHENTICATION_FAILED);
    }

    @Test
    void needsAnAuthid() {
        for (AuthenticationMethod method : List.of(new WampCraMethod(USERS), new TicketMethod(USERS))) {
            Abort abort = hello(harness(method), method.name(), null).expectAbort(Uris.AUTHENTICATION_FAILED);
            assertThat(abort.details().message()).contains("authid");
        }
    }

    @Test
    void quotesWhatTheClientCallsItself() {
        RouterHarness harness = harness(new WampCraMethod(USERS));
        Challenge challenge = hello(harness, "wampcra", "a\"b\\c\n").expect(Challenge.class);

        assertThat((String) challenge.extra().get("challenge")).contains("\"authid\":\"a\\\"b\\\\c\\u000a\"");
    }

    @Test
    void waitsForASlowDatabaseAndHidesWhatGoesWrongThere() {
        CompletableFuture<Optional<User>> answer = new CompletableFuture<>();
        UserDatabase slow = new UserDatabase() {
            @Override
            public CompletionStage<Optional<User>> byAuthid(String realm, String authid) {
                return answer;
            }
        };
        TestClient client = hello(harness(new WampCraMethod(slow)), "wampcra", "joe");
        client.expectNothing();

        answer.completeExceptionally(new IllegalStateException("jdbc:foo?password=bar"));

        assertThat(client.expectAbort(Uris.AUTHENTICATION_FAILED).details().message())
                .doesNotContain("bar");
    }

    @Test
    void forgetsARemovedUser() {
        InMemoryUsers users = new InMemoryUsers(User.of("joe", "staff", Credential.Ticket.of("t1")));
        RouterHarness harness = harness(new TicketMethod(users));
        users.remove("joe");
        TestClient client = hello(harness, "ticket", "joe");
        client.expect(Challenge.class);

        client.say(new Authenticate("t1", Map.of())).expectAbort(Uris.AUTHENTICATION_FAILED);
    }

    @Test
    void showsNoSecretInTexts() {
        assertThat(USERS.byAuthid(REALM, "joe")
                        .toCompletableFuture()
                        .join()
                        .orElseThrow()
                        .toString())
                .contains("joe", "staff")
                .doesNotContain("t1", "secret");
    }
}
