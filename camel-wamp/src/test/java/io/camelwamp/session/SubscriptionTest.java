package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.testing.HandExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionTest {
    private final Story story = Story.open();

    @Test
    void distinguishesPoliciesForTheSameTopic() {
        Story.Events exact = new Story.Events();
        Story.Events prefix = new Story.Events();
        story.subscribe("a", exact);
        story.session.subscribe("a", SubscribeOptions.NONE.with("match", "prefix"), prefix, Story.AT_ONCE);
        story.router
                .expects("[32, 1, {}, 'a']")
                .expects("[32, 2, {match: 'prefix'}, 'a']")
                .sends("[33, 1, 77]", "[33, 2, 78]", "[36, 78, 1, {topic: 'a.b'}, ['x']]");

        assertThat(exact.received).isEmpty();
        assertThat(prefix.received).singleElement().returns("a.b", ReceivedEvent::topic);
    }

    @Test
    void goesOnAfterAHandlerThatThrows() {
        Story.Events other = new Story.Events();
        List<Object> seen = new ArrayList<>();
        story.subscribe("a.t", (event, done) -> {
            seen.add(event.payload().args().get(0));
            throw new IllegalStateException("thrown by the test");
        });
        story.subscribe("a.t", other);
        story.router.expects("[32, 1, {}, 'a.t']").expects("[32, 2, {}, 'a.t']").sends("[33, 1, 77]", "[33, 2, 77]");

        story.router.sends("[36, 77, 1, {}, [1]]", "[36, 77, 2, {}, [2]]");

        assertThat(seen).containsExactly(1, 2);
        assertThat(other.values()).containsExactly(1, 2);
        assertThat(story.session.isReady()).isTrue();
    }

    @Test
    void handlesOneEventAfterTheOtherHoweverLongEachTakes() {
        List<Object> seen = new ArrayList<>();
        List<Runnable> running = new ArrayList<>();
        story.subscribe("a.t", (event, done) -> {
            seen.add(event.payload().args().get(0));
            running.add(done);
        });
        story.router.expects("[32, 1, {}, 'a.t']").sends("[33, 1, 77]");

        story.router.sends("[36, 77, 1, {}, [1]]", "[36, 77, 2, {}, [2]]", "[36, 77, 3, {}, [3]]");

        assertThat(seen).containsExactly(1);
        running.get(0).run();
        assertThat(seen).containsExactly(1, 2);
        running.get(1).run();
        assertThat(seen).containsExactly(1, 2, 3);
    }

    @Test
    void deliversToEverybodyAlthoughOneGivesUpMeanwhile() {
        Story.Events second = new Story.Events();
        List<Subscription> first = new ArrayList<>();
        first.add(story.subscribe("a.t", (event, done) -> {
            first.get(0).unsubscribe();
            done.run();
        }));
        story.subscribe("a.t", second);
        story.router.expects("[32, 1, {}, 'a.t']").expects("[32, 2, {}, 'a.t']").sends("[33, 1, 77]", "[33, 2, 77]");

        story.router.sends("[36, 77, 1, {}, [1]]");

        assertThat(second.values()).containsExactly(1);
    }

    @Test
    void keepsTheOtherHandlersIfOneGivesUpAsSoonAsItIsActive() {
        Story fresh = Story.with().begin();
        Story.Events kept = new Story.Events();
        Subscription first = fresh.subscribe("a.t", new Story.Events());
        first.active().thenRun(first::unsubscribe);
        Subscription second = fresh.subscribe("a.t", kept);
        fresh.router
                .opensSession()
                .expects("[32, 1, {}, 'a.t']")
                .sends("[33, 1, 77]")
                .expectsNothing()
                .sends("[36, 77, 1, {}, [1]]");

        assertThat(kept.values()).containsExactly(1);
        second.unsubscribe();
        fresh.router.expects("[34, 2, 77]");
    }

    /** Such a router, fox-wamp for one, sends every event under each of the ids. */
    @Test
    void hearsEachEventOnceAlthoughTheRouterGivesEachRequestAnIdOfItsOwn() {
        Story.Events one = new Story.Events();
        Story.Events two = new Story.Events();
        Subscription first = story.subscribe("a.t", one);
        story.subscribe("a.t", two);
        story.router.expects("[32, 1, {}, 'a.t']").expects("[32, 2, {}, 'a.t']").sends("[33, 1, 77]", "[33, 2, 78]");

        story.router.sends("[36, 77, 1, {}, [1]]", "[36, 78, 1, {}, [1]]");
        first.unsubscribe();
        story.router.expects("[34, 3, 77]").sends("[35, 3]", "[36, 78, 2, {}, [2]]");

        assertThat(one.values()).containsExactly(1);
        assertThat(two.values()).containsExactly(1, 2);
    }

    @Test
    void handlesWhatIsQueuedWhenItIsGivenUpButTakesNothingMore() {
        HandExecutor executor = new HandExecutor();
        Story.Events events = new Story.Events();
        Subscription subscription =
                story.session.subscribe("a.t", SubscribeOptions.NONE, events, LaneConfig.sequential(executor));
        story.router.expects("[32, 1, {}, 'a.t']").sends("[33, 1, 77]", "[36, 77, 1, {}, ['queued']]");

        subscription.unsubscribe();
        story.router.expects("[34, 2, 77]").sends("[36, 77, 2, {}, ['too late']]");
        executor.runAll();

        assertThat(events.values()).containsExactly("queued");
    }

    @Test
    void givesBackWhatIsAcceptedAfterItWasGivenUp() {
        Subscription subscription = story.subscribe("a.t", new Story.Events());
        story.router.expects("[32, 1, {}, 'a.t']");

        CompletableFuture<Void> released = subscription.unsubscribe();
        story.resultOf(released);

        assertThat(story.failureOf(subscription.active())).isInstanceOf(WampException.Canceled.class);
        story.router.expectsNothing().sends("[33, 1, 77]").expects("[34, 2, 77]");
    }

    @Test
    void doesNotSubscribeWhatIsGivenUpOnTheWayToTheLoop() {
        Subscription subscription = story.subscribe("a.t", new Story.Events());
        // On the loop, and so before the task that was given above.
        story.loop.runFirst(subscription::unsubscribe);

        story.router.expectsNothing();
        story.reconnect();
        story.router.expectsNothing();
    }

    @Test
    void keepsTheIdForANewcomerThatIsUnderWay() {
        Subscription first = story.subscribe("a.t", new Story.Events());
        story.router.expects("[32, 1, {}, 'a.t']").sends("[33, 1, 77]");
        Story.Events events = new Story.Events();
        Subscription second = story.subscribe("a.t", events);
        story.router.expects("[32, 2, {}, 'a.t']");

        first.unsubscribe();

        story.router.expectsNothing().sends("[33, 2, 77]", "[36, 77, 1, {}, [1]]");
        assertThat(events.values()).containsExactly(1);
        second.unsubscribe();
        story.router.expects("[34, 3, 77]");
    }

    @Test
    void releasesTheIdIfTheNewcomerIsRefused() {
        Subscription first = story.subscribe("a.t", new Story.Events());
        story.router.expects("[32, 1, {}, 'a.t']").sends("[33, 1, 77]");
        story.subscribe("a.t", new Story.Events());
        story.router.expects("[32, 2, {}, 'a.t']");
        first.unsubscribe();

        story.router.expectsNothing().sends("[8, 32, 2, {}, 'wamp.error.not_authorized']");

        story.router.expects("[34, 3, 77]");
    }

    @Test
    void completesUnsubscribingWhateverTheRouterSays() {
        Subscription subscription = story.subscribe("a.t", new Story.Events());
        story.router.expects("[32, 1, {}, 'a.t']").sends("[33, 1, 77]");
        CompletableFuture<Void> released = subscription.unsubscribe();
        story.router.expects("[34, 2, 77]").sends("[8, 34, 2, {}, 'wamp.error.no_such_subscription']");

        assertThat(released).isCompleted();
        assertThat(story.resultOf(subscription.unsubscribe())).isNull();
        story.router.expectsNothing();
    }

    @Test
    void completesUnsubscribingIfTheRouterSaysNothing() {
        Subscription subscription = story.subscribe("a.t", new Story.Events());
        story.router.expects("[32, 1, {}, 'a.t']").sends("[33, 1, 77]");
        CompletableFuture<Void> released = subscription.unsubscribe();
        story.router.expects("[34, 2, 77]");

        story.advance(Story.REQUEST_TIMEOUT);

        assertThat(released).isCompleted();
    }

    @Test
    void goesOnWhenAHandlerCannotBearARefusal() {
        story.subscribe("a.t", new EventHandler() {
            @Override
            public void onEvent(ReceivedEvent event, Runnable done) {
                done.run();
            }

            @Override
            public void onRefused(WampException reason) {
                throw new IllegalStateException("thrown by the test");
            }
        });
        story.router.expects("[32, 1, {}, 'a.t']").sends("[8, 32, 1, {}, 'wamp.error.not_authorized']");

        story.advance(Story.FIRST_DELAY);

        story.router.expects("[32, 2, {}, 'a.t']");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a..b", ".a", "a.", "a b", "a#b", "a\n"})
    void refusesTopicsThatAreNoUris(String topic) {
        assertThatExceptionOfType(WampException.class)
                .isThrownBy(() -> story.subscribe(topic, new Story.Events()))
                .returns(Uris.INVALID_URI, WampException::uri);
        assertThat(story.failureOf(story.publish(topic))).returns(Uris.INVALID_URI, WampException::uri);
        story.router.expectsNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eligible", "eligible_authid", "eligible_authrole"})
    void doesNotPublishForNobody(String whitelist) {
        CompletableFuture<Long> published =
                story.session.publish("a.t", PublishOptions.NONE.with(whitelist, List.of()), Payload.EMPTY);

        assertThat(story.failureOf(published))
                .returns(Uris.INVALID_ARGUMENT, WampException::uri)
                .hasMessageContaining(whitelist);
        story.router.expectsNothing();
    }

    @Test
    void publishesWithEmptyBlacklists() {
        story.session.publish("a.t", PublishOptions.NONE.with("exclude", List.of()), Payload.EMPTY);

        story.router.expects("[16, 1, {exclude: []}, 'a.t']");
    }

    @Test
    void failsAnAcknowledgedPublicationThatIsRefused() {
        CompletableFuture<Long> published = story.publishAcknowledged("a.t");
        story.router
                .expects("[16, 1, {acknowledge: true}, 'a.t']")
                .sends("[8, 16, 1, {}, 'wamp.error.not_authorized', ['no'], {why: 'because'}]");

        assertThat(story.failureOf(published))
                .returns(Uris.NOT_AUTHORIZED, WampException::uri)
                .returns(List.of("no"), WampException::args);
    }

    @Test
    void failsAnAcknowledgedPublicationThatIsNotAnsweredInTime() {
        CompletableFuture<Long> published = story.publishAcknowledged("a.t");
        story.router.expects("[16, 1, {acknowledge: true}, 'a.t']");

        story.advance(Story.REQUEST_TIMEOUT);

        assertThat(story.failureOf(published)).isInstanceOf(WampException.TimedOut.class);
        story.router.sends("[17, 1, 5]");
        assertThat(story.session.counters().lateAnswers()).isEqualTo(1);
        assertThat(story.session.isReady()).isTrue();
    }
}
