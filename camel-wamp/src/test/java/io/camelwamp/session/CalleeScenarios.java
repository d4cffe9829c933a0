package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.WampException;
import java.util.List;
import java.util.Map;

/** The chapter on procedures. */
final class CalleeScenarios {
    private static final int MEBIBYTE = 1 << 20;

    private CalleeScenarios() {}

    static void tell(ScenarioScript script) {
        answering(script);
        registering(script);
        interrupting(script);
        badResults(script);
        endings(script);
    }

    private static ScenarioScript.Meaning register(InvocationHandler handler) {
        return world -> world.registrations.add(world.story.register("a.b", handler));
    }

    private static void answering(ScenarioScript script) {
        script.action("register a.b", world -> world.register("a.b"));
        script.actionOf("sc-invocation", "register a.b", register(invocation -> {
            int number = (Integer) invocation.payload().args().get(0);
            invocation.complete(Payload.ofArgs(number + 1));
        }));
        script.actionOf(
                "sc-registered-invocation-same-read",
                "register a.b",
                register(invocation -> invocation.complete(Payload.EMPTY)));
        script.action("reg=register a.b", world -> world.register("a.b"));
        script.action(
                "reg.unregister()",
                world -> world.futures.add(world.registrations.get(0).unregister()));
        script.expect("sc-invocation-unregistered", world -> {
            assertThat(world.future()).isCompleted();
            assertThat(world.calls.received).isEmpty();
            assertThat(world.story.session.isReady()).isTrue();
            world.story.router.sends("[68, 2, 9, {}]");
            world.story.router.expects("[8, 68, 2, {}, 'wamp.error.no_such_procedure']");
            assertThat(world.story.session.isReady()).isTrue();
        });
    }

    private static void registering(ScenarioScript script) {
        script.action("register a.b roundrobin twice", world -> {
            for (int i = 0; i < 2; i++) {
                world.registrations.add(world.story.session.register(
                        "a.b", RegisterOptions.NONE.with("invoke", "roundrobin"), world.calls, Story.AT_ONCE));
            }
        });
        script.expect("sc-register-same-id", world -> {
            assertThat(world.story.session.isReady()).isTrue();
            assertThat(world.registrations).allMatch(Registration::isActive);
            world.registrations.get(0).unregister();
            world.story.router.expectsNothing();
            world.registrations.get(1).unregister();
            world.story.router.expects("[66, 3, 9]").sends("[67, 3]").expectsNothing();
        });
        script.action("backoff", world -> world.story.advance(Story.FIRST_DELAY));
        script.expect("sc-register-exists", world -> {
            assertThat(world.registrations.get(0).isActive()).isTrue();
            assertThat(world.story.status().refused()).isEmpty();
            sendsForceReregister();
        });
        script.expect("sc-unreg-revoked", world -> {
            assertThat(world.calls.refusals).singleElement().returns("wamp.error.unregistered", WampException::uri);
            assertThat(world.registrations.get(0).isActive()).isFalse();
            world.story.router.expectsNothing();
            assertThat(world.story.session.isReady()).isTrue();
        });
        script.expect("sc-reconnect", world -> {
            world.story.router.sends("[33, 1, 177]", "[65, 2, 19]");
            world.story.router.sends("[36, 77, 1, {}, ['old']]", "[36, 177, 2, {}, ['new']]");
            assertThat(world.events.get("h1").values()).containsExactly("new");
            world.story.router.sends("[68, 1, 9, {}]", "[68, 2, 19, {}]");
            world.story.router.expects("[8, 68, 1, {}, 'wamp.error.no_such_procedure']");
            assertThat(world.calls.received).hasSize(1);
        });
        script.action("subscribe a.t; register a.b", world -> {
            world.subscribe("h1", "a.t");
            world.register("a.b");
        });
    }

    private static void sendsForceReregister() {
        Story story = Story.open();
        story.session.register(
                "a.b", RegisterOptions.NONE.with("force_reregister", true), new Story.Calls(), Story.AT_ONCE);
        story.router.expects("[64, 1, {force_reregister: true}, 'a.b']");
    }

    private static void interrupting(ScenarioScript script) {
        script.action("register a.b, handler blocks", world -> world.register("a.b"));
        script.expect("sc-interrupt", CalleeScenarios::interrupted);
        script.expect("sc-interrupt-killnowait", CalleeScenarios::interrupted);
        script.expect("sc-interrupt-unknown", world -> {
            assertThat(world.story.session.isReady()).isTrue();
            world.story.router.expectsNothing();
        });
    }

    private static void interrupted(ScenarioWorld world) {
        assertThat(world.calls.interrupted).isEqualTo(1);
        world.calls.last().complete(Payload.ofArgs("too late"));
        world.story.router.expectsNothing();
    }

    private static void badResults(ScenarioScript script) {
        // JSON uses texts that begin with U+0000 for binary values.
        script.action(
                "register a.b -> returns unencodable",
                register(invocation -> invocation.complete(Payload.ofDecoded(List.of("\0text"), Map.of()))));
        script.expect("sc-yield-unserializable", world -> assertThat(world.story.session.isReady())
                .isTrue());
        script.action("register a.b -> 2 MiB with a 1 MiB limit", world -> {
            world.story.router.limitsMessagesTo(MEBIBYTE);
            register(invocation -> invocation.complete(Payload.ofArgs("x".repeat(2 * MEBIBYTE))))
                    .apply(world);
        });
    }

    private static void endings(ScenarioScript script) {
        script.action("reconnect, new session; handler of the OLD session returns", world -> {
            ReceivedInvocation old = world.calls.last();
            world.story.waitForReconnect();
            world.story.router.opensSession().expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]", "[68, 1, 9, {}]");
            assertThat(world.calls.received).hasSize(2);
            old.complete(Payload.ofArgs("of the old session"));
        });
        script.expect("sc-yield-after-close", world -> {
            world.story.router.expectsNothing();
            world.calls.last().complete(Payload.ofArgs("of the new session"));
            world.story.router.expects("[70, 1, {}, ['of the new session']]");
        });
        script.action(
                "handler calls progress() although receive_progress is absent; and again after the" + " final result",
                world -> {
                    ReceivedInvocation invocation = world.calls.last();
                    assertThat(invocation.progress(Payload.ofArgs(1))).isFalse();
                    invocation.complete(Payload.ofArgs(2));
                    assertThat(invocation.progress(Payload.ofArgs(3))).isFalse();
                });
        script.expect("sc-progress-guard", world -> {
            world.story.router.expects("[70, 1, {}, [2]]").expectsNothing();
            guardsProgressAfterTheResultIfItWasAskedFor();
        });
    }

    private static void guardsProgressAfterTheResultIfItWasAskedFor() {
        Story story = Story.open();
        Story.Calls calls = new Story.Calls();
        story.register("a.b", calls);
        story.router.expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]", "[68, 1, 9, {receive_progress: true}]");
        assertThat(calls.last().progress(Payload.ofArgs(1))).isTrue();
        calls.last().complete(Payload.ofArgs(2));
        assertThat(calls.last().progress(Payload.ofArgs(3))).isFalse();
        story.router.expects("[70, 1, {progress: true}, [1]]");
        story.router.expects("[70, 1, {}, [2]]").expectsNothing();
    }
}
