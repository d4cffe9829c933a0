package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.PLAIN;
import static io.camelwamp.router.RouterHarness.REALM;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Abort;
import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.CloseDetails;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.HelloDetails;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.router.auth.AnonymousMethod;
import io.camelwamp.router.auth.Applicant;
import io.camelwamp.router.auth.AuthenticationMethod;
import io.camelwamp.router.auth.Identity;
import io.camelwamp.router.auth.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The seam that authentication methods plug into, with methods of the test's own. */
class AuthenticatingTest {
    private record Method(String name, Function<Applicant, CompletionStage<Verdict>> judge)
            implements AuthenticationMethod {
        @Override
        public CompletionStage<Verdict> authenticate(Applicant applicant) {
            return judge.apply(applicant);
        }
    }

    private static RouterHarness harness(AuthenticationMethod... methods) {
        return new RouterHarness(b -> b.realm(REALM, RealmConfig.DEFAULT.withAuthentication(methods)));
    }

    private static CompletionStage<Verdict> now(Verdict verdict) {
        return CompletableFuture.completedFuture(verdict);
    }

    private static Verdict admit(Applicant applicant) {
        return new Verdict.Admitted(new Identity(applicant.authid(), "staff", "ticket", "test", Map.of("k", "v")));
    }

    /** Asks for a number of answers, each of which must be its number. */
    private static AuthenticationMethod asking(int times) {
        return new Method("ticket", applicant -> ask(applicant, 1, times));
    }

    private static CompletionStage<Verdict> ask(Applicant applicant, int number, int times) {
        if (number > times) {
            return now(admit(applicant));
        }
        return now(new Verdict.Challenged(
                new Challenge("ticket", Map.of("factor", number)),
                answer -> answer.signature().equals("answer " + number)
                        ? ask(applicant, number + 1, times)
                        : now(new Verdict.Denied(Uris.AUTHENTICATION_FAILED, "No"))));
    }

    private static Hello hello(String... methods) {
        return new Hello(
                REALM, new HelloDetails(Map.of("roles", PLAIN, "authid", "joe", "authmethods", List.of(methods))));
    }

    @Test
    void challengesUntilTheMethodIsContent() {
        RouterHarness harness = harness(asking(2));
        TestClient client = harness.connect().say(hello("ticket"));

        assertThat(client.expect(Challenge.class).extra()).isEqualTo(Map.of("factor", 1));
        client.say(new Authenticate("answer 1", Map.of()));
        assertThat(client.expect(Challenge.class).extra()).isEqualTo(Map.of("factor", 2));
        client.say(new Authenticate("answer 2", Map.of()));

        Welcome welcome = client.expect(Welcome.class);
        assertThat(welcome.details().authid()).isEqualTo("joe");
        assertThat(welcome.details().authrole()).isEqualTo("staff");
        assertThat(welcome.details().authmethod()).isEqualTo("ticket");
        assertThat(welcome.details().text("authprovider")).isEqualTo("test");
        assertThat(welcome.details().dict("authextra")).isEqualTo(Map.of("k", "v"));
    }

    @Test
    void turnsAwayWhoAnswersWrongly() {
        RouterHarness harness = harness(asking(1));
        TestClient client = harness.connect().say(hello("ticket"));
        client.expect(Challenge.class);

        client.say(new Authenticate("wrong", Map.of()));

        client.expectAbort(Uris.AUTHENTICATION_FAILED);
        assertThat(harness.statistics().refused()).isEqualTo(1);
        assertThat(harness.statistics().sessions()).isZero();
    }

    @Test
    void takesTheFirstMethodOfTheClientThatTheRealmHas() {
        RouterHarness harness = harness(new AnonymousMethod("guest"), asking(1));

        harness.connect().say(hello("wampcra", "ticket", "anonymous")).expect(Challenge.class);
        Welcome welcome = harness.connect().say(hello("anonymous", "ticket")).expect(Welcome.class);

        assertThat(welcome.details().authrole()).isEqualTo("guest");
    }

    @Test
    void doesNotLetAnonymousClientsInWhereThatIsNotConfigured() {
        RouterHarness harness = harness(asking(1));

        harness.connect()
                .say(new Hello(REALM, new HelloDetails(Map.of("roles", PLAIN))))
                .expectAbort(Uris.NO_MATCHING_AUTH_METHOD);
    }

