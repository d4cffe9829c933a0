package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A router that does not read must not fill our memory. */
class SlowRouterTest {
    private static final int CAPACITY = 10_000;

    private final Story story = Story.open();

    @Test
    void keepsRequestsBackUntilTheRouterReadsAgain() {
        story.router.stopsReading();

        CompletableFuture<Long> published = story.publish("a.t", 1);
        story.call("a.b", 2);

        story.router.expectsNothing();
        assertThat(published).isNotDone();
        story.router.readsAgain().expects("[16, 1, {}, 'a.t', [1]]").expects("[48, 2, {}, 'a.b', [2]]");
        assertThat(published).isCompleted();
        story.publish("a.t", 3);
        story.router.expects("[16, 3, {}, 'a.t', [3]]");
    }

    @Test
    void failsAsNotSentWhatWaitsTooLong() {
        story.router.stopsReading();
        CompletableFuture<Long> published = story.publish("a.t", 1);
        story.loop.run();

        story.advance(Story.REQUEST_TIMEOUT);

        assertThat(story.failureOf(published))
                .isInstanceOf(WampException.NotConnected.class)
                .hasMessageContaining("does not read");
        story.router.readsAgain().expectsNothing();
    }

    @Test
    void failsAsNotSentWhatIsTooMany() {
        story.router.stopsReading();
        List<CompletableFuture<Long>> published = new ArrayList<>();
        for (int i = 0; i <= CAPACITY; i++) {
            published.add(story.publish("a.t", i));
        }

        assertThat(story.failureOf(published.get(CAPACITY))).isInstanceOf(WampException.NotConnected.class);
        assertThat(published.subList(0, CAPACITY)).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void failsAsNotSentWhatIsTooLarge() {
        story.router.stopsReading();
        String mebibyte = "x".repeat(1 << 20);
        List<CompletableFuture<Long>> published = new ArrayList<>();
        for (int i = 0; i < 65; i++) {
            published.add(story.publish("a.t", mebibyte));
        }
        story.loop.run();

        assertThat(published.subList(0, 64)).noneMatch(CompletableFuture::isDone);
        assertThat(story.failureOf(published.get(64))).isInstanceOf(WampException.NotConnected.class);
    }

    @Test
    void sendsNothingOfACallThatIsCancelledMeanwhile() {
        story.router.stopsReading();
        WampCall call = story.call("a.b");
        story.loop.run();

        call.cancel(CancelMode.KILLNOWAIT);

        assertThat(story.failureOf(call.result())).isInstanceOf(WampException.Canceled.class);
        story.router.readsAgain().expectsNothing();
    }

    @Test
    void sendsInTheNextSessionWhatWasNeverSentInThisOne() {
        story.router.stopsReading();
        CompletableFuture<Long> published = story.publish("a.t", 1);
        story.loop.run();

        story.reconnect();

        story.router.expects("[16, 1, {}, 'a.t', [1]]");
        assertThat(published).isCompleted();
    }

    @Test
    void failsAsNotSentWhatWaitsWhenTheSessionIsLeft() {
        story.router.stopsReading();
        CompletableFuture<Long> published = story.publish("a.t", 1);
        story.loop.run();

        story.session.leave();

        assertThat(story.failureOf(published)).isInstanceOf(WampException.NotConnected.class);
    }

    @Test
    void endsAnInvocationWhosePartialResultsPileUp() {
        Story.Calls calls = new Story.Calls();
        story.register("a.b", calls);
        story.router.expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]", "[68, 1, 9, {receive_progress: true}]");
        calls.last().progress(Payload.ofArgs(1));
        story.router.expects("[70, 1, {progress: true}, [1]]");
        story.router.leavesUnread(17L << 20);

        calls.last().progress(Payload.ofArgs(2));

        story.router.expects("[8, 68, 1, {}, 'wamp.error.unavailable', '<args>']");
        assertThat(calls.interrupted).isEqualTo(1);
        assertThat(calls.last().progress(Payload.ofArgs(3))).isFalse();
        calls.last().complete(Payload.EMPTY);
        story.router.expectsNothing();
    }
}
