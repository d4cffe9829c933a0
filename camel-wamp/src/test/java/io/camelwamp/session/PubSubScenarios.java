package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;

/** The chapter on topics. */
final class PubSubScenarios {
    private PubSubScenarios() {}

    static void tell(ScenarioScript script) {
        subscribing(script);
        unsubscribing(script);
        strayEvents(script);
        revoking(script);
        publishing(script);
    }

    private static void subscribing(ScenarioScript script) {
        script.action("subscribe(a.t)", world -> world.subscribe("h1", "a.t"));
        script.action("h1=subscribe(a.t)", world -> world.subscribe("h1", "a.t"));
        script.expect("sc-sub-event", world -> {
            assertThat(world.events.get("h1").values()).containsExactly("first");
            assertThat(world.events.get("h1").received.get(0).topic()).isEqualTo("a.t");
        });
        script.action("subscribe(a.t, get_retained)", world -> {
            Story.Events handler = new Story.Events();
            world.events.put("h1", handler);
            world.story.session.subscribe(
                    "a.t", SubscribeOptions.NONE.with("get_retained", true), handler, Story.AT_ONCE);
        });
        script.expect("sc-retained", world -> {
            assertThat(world.events.get("h1").values()).containsExactly("v");
            assertThat(world.events.get("h1").received.get(0).details().values())
                    .containsEntry("retained", true);
        });
        script.action("s1=subscribe(a.t), s2=subscribe(a, prefix)", world -> {
            world.subscribe("s1", "a.t");
            Story.Events handler = new Story.Events();
            world.events.put("s2", handler);
            world.story.session.subscribe("a", SubscribeOptions.NONE.with("match", "prefix"), handler, Story.AT_ONCE);
        });
        script.expect("sc-pattern-double", world -> {
            for (String name : new String[] {"s1", "s2"}) {
                assertThat(world.events.get(name).received)
                        .singleElement()
                        .returns(500L, ReceivedEvent::publication)
                        .returns("a.t", ReceivedEvent::topic);
            }
        });
    }

    private static void unsubscribing(ScenarioScript script) {
        script.action("h1=subscribe(a.t); h2=subscribe(a.t)", world -> {
            world.subscribe("h1", "a.t");
            world.subscribe("h2", "a.t");
        });
        script.action(
                "h1.unsubscribe()",
                world -> world.futures.add(world.subscriptions.get("h1").unsubscribe()));
        script.action(
                "h2.unsubscribe()",
                world -> world.futures.add(world.subscriptions.get("h2").unsubscribe()));
        script.expect(
                "sc-sub-shared-id",
                world -> {
                    assertThat(world.events.get("h1").received).hasSize(1);
                    assertThat(world.events.get("h2").received).hasSize(1);
                },
                world -> {
                    assertThat(world.futures.get(0)).isCompleted();
                    world.story.router.expectsNothing();
                },
                world -> assertThat(world.futures.get(1)).isCompleted());
        script.action("h1.unsubscribe(); h2=subscribe(a.t)", world -> {
            world.subscriptions.get("h1").unsubscribe();
            world.subscribe("h2", "a.t");
        });
        script.expect("sc-sub-resub-race", world -> {
            assertThat(world.events.get("h2").received).hasSize(1);
            assertThat(world.events.get("h1").received).isEmpty();
        });
    }

    private static void strayEvents(ScenarioScript script) {
        script.expect("sc-event-after-unsub", world -> dropped(world, "h1"));
        script.action("h1=subscribe(a.t); h1.unsubscribe()", world -> {
            world.subscribe("h1", "a.t");
            world.subscriptions.get("h1").unsubscribe();
        });
        script.expect("sc-event-after-unsubscribed", world -> dropped(world, "h1"));
        script.expect("sc-event-unknown", world -> {
            assertThat(world.story.session.counters().orphanedEvents()).isEqualTo(1);
            assertThat(world.story.session.isReady()).isTrue();
        });
    }

    private static void dropped(ScenarioWorld world, String name) {
        assertThat(world.events.get(name).received).isEmpty();
        assertThat(world.story.session.counters().orphanedEvents()).isEqualTo(1);
        assertThat(world.story.session.isReady()).isTrue();
        world.story.router.expectsNothing();
    }

    private static void revoking(ScenarioScript script) {
        script.expect("sc-unsub-revoked", world -> {
            assertThat(world.events.get("h1").refusals)
                    .singleElement()
                    .returns("no.longer.authorized", WampException::uri);
            assertThat(world.subscriptions.get("h1").isActive()).isFalse();
            world.story.router.expectsNothing().sends("[36, 77, 1, {}]");
            assertThat(world.events.get("h1").received).isEmpty();
            assertThat(world.story.session.isReady()).isTrue();
            // The policy: try again after a while.
            world.story.advance(Story.FIRST_DELAY);
            world.story.router.expects("[32, 2, {}, 'a.t']").sends("[33, 2, 78]");
            assertThat(world.subscriptions.get("h1").isActive()).isTrue();
        });
        script.expect("sc-unsub-revoked-unknown", world -> {
            assertThat(world.story.session.isReady()).isTrue();
            world.story.router.expectsNothing();
        });
    }

    private static void publishing(ScenarioScript script) {
        script.action("publish wamp.foo", world -> world.futures.add(world.story.publish("wamp.foo")));
        script.expect("sc-publish-noack", world -> refusedHere(world, Uris.INVALID_URI, "reserved"));
        script.action(
                "publish with ppt_scheme",
                world -> world.futures.add(world.story.session.publish(
                        "a.t", PublishOptions.NONE.with("ppt_scheme", "x_mine"), Payload.ofArgs(new byte[] {1}))));
        script.expect("sc-ppt-refused", world -> refusedHere(world, Uris.FEATURE_NOT_SUPPORTED, "ppt_*"));
        script.action("publish(ack)", world -> world.futures.add(world.story.publishAcknowledged("a.t")));
        script.expect("sc-publish-ack-lost", world -> {
            assertThat(world.story.failureOf(world.future()))
                    .isInstanceOf(WampException.SessionLost.class)
                    .hasMessageContaining("outcome is unknown");
            world.story.waitForReconnect();
            world.story.router.opensSession().expectsNothing();
        });
    }

    static void refusedHere(ScenarioWorld world, String uri, String text) {
        assertThat(world.story.failureOf(world.future()))
                .returns(uri, WampException::uri)
                .hasMessageContaining(text);
        world.story.router.expectsNothing();
        assertThat(world.story.session.isReady()).isTrue();
    }
}
