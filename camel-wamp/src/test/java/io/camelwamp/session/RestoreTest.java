package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.session.SessionStatus.Phase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the application holds is there again before requests flow. */
class RestoreTest {
    @Test
    void restoresInTheOriginalOrderBeforeItIsReady() {
        Story story = Story.with().begin();
        story.subscribe("a.one", new Story.Events());
        story.register("a.two", new Story.Calls());
        story.subscribe("a.three", new Story.Events());
        CompletableFuture<Long> published = story.publish("a.t");

        story.router.opensSession();

        story.router
                .expects("[32, 1, {}, 'a.one']")
                .expects("[64, 2, {}, 'a.two']")
                .expects("[32, 3, {}, 'a.three']")
                .expectsNothing();
        assertThat(story.session.isReady()).isFalse();
        assertThat(story.status().phase()).isEqualTo(Phase.RESTORING);
        story.router.sends("[33, 1, 11]", "[65, 2, 12]").expectsNothing();
        assertThat(story.session.isReady()).isFalse();
        assertThat(published).isNotDone();
        story.router.sends("[33, 3, 13]").expects("[16, 4, {}, 'a.t']");
        assertThat(story.session.isReady()).isTrue();
        assertThat(published).isCompleted();
    }

    @Test
    void sendsOneSubscribeForHandlersThatWantTheSame() {
        Story story = Story.with().begin();
        Story.Events first = new Story.Events();
        Story.Events second = new Story.Events();
        story.subscribe("a.t", first);
        story.session.subscribe(
                "a.t", SubscribeOptions.NONE.with("match", "prefix"), new Story.Events(), Story.AT_ONCE);
        story.subscribe("a.t", second);

        story.router
                .opensSession()
                .expects("[32, 1, {}, 'a.t']")
                .expects("[32, 2, {match: 'prefix'}, 'a.t']")
                .expectsNothing()
                .sends("[33, 1, 77]", "[33, 2, 78]", "[36, 77, 1, {}, ['x']]");

        assertThat(first.values()).containsExactly("x");
        assertThat(second.values()).containsExactly("x");
    }

    @Test
    void restoresAgainAfterEachLoss() {
        Story story = Story.open();
        Story.Events events = new Story.Events();
        story.subscribe("a.t", events);
        story.router.expects("[32, 1, {}, 'a.t']").sends("[33, 1, 77]");
        for (int i = 0; i < 3; i++) {
            story.router.drops();
            story.advance(Story.MAX_DELAY);
            story.router.opensSession().expects("[32, 1, {}, 'a.t']").sends("[33, 1, 77]");
            story.router.sends("[36, 77, 1, {}, [%d]]".formatted(i));
        }
        assertThat(events.values()).containsExactly(0, 1, 2);
    }

    @Test
    void doesNotResurrectWhatWasGivenUpWhileDisconnected() {
        Story story = Story.open();
        Subscription subscription = story.subscribe("a.t", new Story.Events());
        Registration registration = story.register("a.b", new Story.Calls());
        story.router
                .expects("[32, 1, {}, 'a.t']")
                .expects("[64, 2, {}, 'a.b']")
                .sends("[33, 1, 77]", "[65, 2, 9]")
                .drops();
        CompletableFuture<Void> unsubscribed = subscription.unsubscribe();
        CompletableFuture<Void> unregistered = registration.unregister();
        story.resultOf(unsubscribed);
        story.resultOf(unregistered);

        story.waitForReconnect();

        story.router.opensSession().expectsNothing();
        assertThat(story.session.isReady()).isTrue();
    }

    @Test
    void keepsWhatWasAskedForWhileDisconnected() {
        Story story = Story.open();
        story.router.drops();
        Subscription subscription = story.subscribe("a.t", new Story.Events());

        story.waitForReconnect();

        story.router.opensSession().expects("[32, 1, {}, 'a.t']").sends("[33, 1, 77]");
        story.resultOf(subscription.active());
    }

    @Test
    void becomesReadyAlthoughARegistrationIsRefusedAndTriesThatAgainWithBackOff() {
        Story story = Story.open();
        Story.Calls calls = new Story.Calls();
        Registration registration = story.register("a.b", calls);
        story.router.expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]").drops();
        story.waitForReconnect();
        story.router.opensSession().expects("[64, 1, {}, 'a.b']");

        // The router still knows our predecessor.
        story.router.sends("[8, 64, 1, {}, 'wamp.error.procedure_already_exists']");

