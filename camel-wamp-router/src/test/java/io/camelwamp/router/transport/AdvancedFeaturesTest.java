package io.camelwamp.router.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.WampException;
import io.camelwamp.router.HistoryRule;
import io.camelwamp.router.MetaAccess;
import io.camelwamp.router.RealmConfig;
import io.camelwamp.router.permission.Action;
import io.camelwamp.router.permission.Authorizer;
import io.camelwamp.router.permission.RolePermissions;
import io.camelwamp.router.transport.Front.Running;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.Overflow;
import io.camelwamp.session.ReceivedEvent;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the router does beyond the basics, over a network and through the session engine. */
@Timeout(60)
class AdvancedFeaturesTest {
    private static final LaneConfig LANE = new LaneConfig(Runnable::run, 1000, 1, Overflow.PAUSE);
    private static final PublishOptions ACKNOWLEDGED = PublishOptions.NONE.with("acknowledge", true);
    private static final Payload PAYLOAD =
            Payload.of(List.of("21 °C", new byte[] {0, (byte) 0xff}), Map.of("k", 1L << 53));

    static Stream<Arguments> combinations() {
        return Stream.of(Front.values()).flatMap(front -> Stream.of("json", "msgpack", "cbor")
                .map(serializer -> Arguments.of(front, serializer)));
    }

    private static Payload ask(WampSession session, String procedure, Object... args) throws Exception {
        return session.call(CallTarget.of(procedure), Payload.ofArgs(args))
                .result()
                .get(10, TimeUnit.SECONDS)
                .payload();
    }

