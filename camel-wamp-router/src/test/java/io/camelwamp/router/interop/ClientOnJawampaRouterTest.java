package io.camelwamp.router.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.ReceivedEvent;
import io.camelwamp.session.Registration;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.SessionStatus;
import io.camelwamp.session.StandingRequest;
import io.camelwamp.session.Subscription;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ws.wamp.jawampa.WampRouter;
import ws.wamp.jawampa.WampRouterBuilder;
import ws.wamp.jawampa.transport.netty.SimpleWampWebsocketListener;

/** The engine on a router that somebody else wrote: Jawampa's. */
@Timeout(60)
class ClientOnJawampaRouterTest {
    private static final String TOPIC = "com.app.topic";
    private static final String PROCEDURE = "com.app.add2";
    private static final PublishOptions ACKNOWLEDGED = PublishOptions.NONE.with("acknowledge", true);

    private final EventLoops loops = EventLoops.create("interop", 1);
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final LaneConfig lane = LaneConfig.sequential(executor);
    private WampRouter router;
    private SimpleWampWebsocketListener listener;
    private URI uri;

    @BeforeEach
    void startRouter() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            uri = URI.create("ws://127.0.0.1:" + free.getLocalPort() + "/ws");
        }
        router = new WampRouterBuilder().addRealm("realm1").build();
        listener = new SimpleWampWebsocketListener(router, uri, null);
        listener.start();
    }

    @AfterEach
    void stopEverything() {
        loops.close();
        executor.shutdownNow();
        listener.stop();
        router.close();
    }

    private WampSession join(String serializer) {
        TransportConfig defaults = TransportConfig.of(uri);
        TransportConfig target = new TransportConfig(
                uri,
                List.of(serializer),
                Map.of(),
                defaults.maxMessageSize(),
                defaults.connectTimeout(),
                defaults.pingInterval(),
                defaults.pingTimeout(),
                false,
                defaults.writeHighWaterMark(),
                null,
                true);
        return WampSession.open(SessionConfig.of("realm1", target), loops);
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    private static void awaitActive(StandingRequest request) throws Exception {
        get(request.active());
    }

    private Subscription subscribe(WampSession session, String topic, String match, BlockingQueue<ReceivedEvent> events)
            throws Exception {
        Subscription subscription = session.subscribe(
                topic,
                SubscribeOptions.NONE.with("match", match),
                (event, done) -> {
                    events.add(event);
                    done.run();
                },
                lane);
        awaitActive(subscription);
        return subscription;
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void publishesToSubscribersOfEveryMatch(String serializer) throws Exception {
        BlockingQueue<ReceivedEvent> exact = new LinkedBlockingQueue<>();
        BlockingQueue<ReceivedEvent> prefix = new LinkedBlockingQueue<>();
        BlockingQueue<ReceivedEvent> wildcard = new LinkedBlockingQueue<>();
        try (WampSession subscriber = join(serializer);
                WampSession publisher = join(serializer)) {
            subscribe(subscriber, TOPIC, "exact", exact);
            subscribe(subscriber, "com.app", "prefix", prefix);
            subscribe(subscriber, "com..topic", "wildcard", wildcard);

            Payload payload = Payload.of(List.of("héllo", 1, 2.5, true), Map.of("color", "orange"));
            Long publication = get(publisher.publish(TOPIC, ACKNOWLEDGED, payload));

            for (BlockingQueue<ReceivedEvent> events : List.of(exact, prefix, wildcard)) {
                ReceivedEvent event = events.poll(10, TimeUnit.SECONDS);
                assertThat(event.topic()).isEqualTo(TOPIC);
                assertThat(event.publication()).isEqualTo(publication);
                assertThat(event.payload()).isEqualTo(payload);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void getsNoEventAfterUnsubscribing(String serializer) throws Exception {
        BlockingQueue<ReceivedEvent> events = new LinkedBlockingQueue<>();
        BlockingQueue<ReceivedEvent> others = new LinkedBlockingQueue<>();
        try (WampSession subscriber = join(serializer);
                WampSession publisher = join(serializer)) {
            Subscription given = subscribe(subscriber, TOPIC, "exact", events);
            subscribe(subscriber, "com.app.", "prefix", others);
            get(given.unsubscribe());

            get(publisher.publish(TOPIC, ACKNOWLEDGED, Payload.EMPTY));

            assertThat(others.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(events).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void callsWhatAnotherSessionRegistered(String serializer) throws Exception {
        try (WampSession callee = join(serializer);
                WampSession caller = join(serializer)) {
            Registration registration = callee.register(
                    PROCEDURE,
                    RegisterOptions.NONE,
                    invocation -> {
                        List<Object> args = invocation.payload().args();
                        invocation.complete(Payload.ofArgs((Integer) args.get(0) + (Integer) args.get(1)));
                    },
                    lane);
            awaitActive(registration);

            assertThat(get(caller.call(CallTarget.of(PROCEDURE), Payload.ofArgs(1, 2))
                                    .result())
                            .payload()
                            .args())
                    .containsExactly(3);

            get(registration.unregister());
            assertThatThrownBy(() -> get(
                            caller.call(CallTarget.of(PROCEDURE), Payload.EMPTY).result()))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            WampException.class, e -> assertThat(e.uri()).isEqualTo(Uris.NO_SUCH_PROCEDURE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void carriesAnErrorWithItsArguments(String serializer) throws Exception {
        try (WampSession callee = join(serializer);
                WampSession caller = join(serializer)) {
            awaitActive(callee.register(
                    PROCEDURE,
                    RegisterOptions.NONE,
                    invocation -> {
                        throw new WampException("com.app.error.odd", List.of("no"), Map.of("severity", 3));
                    },
                    lane));

            assertThatThrownBy(() -> get(
                            caller.call(CallTarget.of(PROCEDURE), Payload.EMPTY).result()))
                    .cause()
                    .isInstanceOfSatisfying(WampException.class, e -> {
                        assertThat(e.uri()).isEqualTo("com.app.error.odd");
                        assertThat(e.args()).containsExactly("no");
                        assertThat(e.kwargs()).isEqualTo(Map.of("severity", 3));
                    });
        }
    }

    /** Jawampa's router closes the connection of whoever sends CANCEL. */
    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void outlivesACancelledAndATimedOutCall(String serializer) throws Exception {
        try (WampSession callee = join(serializer);
                WampSession caller = join(serializer)) {
            awaitActive(callee.register(PROCEDURE, RegisterOptions.NONE, invocation -> {}, lane));
            get(caller.publish(TOPIC, ACKNOWLEDGED, Payload.EMPTY));
            long session = get(caller.status()).sessionId();

            var cancelled = caller.call(CallTarget.of(PROCEDURE), Payload.EMPTY);
            cancelled.cancel(CancelMode.KILLNOWAIT);
            assertThatThrownBy(() -> get(cancelled.result())).cause().isInstanceOf(WampException.Canceled.class);
            var late = caller.call(CallTarget.of(PROCEDURE).withTimeout(Duration.ofMillis(50)), Payload.EMPTY);
            assertThatThrownBy(() -> get(late.result())).cause().isInstanceOf(WampException.TimedOut.class);

            get(caller.publish(TOPIC, ACKNOWLEDGED, Payload.EMPTY));
            SessionStatus status = get(caller.status());
            assertThat(status.sessionId()).isEqualTo(session);
            assertThat(status.reconnects()).isZero();
        }
    }
}