        assertThat(story.session.isReady()).isTrue();
        assertThat(story.status().refused()).containsExactly("a.b");
        assertThat(calls.refusals).singleElement().returns(Uris.PROCEDURE_ALREADY_EXISTS, WampException::uri);
        Duration delay = Story.FIRST_DELAY;
        for (int request = 2; request <= 4; request++) {
            story.advance(delay.dividedBy(2).minusNanos(1));
            story.router.expectsNothing();
            story.advance(delay.dividedBy(2).plusNanos(1));
            story.router
                    .expects("[64, %d, {}, 'a.b']".formatted(request))
                    .sends("[8, 64, %d, {}, 'wamp.error.procedure_already_exists']".formatted(request));
            delay = delay.multipliedBy(2);
        }
        story.advance(Story.MAX_DELAY);
        story.router.expects("[64, 5, {}, 'a.b']").sends("[65, 5, 10]");
        assertThat(registration.isActive()).isTrue();
        assertThat(story.status().refused()).isEmpty();
    }

    @Test
    void triesNothingAgainThatWasGivenUpMeanwhile() {
        Story story = Story.open();
        Registration registration = story.register("a.b", new Story.Calls());
        story.router.expects("[64, 1, {}, 'a.b']").sends("[8, 64, 1, {}, 'wamp.error.not_authorized']");

        registration.unregister();
        story.advance(Duration.ofMinutes(5));

        story.router.expectsNothing();
        assertThat(story.status().refused()).isEmpty();
    }

    @Test
    void doesNotTryAgainInANewSessionWhatWasRefusedInTheOldOne() {
        Story story = Story.open();
        story.register("a.b", new Story.Calls());
        story.router
                .expects("[64, 1, {}, 'a.b']")
                .sends("[8, 64, 1, {}, 'wamp.error.procedure_already_exists']")
                .drops();
        story.waitForReconnect();
        story.router.opensSession().expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]");

        story.advance(Duration.ofMinutes(5));

        story.router.expectsNothing();
    }

    @Test
    void beginsAnewWithShortDelaysInANewSession() {
        Story story = Story.open();
        story.register("a.b", new Story.Calls());
        story.router.expects("[64, 1, {}, 'a.b']");
        for (int i = 1; i <= 3; i++) {
            story.router.sends("[8, 64, %d, {}, 'a.reason']".formatted(i));
            story.advance(Story.MAX_DELAY);
            story.router.expects("[64, %d, {}, 'a.b']".formatted(i + 1));
        }
        story.reconnect();
        assertThat(story.status().refused()).isEmpty();
        story.router.expects("[64, 1, {}, 'a.b']").sends("[8, 64, 1, {}, 'a.reason']");

        story.advance(Story.FIRST_DELAY);

        story.router.expects("[64, 2, {}, 'a.b']");
    }

    @Test
    void failsTheFirstActivationIfTheRouterRefuses() {
        Story story = Story.open();
        Subscription subscription = story.subscribe("a.t", new Story.Events());
        story.router.expects("[32, 1, {}, 'a.t']").sends("[8, 32, 1, {}, 'wamp.error.not_authorized', ['no']]");

        assertThat(story.failureOf(subscription.active())).returns(Uris.NOT_AUTHORIZED, WampException::uri);
    }

    @Test
    void becomesReadyOnceAlthoughNothingCanBeSent() {
        Story story = Story.with().begin();
        Story.Events events = new Story.Events();
        story.subscribe("a.topic.that.is.too.long", events);

        story.router
                .accepts()
                .expects("[1, 'realm1', '<details>']")
                .limitsMessagesTo(30)
                .sends("[2, 1, {roles: {broker: {}}}]")
                .expectsNothing();

        assertThat(story.heard.news).containsExactly("joined 1", "ready");
        assertThat(events.refusals).singleElement().isInstanceOf(WampException.PayloadTooLarge.class);
    }

    @Test
    void becomesReadyWhenTheRouterDoesNotAnswerForTooLong() {
        Story story = Story.with().begin();
        Story.Events events = new Story.Events();
        story.subscribe("a.t", events);
        story.router.opensSession().expects("[32, 1, {}, 'a.t']");

        story.advance(Story.REQUEST_TIMEOUT);

        assertThat(story.session.isReady()).isTrue();
        assertThat(events.refusals).singleElement().isInstanceOf(WampException.TimedOut.class);
        assertThat(story.status().refused()).containsExactly("a.t");
    }

    @Test
    void takesAProcedureByForceOnceInASession() {
        Story story = Story.open();
        story.session.register(
                "a.b", RegisterOptions.NONE.with("force_reregister", true), new Story.Calls(), Story.AT_ONCE);
        story.router.expects("[64, 1, {force_reregister: true}, 'a.b']").sends("[65, 1, 9]");

        // Somebody else was stronger.
        story.router.sends("[67, 0, {registration: 9, reason: 'wamp.error.unregistered'}]");
        story.advance(Story.FIRST_DELAY);
        story.router.expects("[64, 2, {}, 'a.b']").sends("[8, 64, 2, {}, 'wamp.error.procedure_already_exists']");

        assertThat(story.status().refused()).containsExactly("a.b");
        story.reconnect();
        story.router.expects("[64, 1, {force_reregister: true}, 'a.b']");
    }

    @Test
    void sendsWhatIsAskedForOnJoiningAfterTheRestoration() {
        Story story = Story.with().begin();
        story.subscribe("a.t", new Story.Events());
        story.session.addListener(new SessionListener() {
            @Override
            public void joined(Welcome welcome) {
                story.publish("a.hello");
            }
        });

        story.router.opensSession().expects("[32, 1, {}, 'a.t']").expectsNothing();

        story.router.sends("[33, 1, 77]").expects("[16, 2, {}, 'a.hello']");
    }
}