    private static BlockingQueue<ReceivedEvent> subscribe(WampSession session, String topic, SubscribeOptions options)
            throws Exception {
        BlockingQueue<ReceivedEvent> events = new LinkedBlockingQueue<>();
        session.subscribe(
                        topic,
                        options,
                        (event, done) -> {
                            events.add(event);
                            done.run();
                        },
                        LANE)
                .active()
                .get(10, TimeUnit.SECONDS);
        return events;
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void remembersEventsForReadersOfAnySerializer(Front front, String serializer) throws Exception {
        RealmConfig realm = RealmConfig.DEFAULT.withHistory(HistoryRule.of(MatchPolicy.PREFIX, "com.app.", 10));
        try (Running running = front.open(realm);
                EventLoops loops = EventLoops.create("test", 1);
                WampSession publisher = Sessions.join(running.uri(), "cbor", false, loops);
                WampSession reader = Sessions.join(running.uri(), serializer, false, loops)) {
            publisher
                    .publish("com.app.room1", ACKNOWLEDGED.with("retain", true), PAYLOAD)
                    .get(10, TimeUnit.SECONDS);

            ReceivedEvent retained = subscribe(
                            reader, "com.app.room1", SubscribeOptions.NONE.with("get_retained", true))
                    .poll(10, TimeUnit.SECONDS);
            assertThat(retained.payload()).isEqualTo(PAYLOAD);
            assertThat(retained.details().retained()).isTrue();

            Object id = ask(reader, "wamp.subscription.lookup", "com.app.", Map.of("match", "prefix"))
                    .args()
                    .get(0);
            Map<?, ?> event = (Map<?, ?>)
                    ask(reader, "wamp.subscription.get_events", id).args().get(0);
            assertThat(Payload.of((List<?>) event.get("args"), Map.of())).isEqualTo(Payload.of(PAYLOAD.args(), null));
            assertThat(event.get("details")).isEqualTo(Map.of("topic", "com.app.room1"));
            assertThat(event.get("publication")).isEqualTo(retained.publication());
            assertThat(ask(reader, "wamp.subscription.lookup", "org.app").args())
                    .containsExactly((Object) null);
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsASessionWhichLeavesItsTestamentAndComesBack(Front front) throws Exception {
        try (Running running = front.open(RealmConfig.DEFAULT.withMetaAccess(MetaAccess.ALL));
                EventLoops loops = EventLoops.create("test", 1);
                WampSession admin = Sessions.join(running.uri(), "msgpack", false, loops);
                WampSession victim = Sessions.join(running.uri(), "json", false, loops)) {
            BlockingQueue<ReceivedEvent> gone = subscribe(admin, "com.app.gone", SubscribeOptions.NONE);
            BlockingQueue<ReceivedEvent> joins = subscribe(admin, "wamp.session.on_join", SubscribeOptions.NONE);
            victim.register("com.app.victim", RegisterOptions.NONE, call -> call.complete(Payload.EMPTY), LANE)
                    .active()
                    .get(10, TimeUnit.SECONDS);
            ask(victim, "wamp.session.add_testament", "com.app.gone", List.of("adieu"), Map.of());
            Object registration = ask(admin, "wamp.registration.match", "com.app.victim")
                    .args()
                    .get(0);
            Object session = ((List<?>) ask(admin, "wamp.registration.list_callees", registration)
                            .args()
                            .get(0))
                    .get(0);

            ask(admin, "wamp.session.kill", session);

            assertThat(gone.poll(10, TimeUnit.SECONDS).payload().args()).containsExactly("adieu");
            Map<?, ?> back = (Map<?, ?>)
                    joins.poll(10, TimeUnit.SECONDS).payload().args().get(0);
            assertThat(back.get("session")).isNotEqualTo(session);
            await().until(victim::isReady);
            ask(admin, "com.app.victim");
        }
    }

    @ParameterizedTest
    @EnumSource
    void letsRolesDoWhatTheyMay(Front front) throws Exception {
        Authorizer authorizer = RolePermissions.builder()
                .allow("anonymous", MatchPolicy.PREFIX, "com.app.", Action.SUBSCRIBE, Action.PUBLISH)
                .allow("anonymous", MatchPolicy.EXACT, "wamp.session.count", Action.CALL)
                .build();
        try (Running running = front.open(RealmConfig.DEFAULT.withAuthorizer(authorizer));
                EventLoops loops = EventLoops.create("test", 1);
                WampSession session = Sessions.join(running.uri(), "json", false, loops);
                WampSession other = Sessions.join(running.uri(), "cbor", false, loops)) {
            BlockingQueue<ReceivedEvent> events = subscribe(session, "com.app.topic", SubscribeOptions.NONE);

            other.publish("com.app.topic", ACKNOWLEDGED, PAYLOAD).get(10, TimeUnit.SECONDS);

            assertThat(events.poll(10, TimeUnit.SECONDS).payload()).isEqualTo(PAYLOAD);
            assertThat(ask(session, "wamp.session.count").args()).hasToString("[2]");
            assertThatThrownBy(() -> other.publish("org.app.topic", ACKNOWLEDGED, PAYLOAD)
                            .get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            WampException.class, e -> assertThat(e.uri()).isEqualTo("wamp.error.not_authorized"));
            assertThatThrownBy(() -> ask(session, "wamp.session.list"))
                    .cause()
                    .isInstanceOfSatisfying(
                            WampException.class, e -> assertThat(e.uri()).isEqualTo("wamp.error.not_authorized"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void handsPortionsOfArgumentsOn(Front front) throws Exception {
        String hello = "[1,\"realm1\",{\"roles\":{"
                + "\"caller\":{\"features\":{\"progressive_call_invocations\":true}},"
                + "\"callee\":{\"features\":{\"progressive_call_invocations\":true,\"call_canceling\":true}}}}]";
        try (Running running = front.open();
                RawClient caller = RawClient.connect(running.uri(), "wamp.2.json");
                RawClient callee = RawClient.connect(running.uri(), "wamp.2.json")) {
            caller.say(hello);
            assertThat(caller.hear()).startsWith("[2,").contains("\"progressive_call_invocations\":true");
            callee.say(hello);
            callee.hear();
            callee.say("[64,1,{},\"com.app.upload\"]");
            String registration = callee.hear().replaceAll("\\[65,1,(\\d+)]", "$1");

            caller.say("[48,1,{\"progress\":true},\"com.app.upload\",[\"a\"]]");
            caller.say("[48,1,{\"progress\":true},\"com.app.upload\",[\"b\"]]");
            caller.say("[48,1,{},\"com.app.upload\",[\"c\"]]");

            assertThat(callee.hear()).isEqualTo("[68,1," + registration + ",{\"progress\":true},[\"a\"]]");
            assertThat(callee.hear()).isEqualTo("[68,1," + registration + ",{\"progress\":true},[\"b\"]]");
            assertThat(callee.hear()).isEqualTo("[68,1," + registration + ",{},[\"c\"]]");
            callee.say("[70,1,{},[3]]");
            assertThat(caller.hear()).isEqualTo("[50,1,{},[3]]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsNothingThatWouldBreakItsReadersLater(Front front) throws Exception {
        RealmConfig realm = RealmConfig.DEFAULT.withHistory(HistoryRule.of(MatchPolicy.PREFIX, "com.app.", 10));
        try (Running running = front.open(realm);
                RawClient publisher = RawClient.join(running.uri());
                EventLoops loops = EventLoops.create("test", 1);
                WampSession reader = Sessions.join(running.uri(), "cbor", false, loops)) {
            publisher.say("[16,1,{\"retain\":true},\"com.app.topic\",[{\"a\":1,\"a\":2}]]");
            assertThat(publisher.hear()).startsWith("[3,").contains("wamp.error.protocol_violation");

            Object id = ask(reader, "wamp.subscription.lookup", "com.app.", Map.of("match", "prefix"))
                    .args()
                    .get(0);
            assertThat(ask(reader, "wamp.subscription.get_events", id).args()).isEmpty();
            assertThat(subscribe(reader, "com.app.topic", SubscribeOptions.NONE.with("get_retained", true)))
                    .isEmpty();
        }
    }
}
