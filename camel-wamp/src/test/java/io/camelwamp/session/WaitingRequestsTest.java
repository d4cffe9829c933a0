package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Requests that are made while there is no session. */
class WaitingRequestsTest {
    private static final int CAPACITY = 10_000;

    @Test
    void sendsThemInTheirOrderOnceThereIsASession() {
        Story story = Story.with().begin();
        story.publish("a.t", 1);
        story.call("a.b", 2);
        story.publish("a.t", 3);

        story.router
                .opensSession()
                .expects("[16, 1, {}, 'a.t', [1]]")
                .expects("[48, 2, {}, 'a.b', [2]]")
                .expects("[16, 3, {}, 'a.t', [3]]");
    }

    @Test
    void sendsThemBeforeWhatAListenerAsksForWhenReady() {
        Story story = Story.with().begin();
        story.publish("a.t", "first");
        story.session.addListener(new SessionListener() {
            @Override
            public void ready() {
                story.publish("a.t", "second");
            }
        });

        story.router.opensSession().expects("[16, 1, {}, 'a.t', ['first']]").expects("[16, 2, {}, 'a.t', ['second']]");
    }

    @Test
    void failsThemWhenTheWaitTakesTooLong() {
        Duration patience = Story.JOIN_TIMEOUT.dividedBy(2);
        Story story = Story.with().waitForSession(patience).begin();
        story.router.refuses();
        CompletableFuture<Long> published = story.publish("a.t");
        story.advance(patience.minusNanos(1));
        assertThat(published).isNotDone();

        story.advance(Duration.ofNanos(1));

        assertThat(story.failureOf(published))
                .isInstanceOf(WampException.NotConnected.class)
                .hasMessageContaining("There is no session yet with script://a: script://a: connection refused");
    }

    @Test
    void failsThemAtOnceIfTheyMayNotWait() {
        Story story = Story.with().waitForSession(Duration.ZERO).begin();

        assertThat(story.failureOf(story.publish("a.t")))
                .isInstanceOf(WampException.NotConnected.class)
                .hasMessageContaining("no session yet");
        story.router.opensSession().expectsNothing();
    }

    @Test
    void failsThoseThatAreTooMany() {
        Story story = Story.with().begin();
        List<CompletableFuture<Long>> published = new ArrayList<>();
        for (int i = 0; i <= CAPACITY; i++) {
            published.add(story.publish("a.t", i));
        }

        assertThat(story.failureOf(published.get(CAPACITY)))
                .isInstanceOf(WampException.NotConnected.class)
                .hasMessageContaining("10000 requests are waiting already, which is as many as may");
        assertThat(published.subList(0, CAPACITY)).noneMatch(CompletableFuture::isDone);
        story.router.opensSession();
        assertThat(published.subList(0, CAPACITY)).allMatch(CompletableFuture::isDone);
    }

    @Test
    void failsThoseThatTakeTooMuchMemory() {
        Story story = Story.with().begin();
        String twoMebibytes = "x".repeat(1 << 20);
        List<CompletableFuture<Long>> published = new ArrayList<>();
        for (int i = 0; i <= 32; i++) {
            published.add(story.publish("a.t", twoMebibytes));
        }

        assertThat(story.failureOf(published.get(32)))
                .isInstanceOf(WampException.NotConnected.class)
                .hasMessageContaining("the 32 requests that are waiting already have 64 MiB, which is as much as may");
        assertThat(published.subList(0, 32)).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void sendsNothingOfACallThatIsCancelledWhileItWaits() {
        Story story = Story.with().begin();
        WampCall call = story.call("a.b");

        call.cancel(CancelMode.KILL);

        assertThat(story.failureOf(call.result())).isInstanceOf(WampException.Canceled.class);
        story.router.opensSession().expectsNothing();
    }

    @Test
    void countsTheWaitAgainstTheTimeOutOfACall() {
        Story story = Story.with().begin();
        WampCall call = story.session.call(CallTarget.of("a.b").withTimeout(Duration.ofSeconds(3)), Payload.EMPTY);
        story.loop.run();
        story.advance(Duration.ofSeconds(2));
        story.router.opensSession().expects("[48, 1, {}, 'a.b']");

        story.advance(Duration.ofSeconds(1));

        story.router.expects("[49, 1, {mode: 'killnowait'}]");
        assertThat(story.failureOf(call.result())).isInstanceOf(WampException.TimedOut.class);
    }

    /** Nobody was told of it, so that calling again is safe. */
    @Test
    void aCallThatWasNotSentWithinItsTimeIsNotConnected() {
        Story story = Story.with().begin();
        WampCall call = story.session.call(CallTarget.of("a.b").withTimeout(Duration.ofSeconds(3)), Payload.EMPTY);
        story.loop.run();
        story.router.refuses();

        story.advance(Duration.ofSeconds(3));

        assertThat(story.failureOf(call.result()))
                .isInstanceOf(WampException.NotConnected.class)
                .hasMessageContaining("a.b was not called within 3000 ms: There is no session yet with script://a: ")
                .hasMessageContaining("connection refused");
        story.router.opensSession().expectsNothing();
    }

    @Test
    void aCallThatTheRouterDidNotReadWithinItsTimeIsNotConnected() {
        Story story = Story.open();
        story.router.stopsReading();
        WampCall call = story.session.call(CallTarget.of("a.b").withTimeout(Duration.ofSeconds(3)), Payload.EMPTY);
        story.loop.run();

        story.advance(Duration.ofSeconds(3));

        assertThat(story.failureOf(call.result()))
                .isInstanceOf(WampException.NotConnected.class)
                .hasMessageContaining("a.b was not called within 3000 ms: The router does not read");
        story.router.readsAgain().expectsNothing();
    }

    @Test
    void tellsTheLatestReasonWhyThereIsNoSession() {
        Duration patience = Story.JOIN_TIMEOUT.dividedBy(2);
        Story story = Story.with().waitForSession(patience).begin();
        CompletableFuture<Long> published = story.publish("a.t");
        story.router.refuses();

        story.advance(patience);

        assertThat(story.failureOf(published)).hasMessageContaining("connection refused");
    }

    @Test
    void failsThemWhenTheSessionIsClosed() {
        Story story = Story.with().begin();
        CompletableFuture<Long> published = story.publish("a.t");

        story.session.close();

        assertThat(story.failureOf(published))
                .isInstanceOf(WampException.NotConnected.class)
                .hasMessageContaining("closed");
        assertThat(story.failureOf(story.publish("a.t"))).isInstanceOf(WampException.NotConnected.class);
    }

    @Test
    void sendsNothingOfThemAfterOneOfThemHadTheSessionClosed() {
        Story story = Story.with().begin();
        story.publish("a.t", 1).thenRun(() -> story.session.leave());
        CompletableFuture<Long> second = story.publish("a.t", 2);

        story.router
                .opensSession()
                .expects("[16, 1, {}, 'a.t', [1]]")
                .expects("[6, {}, 'wamp.close.close_realm']")
                .expectsNothing();

        assertThat(story.failureOf(second)).isInstanceOf(WampException.NotConnected.class);
        assertThat(story.session.isReady()).isFalse();
    }
}
