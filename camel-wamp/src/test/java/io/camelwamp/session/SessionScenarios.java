package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.CloseReason;
import java.time.Duration;

/** The chapter on joining, leaving and losing a session. */
final class SessionScenarios {
    private SessionScenarios() {}

    static void tell(ScenarioScript script) {
        joining(script);
        leaving(script);
        losing(script);
    }

    private static void joining(ScenarioScript script) {
        script.expect("sc-join", world -> {
            assertThat(world.story.status().sessionId()).isEqualTo(9129137332L);
            world.story.call("a.b");
            world.story.router.expects("[48, 1, {}, 'a.b']");
        });
        script.expect("sc-join-abort", world -> {
            joinFailed(world, SessionEnd.Kind.REFUSED, Uris.NO_SUCH_REALM);
            // The router may still be starting realms.
            world.story.waitForReconnect();
            world.story.router.accepts().expects("[1, 'nope', '<details>']");
        });
        script.expect("sc-join-ticket", SessionScenarios::joined);
        script.expect("sc-join-two-factor", SessionScenarios::joined);
        script.expect(
                "sc-join-unknown-challenge",
                world -> joinFailed(world, SessionEnd.Kind.REFUSED, Uris.CANNOT_AUTHENTICATE));
        script.expect(
                "sc-join-goodbye", world -> joinFailed(world, SessionEnd.Kind.VIOLATION, Uris.PROTOCOL_VIOLATION));
        script.action("advance clock past join timeout", world -> world.story.advance(Story.JOIN_TIMEOUT));
        script.expect("sc-join-silence", world -> {
            joinFailed(world, SessionEnd.Kind.LOST, Uris.TIMEOUT);
            world.story.waitForReconnect();
            world.story.router.accepts().expects("[1, 'realm1', '<details>']");
        });
        script.expect("sc-join-transport-lost", world -> {
            assertThat(world.story.heard.news).containsExactly("ended LOST");
            assertThat(world.story.heard.lastEnd.uri()).isEqualTo(Uris.NETWORK_FAILURE);
        });
        script.expect("sc-second-welcome", SessionScenarios::brokeTheProtocol);
        script.expect("sc-unknown-type", SessionScenarios::brokeTheProtocol);
    }

    private static void joined(ScenarioWorld world) {
        assertThat(world.story.session.isReady()).isTrue();
        assertThat(world.story.heard.news).containsExactly("joined 9129137332", "ready");
    }

    private static void joinFailed(ScenarioWorld world, SessionEnd.Kind kind, String uri) {
        assertThat(world.story.heard.news).containsExactly("ended " + kind);
        assertThat(world.story.heard.lastEnd.uri()).isEqualTo(uri);
        world.story.router.expectsNothing().expectsClose();
    }

    private static void brokeTheProtocol(ScenarioWorld world) {
        assertThat(world.story.heard.news).containsExactly("joined 9129137332", "ready", "ended VIOLATION");
        world.story.router.expectsClose();
    }

    private static void leaving(ScenarioScript script) {
        script.action("leave()", world -> world.left = world.story.session.leave());
        script.action("advance clock past close timeout", world -> world.story.advance(Story.LEAVE_TIMEOUT));
        script.expect("sc-leave", SessionScenarios::left);
        script.expect("sc-leave-no-reply", SessionScenarios::left);
        script.expect("sc-leave-crossed", SessionScenarios::left);
        script.expect("sc-traffic-after-goodbye", SessionScenarios::left);
    }

    /** Nothing was sent after GOODBYE, and there is no way back. */
    private static void left(ScenarioWorld world) {
        assertThat(world.left).isCompletedWithValue(null);
        world.story.router.expectsNothing().expectsClose();
        world.story.advance(Duration.ofMinutes(5));
        world.story.router.expectsNoConnection();
        assertThat(world.story.status().phase()).isEqualTo(SessionStatus.Phase.CLOSED);
        assertThat(world.story.heard.lastEnd.kind()).isEqualTo(SessionEnd.Kind.LEFT);
    }

    private static void losing(ScenarioScript script) {
        script.action("call a.b; publish(ack); subscribe", world -> {
            world.futures.add(world.story.call("a.b").result());
            world.futures.add(world.story.publishAcknowledged("a.t"));
            world.subscribe("h1", "a.t");
        });
        script.expect("sc-goodbye-inflight", SessionScenarios::lostByGoodbye);
        script.expect("sc-abort-established", world -> {
            assertThat(world.story.heard.lastEnd.kind()).isEqualTo(SessionEnd.Kind.ABORTED);
            world.story.router.expectsNothing().expectsClose();
            callFailsByAbort();
        });
        script.action("no traffic; peer drops packets", world -> {
            world.futures.add(world.story.call("a.b").result());
            world.story.router.expects("[48, 1, {}, 'a.b']");
            world.story.router.fails(new CloseReason(CloseReason.Kind.UNRESPONSIVE, "nothing was heard for 45 s"));
        });
        script.expect("sc-half-open", world -> {
            assertThat(world.story.failureOf(world.future()))
                    .isInstanceOf(WampException.SessionLost.class)
                    .hasMessageContaining("nothing was heard for 45 s");
            world.story.waitForReconnect();
            world.story.router.opensSession();
        });
        script.action("backoff, reconnect", world -> {
            world.story.waitForReconnect();
            world.story.router.accepts();
        });
    }

    private static void lostByGoodbye(ScenarioWorld world) {
        world.futures.forEach(future -> assertThat(world.story.failureOf(future))
                .isInstanceOf(WampException.SessionLost.class)
                .returns(Uris.SYSTEM_SHUTDOWN, WampException::uri));
        world.story.router.expectsNothing().expectsClose();
        interruptsInvocationsOnGoodbye();
        world.story.waitForReconnect();
        world.story.router.opensSession().expects("[32, 1, {}, 'a.t']").sends("[33, 1, 78]");
        assertThat(world.subscriptions.get("h1").active()).isCompleted();
        assertThat(world.story.session.isReady()).isTrue();
    }

    private static void interruptsInvocationsOnGoodbye() {
        Story story = Story.open();
        Story.Calls calls = new Story.Calls();
        story.register("a.b", calls);
        story.router.expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]", "[68, 1, 9, {}]");
        story.router.sends("[6, {}, 'wamp.close.system_shutdown']");
        assertThat(calls.interrupted).isEqualTo(1);
        story.router.expects("[6, {}, 'wamp.close.goodbye_and_out']").expectsNothing();
    }

    private static void callFailsByAbort() {
        Story story = Story.open();
        WampCall call = story.call("a.b");
        story.router
                .expects("[48, 1, {}, 'a.b']")
                .sends("[3, {message: 'x'}, 'wamp.error.protocol_violation']")
                .expectsNothing()
                .expectsClose();
        assertThat(story.failureOf(call.result()))
                .isInstanceOf(WampException.SessionLost.class)
                .returns(Uris.PROTOCOL_VIOLATION, WampException::uri);
    }
}
