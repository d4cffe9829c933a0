package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The chapter on calls. */
final class CallScenarios {
    private CallScenarios() {}

    static void tell(ScenarioScript script) {
        results(script);
        progress(script);
        cancelling(script);
        lateAnswers(script);
    }

    private static void results(ScenarioScript script) {
        script.action("call a.b", world -> world.call = world.story.call("a.b"));
        script.action("f=call a.b", world -> world.call = world.story.call("a.b"));
        script.action("call a.b 1", world -> world.call = world.story.call("a.b", 1));
        script.expect("sc-call", world -> completedWith(world, List.of(2), Map.of("k", 3)));
        script.expect("sc-call-empty", world -> completedWith(world, List.of(), Map.of()));
        script.expect("sc-call-error", world -> assertThat(world.story.failureOf(world.call.result()))
                .returns("com.myapp.error.x", WampException::uri)
                .returns(List.of("m"), WampException::args)
                .returns(Map.of("severity", 3), WampException::kwargs));
        script.action("call a.b with progressive input", world -> {
            CallTarget target =
                    new CallTarget("a.b", CallOptions.NONE.with("progress", true), Duration.ZERO, null, null);
            world.futures.add(world.story.session.call(target, Payload.EMPTY).result());
        });
        script.expect(
                "sc-ppi-refused",
                world -> PubSubScenarios.refusedHere(world, Uris.FEATURE_NOT_SUPPORTED, "not supported"));
    }

    private static void completedWith(ScenarioWorld world, List<Object> args, Map<String, Object> kwargs) {
        CallResult result = world.story.resultOf(world.call.result());
        assertThat(result.payload().args()).isEqualTo(args);
        assertThat(result.payload().kwargs()).isEqualTo(kwargs);
    }

    private static void progress(ScenarioScript script) {
        script.action("call a.b receive_progress", world -> {
            CallTarget target = new CallTarget(
                    "a.b",
                    CallOptions.NONE,
                    Duration.ZERO,
                    part -> world.progress.addAll(part.payload().args()),
                    world.executor);
            world.call = world.story.session.call(target, Payload.EMPTY);
            world.call
                    .result()
                    .thenAccept(end -> world.progress.add("end " + end.payload().args()));
        });
        script.expect("sc-call-progress", world -> {
            assertThat(world.progress).as("before the slow consumer runs").isEmpty();
            world.executor.runAll();
            assertThat(world.progress).containsExactly(1, 2, "end [3]");
        });
        script.expect("sc-call-progress-unasked", world -> completedWith(world, List.of(3), Map.of()));
    }

    private static void cancelling(ScenarioScript script) {
        script.action("f.cancel()", world -> world.call.cancel(CancelMode.KILLNOWAIT));
        for (String id : List.of("sc-cancel-late-result", "sc-cancel-no-reply")) {
            script.actionOf(id, "f.cancel()", world -> world.call.cancel(CancelMode.SKIP));
        }
        script.expect("sc-cancel-killnowait", CallScenarios::canceled, world -> {
            canceled(world);
            forgotten(world, 1);
        });
        script.expect("sc-cancel-late-result", world -> {
            canceled(world);
            forgotten(world, 1);
        });
        script.action("advance clock", world -> world.story.advance(Duration.ofMinutes(10)));
        script.expect("sc-cancel-no-reply", world -> {
            canceled(world);
            forgotten(world, 0);
            assertThat(world.story.loop.timers()).isZero();
        });
        script.action("f=call a.b; f.cancel(kill)", world -> {
            world.call = world.story.call("a.b");
            world.call.cancel(CancelMode.KILL);
        });
        script.expect("sc-cancel-kill-result", world -> {
            completedWith(world, List.of("done"), Map.of());
            forgotten(world, 0);
        });
        script.expect("sc-cancel-after-done", world -> {
            completedWith(world, List.of(), Map.of());
            world.story.router.expectsNothing();
        });
    }

    private static void canceled(ScenarioWorld world) {
        assertThat(world.story.failureOf(world.call.result())).isInstanceOf(WampException.Canceled.class);
    }

    private static void forgotten(ScenarioWorld world, int lateAnswers) {
        assertThat(world.story.status().load().inFlight()).isZero();
        assertThat(world.story.session.counters().lateAnswers()).isEqualTo(lateAnswers);
        assertThat(world.story.session.isReady()).isTrue();
    }

    private static void lateAnswers(ScenarioScript script) {
        script.expect("sc-result-unknown", world -> {
            assertThat(world.story.session.counters().unknownAnswers()).isEqualTo(3);
            assertThat(world.story.session.isReady()).isTrue();
            abortsIfStrict();
        });
        script.action(
                "call a.b timeout 2s local",
                world -> world.call = world.story.session.call(
                        CallTarget.of("a.b").withTimeout(Duration.ofSeconds(2)), Payload.EMPTY));
        script.action("advance 2s", world -> world.story.advance(Duration.ofSeconds(2)));
        script.expect("sc-local-timeout", world -> assertThat(world.story.failureOf(world.call.result()))
                .isInstanceOf(WampException.TimedOut.class)
                .returns(Uris.TIMEOUT, WampException::uri));
    }

    private static void abortsIfStrict() {
        Story story = Story.with().strict().open();
        story.router
                .sends("[50, 99, {}]")
                .expects("[3, '<details message>', 'wamp.error.protocol_violation']")
                .expectsClose();
    }
}
