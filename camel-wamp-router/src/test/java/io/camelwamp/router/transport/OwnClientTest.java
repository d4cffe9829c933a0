package io.camelwamp.router.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.router.transport.Front.Limits;
import io.camelwamp.router.transport.Front.Running;
import io.camelwamp.session.CallResult;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.EventHandler;
import io.camelwamp.session.InvocationHandler;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.Overflow;
import io.camelwamp.session.ReceivedEvent;
import io.camelwamp.session.WampCall;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The session engine on this router, over every front, with every serializer, compressed or not.
 */
@Timeout(60)
class OwnClientTest {
    private static final LaneConfig LANE = new LaneConfig(Runnable::run, 1000, 1, Overflow.PAUSE);
    private static final Payload PAYLOAD = Payload.of(
            List.of("héllo €", 1, 2.5, true, new byte[] {0, (byte) 0xff}, Map.of("a", List.of())),
            Map.of("k", 1L << 53));

    static Stream<Arguments> combinations() {
        return Stream.of(Front.values())
                .flatMap(front -> Stream.of("json", "msgpack", "cbor").flatMap(serializer -> Stream.of(false, true)
                        .map(compressed -> Arguments.of(front, serializer, compressed))));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void publishesAndCalls(Front front, String serializer, boolean compressed) throws Exception {
        Limits limits = compressed ? Limits.DEFAULT.withCompression() : Limits.DEFAULT;
        try (Running running = front.open(limits);
                EventLoops loops = EventLoops.create("test", 1);
                WampSession one = Sessions.join(running.uri(), serializer, compressed, loops);
                WampSession two = Sessions.join(running.uri(), serializer, compressed, loops)) {
            BlockingQueue<ReceivedEvent> events = new LinkedBlockingQueue<>();
            two.subscribe(
                            "com.app",
                            SubscribeOptions.NONE.with("match", "prefix"),
                            (event, done) -> {
                                events.add(event);
                                done.run();
                            },
                            LANE)
                    .active()
                    .get(10, TimeUnit.SECONDS);
            two.register("com.app.echo", RegisterOptions.NONE, call -> call.complete(call.payload()), LANE)
                    .active()
                    .get(10, TimeUnit.SECONDS);

            one.publish("com.app.topic", PublishOptions.NONE, PAYLOAD).get(10, TimeUnit.SECONDS);
            ReceivedEvent event = events.poll(10, TimeUnit.SECONDS);
            assertThat(event.topic()).isEqualTo("com.app.topic");
            assertThat(event.payload()).isEqualTo(PAYLOAD);

            WampCall call = one.call(CallTarget.of("com.app.echo"), PAYLOAD);
            assertThat(call.result().get(10, TimeUnit.SECONDS).payload()).isEqualTo(PAYLOAD);
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamsProgressAndTellsTheCalleeOfATimeout(Front front) throws Exception {
        try (Running running = front.open();
                EventLoops loops = EventLoops.create("test", 1);
                WampSession caller = Sessions.join(running.uri(), "json", false, loops);
                WampSession callee = Sessions.join(running.uri(), "cbor", false, loops)) {
            CountDownLatch interrupted = new CountDownLatch(1);
            callee.register(
                            "com.app.stream",
                            RegisterOptions.NONE,
                            call -> {
                                call.progress(Payload.ofArgs(1));
                                call.progress(Payload.ofArgs(2));
                                call.onInterrupt(interrupted::countDown);
                            },
                            LANE)
                    .active()
                    .get(10, TimeUnit.SECONDS);
            BlockingQueue<CallResult> progress = new LinkedBlockingQueue<>();

            WampCall call = caller.call(
                    new CallTarget(
                            "com.app.stream",
                            CallOptions.NONE.with("timeout", 200L),
                            Duration.ZERO,
                            progress::add,
                            Runnable::run),
                    Payload.EMPTY);

            assertThat(progress.poll(10, TimeUnit.SECONDS).payload().args()).containsExactly(1);
            assertThat(progress.poll(10, TimeUnit.SECONDS).payload().args()).containsExactly(2);
            assertThatThrownBy(() -> call.result().get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            WampException.class, e -> assertThat(e.uri()).isEqualTo("wamp.error.timeout"));
            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** A message that is small on the wire and large when it is inflated. */
    @ParameterizedTest
    @EnumSource
    void limitsMessagesAfterInflation(Front front) throws Exception {
        Limits limits = Limits.DEFAULT.withCompression().withMaxMessageSize(100_000);
        try (Running running = front.open(limits);
                EventLoops loops = EventLoops.create("test", 1);
                WampSession session = Sessions.join(running.uri(), "json", true, loops)) {
            PublishOptions acknowledge = PublishOptions.NONE.with("acknowledge", true);
            session.publish("com.app.topic", acknowledge, Payload.ofArgs("x".repeat(90_000)))
                    .get(10, TimeUnit.SECONDS);

            assertThatThrownBy(() -> session.publish("com.app.topic", acknowledge, Payload.ofArgs("x".repeat(110_000)))
                            .get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(WampException.SessionLost.class);
            await().until(session::isReady);
        }
    }

    /** The session is shared: nobody else may suffer from what one of its users sends. */
    @ParameterizedTest
    @EnumSource
    void keepsTheSessionWhateverIsTooLarge(Front front) throws Exception {
        try (Running running = front.open(Limits.DEFAULT.withMaxMessageSize(100_000));
                EventLoops loops = EventLoops.create("test", 1);
                WampSession session = Sessions.join(limited(running), loops)) {
            Payload tooMuch = Payload.ofArgs("x".repeat(110_000));
            registers(session, "com.app.result", invocation -> invocation.complete(tooMuch));
            registers(
                    session,
                    "com.app.error",
                    invocation -> invocation.fail(new WampException("com.app.bad", tooMuch, null)));

            assertThat(failureOf(session.publish("com.app.topic", PublishOptions.NONE, tooMuch)))
                    .isInstanceOf(WampException.PayloadTooLarge.class);
            assertThat(failureOf(session.call(CallTarget.of("com.app.result"), tooMuch)
                            .result()))
                    .isInstanceOf(WampException.PayloadTooLarge.class);
            assertThat(failureOf(session.call(CallTarget.of("com.app.result"), Payload.EMPTY)
                                    .result())
                            .uri())
                    .isEqualTo(Uris.PAYLOAD_SIZE_EXCEEDED);
            WampException error = failureOf(
                    session.call(CallTarget.of("com.app.error"), Payload.EMPTY).result());
            assertThat(error.uri()).isEqualTo("com.app.bad");
            assertThat(error.args()).isEmpty();

            assertThat(session.status().get(10, TimeUnit.SECONDS).reconnects()).isZero();
            assertThat(session.isReady()).isTrue();
        }
    }

    /** An EVENT is longer than its PUBLISH, which the router has accepted. */
    @ParameterizedTest
    @EnumSource
    void losesAnEventThatIsTooLargeForItsSubscribersAndNotTheirSessions(Front front) throws Exception {
        try (Running running = front.open(Limits.DEFAULT.withMaxMessageSize(100_000));
                EventLoops loops = EventLoops.create("test", 1);
                WampSession subscriber = Sessions.join(limited(running), loops);
                WampSession publisher = Sessions.join(limited(running), loops)) {
            BlockingQueue<Payload> events = new LinkedBlockingQueue<>();
            EventHandler handler = (event, done) -> {
                events.add(event.payload());
                done.run();
            };
            subscriber
                    .subscribe("a.t", SubscribeOptions.NONE, handler, LANE)
                    .active()
                    .get(10, TimeUnit.SECONDS);
            int around = "[16,1,{},'a.t',['']]".length();

            publisher
                    .publish("a.t", PublishOptions.NONE, Payload.ofArgs("x".repeat(100_000 - around)))
                    .get(10, TimeUnit.SECONDS);
            publisher
                    .publish("a.t", PublishOptions.NONE, Payload.ofArgs("small"))
                    .get(10, TimeUnit.SECONDS);

            assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(Payload.ofArgs("small"));
            assertThat(subscriber.status().get(10, TimeUnit.SECONDS).reconnects())
                    .isZero();
            assertThat(running.router()
                            .statistics()
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS)
                            .droppedEvents())
                    .isEqualTo(1);
        }
    }

    private static TransportConfig limited(Running running) {
        return TransportConfig.builder(running.uri())
                .serializers(List.of("json"))
                .maxMessageSize(100_000)
                .build();
    }

    private static void registers(WampSession session, String procedure, InvocationHandler handler) throws Exception {
        session.register(procedure, RegisterOptions.NONE, handler, LANE)
                .active()
                .get(10, TimeUnit.SECONDS);
    }

    private static WampException failureOf(CompletableFuture<?> answer) {
        return (WampException)
                catchThrowable(() -> answer.get(10, TimeUnit.SECONDS)).getCause();
    }
}
