package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.testing.HandExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** Calls whose results come in parts. */
class PartialResultsTest {
    private static final int PROGRESS_CAPACITY = 10_000;

    private final Story story = Story.open();
    private final HandExecutor executor = new HandExecutor();
    private final List<Object> progress = new ArrayList<>();

    private WampCall progressiveCall(Executor on) {
        return story.session.call(
                new CallTarget(
                        "a.b",
                        CallOptions.NONE,
                        Duration.ZERO,
                        part -> progress.add(part.payload().args().get(0)),
                        on),
                Payload.EMPTY);
    }

    @Test
    void deliversProgressInOrderAndBeforeTheFailure() {
        WampCall call = progressiveCall(executor);
        call.result().exceptionally(failure -> {
            progress.add("failed");
            return null;
        });
        story.router
                .expects("[48, 1, {receive_progress: true}, 'a.b']")
                .sends("[50, 1, {progress: true}, [1]]", "[50, 1, {progress: true}, [2]]")
                .sends("[8, 48, 1, {}, 'a.error']");
        assertThat(progress).isEmpty();

        executor.runAll();

        assertThat(progress).containsExactly(1, 2, "failed");
    }

    @Test
    void completesAlthoughTheProgressHandlerThrows() {
        WampCall call = story.session.call(
                new CallTarget(
                        "a.b",
                        CallOptions.NONE,
                        Duration.ZERO,
                        part -> {
                            throw new IllegalStateException("thrown by the test");
                        },
                        Runnable::run),
                Payload.EMPTY);
        story.router
                .expects("[48, 1, {receive_progress: true}, 'a.b']")
                .sends("[50, 1, {progress: true}, [1]]", "[50, 1, {}, [2]]");

        assertThat(story.resultOf(call.result()).payload().args()).containsExactly(2);
    }

    @Test
    void takesEmptyProgress() {
        List<CallResult> parts = new ArrayList<>();
        story.session.call(
                new CallTarget("a.b", CallOptions.NONE, Duration.ZERO, parts::add, Runnable::run), Payload.EMPTY);
        story.router.expects("[48, 1, {receive_progress: true}, 'a.b']").sends("[50, 1, {progress: true}]");

        assertThat(parts).singleElement().returns(Payload.EMPTY, CallResult::payload);
    }

    @Test
    void cancelsACallWhoseProgressComesFasterThanItIsHandled() {
        WampCall call = progressiveCall(executor);
        story.router.expects("[48, 1, {receive_progress: true}, 'a.b']");
        for (int i = 1; i <= PROGRESS_CAPACITY; i++) {
            story.router.sends("[50, 1, {progress: true}, [%d]]".formatted(i));
        }
        story.router.expectsNothing();

        story.router.sends("[50, 1, {progress: true}, ['one too many']]");

        story.router.expects("[49, 1, {mode: 'killnowait'}]");
        executor.runAll();
        assertThat(progress).hasSize(PROGRESS_CAPACITY).doesNotContain("one too many");
        assertThat(story.failureOf(call.result())).returns(Uris.UNAVAILABLE, WampException::uri);
        story.router.sends("[50, 1, {progress: true}, ['late']]", "[50, 1, {}]");
        assertThat(story.session.counters().lateAnswers()).isEqualTo(2);
    }

    @Test
    void cancelsACallWhosePartialResultsAreTooMuchAlthoughTheyAreFew() {
        WampCall call = progressiveCall(executor);
        story.router.expects("[48, 1, {receive_progress: true}, 'a.b']");
        // Decoded text weighs two octets a character, so that six are just below the limit.
        String part = "[50, 1, {progress: true}, ['" + "x".repeat(5 << 20) + "']]";
        for (int i = 0; i < 6; i++) {
            story.router.sends(part);
        }
        executor.runAll();
        for (int i = 0; i < 6; i++) {
            story.router.sends(part);
        }
        story.router.expectsNothing();

        story.router.sends(part);

        story.router.expects("[49, 1, {mode: 'killnowait'}]");
        executor.runAll();
        assertThat(progress).hasSize(12);
        assertThat(story.failureOf(call.result())).returns(Uris.UNAVAILABLE, WampException::uri);
    }

    @Test
    void completesWithoutItsExecutorIfThatIsGone() {
        WampCall call = progressiveCall(executor);
        story.router.expects("[48, 1, {receive_progress: true}, 'a.b']");
        executor.shutDown();

        story.router.sends("[50, 1, {progress: true}, [1]]", "[50, 1, {}, [2]]");

        assertThat(story.resultOf(call.result()).payload().args()).containsExactly(2);
        assertThat(progress).isEmpty();
    }

    @Test
    void waitsForAHandlerThatIsNotThroughWithAPartWhenItReturns() {
        List<Runnable> unfinished = new ArrayList<>();
        ProgressHandler slow = new ProgressHandler() {
            @Override
            public void onProgress(CallResult part) {
                throw new AssertionError("The other one is to be asked");
            }

            @Override
            public void onProgress(CallResult part, Runnable done) {
                unfinished.add(done);
            }
        };
        WampCall call = story.session.call(
                new CallTarget("a.b", CallOptions.NONE, Duration.ZERO, slow, Runnable::run), Payload.EMPTY);
        story.router
                .expects("[48, 1, {receive_progress: true}, 'a.b']")
                .sends("[50, 1, {progress: true}, [1]]", "[50, 1, {progress: true}, [2]]", "[50, 1, {}, [3]]");
        assertThat(unfinished).hasSize(1);
        unfinished.get(0).run();
        assertThat(unfinished).hasSize(2);
        assertThat(call.result()).isNotDone();

        unfinished.get(1).run();

        assertThat(story.resultOf(call.result()).payload().args()).containsExactly(3);
    }

    @Test
    void beginsTheTimeOutAnewWithEachPart() {
        WampCall call = story.session.call(
                new CallTarget("a.b", CallOptions.NONE, Duration.ofSeconds(10), part -> {}, Runnable::run),
                Payload.EMPTY);
        story.router.expects("[48, 1, {receive_progress: true}, 'a.b']");
        for (int i = 0; i < 3; i++) {
            story.advance(Duration.ofSeconds(9));
            story.router.sends("[50, 1, {progress: true}]");
        }
        story.advance(Duration.ofMillis(9_999));
        story.router.expectsNothing();

        story.advance(Duration.ofMillis(1));

        story.router.expects("[49, 1, {mode: 'killnowait'}]");
        assertThat(story.failureOf(call.result())).isInstanceOf(WampException.TimedOut.class);
    }
}