    @Test
    void waitsForAVerdictFromAnotherThread() throws InterruptedException {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        RouterHarness harness = harness(new Method("ticket", applicant -> verdict));
        TestClient client = harness.connect().say(hello("ticket"));
        client.expectNothing();

        Thread other =
                new Thread(() -> verdict.complete(new Verdict.Admitted(new Identity("joe", "r", "m", "p", Map.of()))));
        other.start();
        other.join();
        client.expectNothing();
        harness.loop.run();

        client.expect(Welcome.class);
    }

    @Test
    void dropsAVerdictForAClientThatIsGone() {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        RealmConfig onDemand = RealmConfig.DEFAULT.withAuthentication(new Method("ticket", applicant -> verdict));
        RouterHarness harness = new RouterHarness(b -> b.otherRealms(onDemand, 10));
        TestClient client = harness.connect().say(hello("ticket"));
        client.drop();

        verdict.complete(new Verdict.Admitted(new Identity("joe", "r", "m", "p", Map.of())));
        harness.loop.run();

        client.expectNothing();
        assertThat(harness.statistics().sessions()).isZero();
        assertThat(harness.statistics().realms()).isZero();
        assertThat(harness.loop.timers()).isZero();
    }

    @Test
    void doesNotWaitForAVerdictForever() {
        RouterHarness harness = harness(new Method("ticket", applicant -> new CompletableFuture<>()));
        TestClient client = harness.connect().say(hello("ticket"));

        harness.loop.advance(Duration.ofSeconds(10));

        client.expectAbort(Uris.AUTHENTICATION_FAILED);
    }

    @Test
    void doesNotTellTheClientWhyAMethodFailed() {
        RouterHarness harness = harness(
                new Method("ticket", applicant -> {
                    throw new IllegalStateException("database password is foo");
                }),
                new Method("wampcra", applicant -> CompletableFuture.failedFuture(new IllegalStateException("foo"))));

        for (String method : List.of("ticket", "wampcra")) {
            TestClient client = harness.connect().say(hello(method));
            assertThat(client.expectAbort(Uris.AUTHENTICATION_FAILED).details().message())
                    .doesNotContain("foo");
        }
    }

    @Test
    void abortsAnAnswerThatNobodyAskedFor() {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        RouterHarness harness = harness(new Method("ticket", applicant -> verdict));
        TestClient client = harness.connect().say(hello("ticket"));

        client.say(new Authenticate("x", Map.of()));

        client.expectAbort(Uris.PROTOCOL_VIOLATION);
    }

    static List<Message> messagesThatAreNoAnswer() {
        return Samples.allBut("AUTHENTICATE", "ABORT");
    }

    @ParameterizedTest
    @MethodSource("messagesThatAreNoAnswer")
    void abortsAnythingElseBeforeWelcome(Message message) {
        RouterHarness harness = harness(asking(1));
        TestClient client = harness.connect().say(hello("ticket"));
        client.expect(Challenge.class);

        client.say(message);

        client.expectAbort(Uris.PROTOCOL_VIOLATION);
        assertThat(harness.statistics().sessions()).isZero();
    }

    @Test
    void endsQuietlyWhenTheClientAbortsInsteadOfAnswering() {
        RouterHarness harness = harness(asking(1));
        TestClient client = harness.connect().say(hello("ticket"));
        client.expect(Challenge.class);

        client.say(new Abort(CloseDetails.NONE, Uris.CANNOT_AUTHENTICATE, Payload.EMPTY));

        client.expectNothing();
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void tellsTheMethodWhatTheClientSays() {
        Applicant[] seen = new Applicant[1];
        RouterHarness harness = harness(new Method("ticket", applicant -> {
            seen[0] = applicant;
            return now(admit(applicant));
        }));
        TestClient client = harness.connect();
        client.say(new Hello(
                REALM,
                new HelloDetails(Map.of(
                        "roles",
                        PLAIN,
                        "authid",
                        "joe",
                        "authrole",
                        "boss",
                        "authextra",
                        Map.of("secret", "s3cret"),
                        "authmethods",
                        List.of("ticket")))));

        assertThat(seen[0].session()).isEqualTo(client.expect(Welcome.class).session());
        assertThat(seen[0].realm()).isEqualTo(REALM);
        assertThat(seen[0].authrole()).isEqualTo("boss");
        assertThat(seen[0].authextra()).isEqualTo(Map.of("secret", "s3cret"));
        assertThat(seen[0].toString()).doesNotContain("s3cret");
    }
}
