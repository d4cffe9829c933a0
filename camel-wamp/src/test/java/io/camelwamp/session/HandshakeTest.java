package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.auth.Authenticator;
import io.camelwamp.auth.RequiredRole;
import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.testing.ScriptedRouter;
import io.camelwamp.transport.ChannelSecurity;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    /** A method whose every step the test decides. */
    private record Method(
            String method, Function<Challenge, CompletionStage<Authenticate>> answers, Consumer<Welcome> check)
            implements Authenticator, Authenticator.Login {
        @Override
        public CompletionStage<Login> begin(ChannelSecurity channel) {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public Map<String, Object> authextra() {
            return Map.of(method + "_key", "value");
        }

        @Override
        public CompletionStage<Authenticate> answer(Challenge challenge) {
            return answers.apply(challenge);
        }

        @Override
        public void verify(Welcome welcome) {
            check.accept(welcome);
        }
    }

    private static Story joining(Authenticator... methods) {
        Story story = Story.with().authenticators(methods).begin();
        story.router.accepts();
        return story;
    }

    private static Authenticator answering(CompletionStage<Authenticate> answer) {
        return new Method("ticket", challenge -> answer, welcome -> {});
    }

    private static CompletionStage<Authenticate> signature(String text) {
        return CompletableFuture.completedFuture(new Authenticate(text, Map.of()));
    }

    private static void refusesWith(Story story, String uri) {
        story.router
                .expects("[3, '<details message>', '" + uri + "']")
                .expectsNothing()
                .expectsClose();
        assertThat(story.heard.lastEnd)
                .returns(SessionEnd.Kind.REFUSED, SessionEnd::kind)
                .returns(uri, SessionEnd::uri);
    }

    @Test
    void offersItsMethodsInTheirOrderWithAllThatTheyAdd() {
        Story story = joining(
                new Method("one", challenge -> null, welcome -> {}),
                new Method("two", challenge -> null, welcome -> {}));

        story.router.expects("[1, 'realm1', '<details authmethods=[one,two] authextra roles>']");
    }

    @Test
    void announcesCancellingWithEveryProgressiveFeature() {
        Story story = Story.with().begin();
        var roles = story.router.accepts().received().get(2).get("roles");

        for (String role : new String[] {"caller", "callee"}) {
            var features = roles.get(role).get("features");
            assertThat(features.get("progressive_call_results").booleanValue()).isTrue();
            assertThat(features.get("call_canceling").booleanValue()).isTrue();
            assertThat(features.get("progressive_call_invocations").booleanValue())
                    .isTrue();
            assertThat(features.get("payload_passthru_mode").booleanValue()).isTrue();
        }
        assertThat(roles.get("callee").get("features").get("call_timeout").booleanValue())
                .isTrue();
    }

    @Test
    void waitsForAnAnswerThatTakesItsTime() {
        CompletableFuture<Authenticate> answer = new CompletableFuture<>();
        Story story = joining(answering(answer));
        story.router
                .expects("[1, 'realm1', '<details>']")
                .sends("[4, 'ticket', {}]")
                .expectsNothing();

        answer.complete(new Authenticate("secret", Map.of()));

        story.router.expects("[5, 'secret', {}]").sends(ScriptedRouter.WELCOME);
        assertThat(story.session.isReady()).isTrue();
    }

    @Test
    void computesOneAnswerHoweverManyAreAskedForMeanwhile() {
        AtomicInteger asked = new AtomicInteger();
        Function<Challenge, CompletionStage<Authenticate>> slow = challenge -> {
            asked.incrementAndGet();
            return new CompletableFuture<>();
        };
        Story story = joining(new Method("scram", slow, welcome -> {}), new Method("ticket", slow, welcome -> {}));
        story.router
                .expects("[1, 'realm1', '<details>']")
                .sends("[4, 'scram', {}]", "[4, 'ticket', {}]", "[4, 'scram', {}]");

        violates(story, "before the one before it was answered");
        assertThat(asked).hasValue(1);
    }

    @Test
    void answersEveryMethodOnce() {
        AtomicInteger asked = new AtomicInteger();
        Function<Challenge, CompletionStage<Authenticate>> counting = challenge -> {
            asked.incrementAndGet();
            return signature(challenge.authMethod());
        };
        Story story =
                joining(new Method("scram", counting, welcome -> {}), new Method("ticket", counting, welcome -> {}));
        story.router
                .expects("[1, 'realm1', '<details>']")
                .sends("[4, 'scram', {}]")
                .expects("[5, 'scram', {}]")
                .sends("[4, 'ticket', {}]")
                .expects("[5, 'ticket', {}]")
                .sends("[4, 'scram', {}]");

        violates(story, "second CHALLENGE for the method 'scram'");
        assertThat(asked).hasValue(2);
    }

    private static void violates(Story story, String text) {
        story.router
                .expects("[3, '<details message>', 'wamp.error.protocol_violation']")
                .expectsNothing()
                .expectsClose();
        assertThat(story.heard.lastEnd.kind()).isEqualTo(SessionEnd.Kind.VIOLATION);
        assertThat(story.heard.lastEnd.text()).contains(text);
    }

    @Test
    void keepsAnAnswerToItselfThatComesAfterTheEnd() {
        CompletableFuture<Authenticate> answer = new CompletableFuture<>();
        Story story = joining(answering(answer));
        story.router.expects("[1, 'realm1', '<details>']").sends("[4, 'ticket', {}]");
        story.advance(Story.JOIN_TIMEOUT);

        answer.complete(new Authenticate("secret", Map.of()));

        story.router.expectsNothing().expectsClose();
    }

    @Test
    void abortsWhenTheAnswerFails() {
        Story story = joining(answering(CompletableFuture.failedFuture(
                new WampException.JoinFailed(Uris.CANNOT_AUTHENTICATE, "no ticket left"))));
        story.router.expects("[1, 'realm1', '<details>']").sends("[4, 'ticket', {}]");

        refusesWith(story, Uris.CANNOT_AUTHENTICATE);
        assertThat(story.heard.lastEnd.text()).contains("no ticket left");
    }

    @Test
    void abortsWhenTheMethodThrowsAndDoesNotSayWhy() {
        Story story = joining(new Method(
                "ticket",
                challenge -> {
                    throw new IllegalStateException("the vault's password is 1234");
                },
                welcome -> {}));
        story.router.expects("[1, 'realm1', '<details>']").sends("[4, 'ticket', {}]");

        refusesWith(story, Uris.CANNOT_AUTHENTICATE);
        assertThat(story.heard.lastEnd.text()).doesNotContain("1234");
    }

    @Test
    void abortsWhenTheMethodGivesNoAnswerAtAll() {
        Story story = joining(new Method("ticket", challenge -> null, welcome -> {}));
        story.router.expects("[1, 'realm1', '<details>']").sends("[4, 'ticket', {}]");

        refusesWith(story, Uris.CANNOT_AUTHENTICATE);
    }

    @Test
    void sendsNoReasonThatIsNoUri() {
        Story story = joining(answering(CompletableFuture.failedFuture(new WampException("not a uri", "text"))));
        story.router
                .expects("[1, 'realm1', '<details>']")
                .sends("[4, 'ticket', {}]")
                .expects("[3, '<details>', 'wamp.error.cannot_authenticate']");
    }

    @Test
    void doesNotJoinARouterThatCannotProveItself() {
        Story story = joining(new Method("scram", challenge -> signature("proof"), welcome -> {
            throw new WampException.JoinFailed(Uris.AUTHENTICATION_FAILED, "wrong signature");
        }));
        story.router
                .expects("[1, 'realm1', '<details>']")
                .sends("[4, 'scram', {}]")
                .expects("[5, 'proof', {}]")
                .sends(ScriptedRouter.WELCOME);

        refusesWith(story, Uris.AUTHENTICATION_FAILED);
        assertThat(story.session.isReady()).isFalse();
    }

    @Test
    void doesNotJoinWhenTheProofCannotBeChecked() {
        Story story = joining(new Method("scram", challenge -> signature("proof"), welcome -> {
            throw new IllegalStateException("thrown by the test");
        }));
        story.router
                .expects("[1, 'realm1', '<details>']")
                .sends("[4, 'scram', {}]")
                .expects("[5, 'proof', {}]")
                .sends(ScriptedRouter.WELCOME);

        refusesWith(story, Uris.CANNOT_AUTHENTICATE);
    }

    @Test
    void takesNoWelcomeWithoutRoles() {
        Story story = Story.with().begin();
        story.router
                .accepts()
                .expects("[1, 'realm1', '<details>']")
                .sends("[2, 1, {}]")
                .expects("[3, '<details message>', 'wamp.error.protocol_violation']")
                .expectsClose();
    }

    @Test
    void failsTheAttemptWhenNotEvenHelloFits() {
        Story story = Story.with().begin();
        story.router.acceptsAtMost(100);

        story.router.expectsNothing().expectsClose();
        assertThat(story.heard.lastEnd.uri()).isEqualTo(Uris.PAYLOAD_SIZE_EXCEEDED);
        story.waitForReconnect();
        story.router.opensSession();
    }

    private static Authenticator proving(String name) {
        return new Method(name, challenge -> signature("proof"), welcome -> {
            throw new WampException.JoinFailed(Uris.AUTHENTICATION_FAILED, name + " was not proven");
        });
    }

    @Test
    void doesNotLetTheRouterSkipItsProof() {
        Story story = joining(proving("scram"));
        story.router.expects("[1, 'realm1', '<details>']").sends(ScriptedRouter.WELCOME);

        refusesWith(story, Uris.AUTHENTICATION_FAILED);
        assertThat(story.heard.lastEnd.text()).contains("scram was not proven");
    }

    @Test
    void doesNotLetTheRouterSkipItsProofByNamingAMethodThatWasNotOffered() {
        Story story = joining(proving("scram"));
        story.router
                .expects("[1, 'realm1', '<details>']")
                .sends("[2, 1, {authmethod: 'anonymous', roles: {broker: {}}}]");

        refusesWith(story, Uris.AUTHENTICATION_FAILED);
    }

    @Test
    void demandsOfARouterThatDoesNotAskWhatTheNamedMethodDemands() {
        Story story = joining(proving("scram"), answering(null));
        story.router.expects("[1, 'realm1', '<details>']").sends("[2, 1, {authmethod: 'scram', roles: {broker: {}}}]");
        refusesWith(story, Uris.AUTHENTICATION_FAILED);

        Story other = joining(proving("scram"), answering(null));
        other.router.expects("[1, 'realm1', '<details>']").sends("[2, 1, {authmethod: 'ticket', roles: {broker: {}}}]");
        assertThat(other.session.isReady()).isTrue();
    }

    @Test
    void saysHelloWhenAllMethodsArePrepared() {
        CompletableFuture<Authenticator.Login> login = new CompletableFuture<>();
        Story story = joining(preparing(login));
        story.router.expectsNothing();

        login.complete(challenge -> signature("x"));

        story.router.expects("[1, 'realm1', '<details authmethods=[slow]>']").sends(ScriptedRouter.WELCOME);
        assertThat(story.session.isReady()).isTrue();
    }

    private static Authenticator preparing(CompletionStage<Authenticator.Login> login) {
        return new Authenticator() {
            @Override
            public String method() {
                return "slow";
            }

            @Override
            public CompletionStage<Login> begin(ChannelSecurity channel) {
                return login;
            }
        };
    }

    @Test
    void endsTheAttemptWithoutAWordWhenAMethodCannotBePrepared() {
        Story story = joining(preparing(
                CompletableFuture.failedFuture(new WampException.JoinFailed(Uris.UNAVAILABLE, "the vault is shut"))));

        story.router.expectsNothing().expectsClose();
        assertThat(story.heard.lastEnd.text()).contains("the vault is shut");
        story.waitForReconnect();
        story.router.accepts();
    }

    @Test
    void doesNotWaitForAPreparationLongerThanForJoining() {
        Story story = joining(preparing(new CompletableFuture<>()));

        story.advance(Story.JOIN_TIMEOUT);

        story.router.expectsNothing().expectsClose();
        assertThat(story.heard.lastEnd.uri()).isEqualTo(Uris.TIMEOUT);
    }

    @Test
    void hearsNothingBeforeHello() {
        Story story = joining(preparing(new CompletableFuture<>()));

        story.router.sends(ScriptedRouter.WELCOME);

        story.router
                .expects("[3, '<details message>', 'wamp.error.protocol_violation']")
                .expectsClose();
        assertThat(story.session.isReady()).isFalse();
    }

    @Test
    void joinsWithTheRequiredRoleOnly() {
        Authenticator staff = new RequiredRole(answering(null), "staff");
        for (String role : new String[] {"guest", "staff"}) {
            Story story = joining(staff);
            story.router
                    .expects("[1, 'realm1', '<details authrole=staff>']")
                    .sends("[2, 1, {authrole: '" + role + "', roles: {broker: {}}}]");
            assertThat(story.session.isReady()).isEqualTo(role.equals("staff"));
            SessionEnd failure = story.status().lastFailure();
            assertThat(failure == null).isEqualTo(role.equals("staff"));
            if (failure != null) {
                assertThat(failure.toString()).containsOnlyOnce("wamp.error.no_such_role");
            }
        }
    }
}
