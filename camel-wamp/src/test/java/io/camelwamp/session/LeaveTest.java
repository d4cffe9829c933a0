package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.session.SessionStatus.Phase;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** GOODBYE is the last word. */
class LeaveTest {
    private final Story story = Story.open();

    @Test
    void sendsNothingAfterGoodbye() {
        Story.Calls calls = new Story.Calls();
        Subscription subscription = story.subscribe("a.t", new Story.Events());
        story.register("a.b", calls);
        WampCall call = story.call("a.c");
        story.router
                .expects("[32, 1, {}, 'a.t']")
                .expects("[64, 2, {}, 'a.b']")
                .expects("[48, 3, {}, 'a.c']")
                .sends("[33, 1, 77]", "[65, 2, 9]", "[68, 1, 9, {}]");
        story.session.leave();
        story.router.expects("[6, {}, 'wamp.close.close_realm']");

        assertThat(story.failureOf(story.publish("a.t"))).isInstanceOf(WampException.NotConnected.class);
        assertThat(story.failureOf(story.call("a.c").result())).isInstanceOf(WampException.NotConnected.class);
        call.cancel(CancelMode.KILLNOWAIT);
        story.resultOf(subscription.unsubscribe());
        assertThat(story.failureOf(story.subscribe("b.t", new Story.Events()).active()))
                .isInstanceOf(WampException.NotConnected.class);
        calls.last().complete(Payload.EMPTY);
        story.router.sends("[68, 2, 9, {}]", "[4, 'ticket', {}]", "[36, 77, 1, {}]");

        story.router.expectsNothing();
        assertThat(story.session.isReady()).isFalse();
    }

    @Test
    void completesTheSecondLeaveWithTheFirst() {
        CompletableFuture<Void> first = story.session.leave();
        CompletableFuture<Void> second = story.session.leave();
        story.router
                .expects("[6, {}, 'wamp.close.close_realm']")
                .expectsNothing()
                .sends("[6, {}, 'wamp.close.goodbye_and_out']");

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(story.resultOf(story.session.leave())).isNull();
        assertThat(story.loop.timers()).isZero();
    }

    @Test
    void completesWhenTheRouterDropsTheConnectionInsteadOfAnAnswer() {
        CompletableFuture<Void> left = story.session.leave();
        story.router.expects("[6, {}, 'wamp.close.close_realm']").drops();

        assertThat(left).isCompleted();
        assertThat(story.heard.lastEnd.kind()).isEqualTo(SessionEnd.Kind.LEFT);
    }

    @Test
    void failsTheActivationOfWhatTheRouterHadNotAccepted() {
        Subscription subscription = story.subscribe("a.t", new Story.Events());
        story.router.expects("[32, 1, {}, 'a.t']");

        story.session.leave();

        assertThat(story.failureOf(subscription.active())).isInstanceOf(WampException.NotConnected.class);
    }

    @Test
    void staysAwayWhenLeftAsSoonAsItHasJoined() {
        Story fresh = Story.with().begin();
        fresh.subscribe("a.t", new Story.Events());
        fresh.session.addListener(new SessionListener() {
            @Override
            public void joined(Welcome welcome) {
                fresh.session.leave();
            }
        });

        fresh.router
                .opensSession()
                .expects("[6, {}, 'wamp.close.close_realm']")
                .expectsNothing()
                .sends("[6, {}, 'wamp.close.goodbye_and_out']");

        assertThat(fresh.status().phase()).isEqualTo(Phase.CLOSED);
        assertThat(fresh.heard.news).containsExactly("joined 9129137332", "ended LEFT");
    }

    @Test
    void staysAwayWhenLeftBecauseTheSessionEnded() {
        story.session.addListener(new SessionListener() {
            @Override
            public void ended(SessionEnd end) {
                story.session.leave();
            }
        });

        story.router.drops();

        story.advance(Story.MAX_DELAY);
        story.router.expectsNoConnection();
        assertThat(story.status().phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void doesNotSubscribeTwiceWhatAListenerAsksForOnJoining() {
        Story fresh = Story.with().begin();
        Story.Events events = new Story.Events();
        fresh.session.addListener(new SessionListener() {
            @Override
            public void joined(Welcome welcome) {
                fresh.subscribe("a.t", events);
            }
        });

        fresh.router
                .opensSession()
                .expects("[32, 1, {}, 'a.t']")
                .expectsNothing()
                .sends("[33, 1, 77]", "[36, 77, 1, {}, [1]]");

        assertThat(events.values()).containsExactly(1);
        assertThat(fresh.session.isReady()).isTrue();
    }
}
