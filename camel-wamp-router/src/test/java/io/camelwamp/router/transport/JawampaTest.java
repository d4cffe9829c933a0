package io.camelwamp.router.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.camelwamp.router.RouterStatistics;
import io.camelwamp.router.transport.Front.Running;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rx.Observable;
import rx.Subscription;
import ws.wamp.jawampa.ApplicationError;
import ws.wamp.jawampa.PubSubData;
import ws.wamp.jawampa.PublishFlags;
import ws.wamp.jawampa.SubscriptionFlags;
import ws.wamp.jawampa.WampClient;
import ws.wamp.jawampa.WampClientBuilder;
import ws.wamp.jawampa.WampSerialization;
import ws.wamp.jawampa.transport.netty.NettyWampClientConnectorProvider;

/** Jawampa's client on this router, over every front and between every pair of serializers. */
@Timeout(60)
class JawampaTest {
    private static final String TOPIC = "com.app.topic";
    private static final String PROCEDURE = "com.app.add2";

    static Stream<Arguments> combinations() {
        List<WampSerialization> serializations = List.of(WampSerialization.Json, WampSerialization.MessagePack);
        return Stream.of(Front.values()).flatMap(front -> serializations.stream()
                .flatMap(one -> serializations.stream().map(two -> Arguments.of(front, one, two))));
    }

    /** A connected client. */
    private record Peer(WampClient client) implements AutoCloseable {
        static Peer join(Running running, WampSerialization serialization) throws Exception {
            WampClient client = new WampClientBuilder()
                    .withConnectorProvider(new NettyWampClientConnectorProvider())
                    .withUri(running.uri().toString())
                    .withRealm("realm1")
                    .withSerializations(new WampSerialization[] {serialization})
                    .build();
            CountDownLatch connected = new CountDownLatch(1);
            client.statusChanged()
                    .filter(WampClient.ConnectedState.class::isInstance)
                    .subscribe(state -> connected.countDown());
            client.open();
            assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();
            return new Peer(client);
        }

        @Override
        public void close() {
            client.close().toBlocking().lastOrDefault(null);
        }
    }

    private static <T> T result(Observable<T> observable) {
        return observable.timeout(10, TimeUnit.SECONDS).toBlocking().single();
    }

    private static void awaitSubscriptions(Running running, int count) {
        await().untilAsserted(
                        () -> assertThat(statistics(running).subscriptions()).isEqualTo(count));
    }

    private static void awaitRegistrations(Running running, int count) {
        await().untilAsserted(
                        () -> assertThat(statistics(running).registrations()).isEqualTo(count));
    }

    private static RouterStatistics statistics(Running running) {
        return running.router().statistics().toCompletableFuture().join();
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void publishesAndSubscribes(Front front, WampSerialization one, WampSerialization two) throws Exception {
        try (Running running = front.open();
                Peer publisher = Peer.join(running, one);
                Peer subscriber = Peer.join(running, two)) {
            BlockingQueue<PubSubData> exact = new LinkedBlockingQueue<>();
            BlockingQueue<String> byPrefix = new LinkedBlockingQueue<>();
            Subscription subscription =
                    subscriber.client().makeSubscription(TOPIC).subscribe(exact::add);
            subscriber
                    .client()
                    .makeSubscriptionWithDetails("com.app", SubscriptionFlags.Prefix, String.class)
                    .subscribe(event -> byPrefix.add(event.topic() + " " + event.message()));
            awaitSubscriptions(running, 2);

            ArrayNode arguments = new ObjectMapper().createArrayNode();
            arguments.add("héllo").add(1).add(2.5).add(true).addNull();
            long publication = result(
                    publisher.client().publish(TOPIC, EnumSet.of(PublishFlags.RequireAcknowledge), arguments, null));

            assertThat(publication).isPositive();
            assertThat(exact.poll(10, TimeUnit.SECONDS).arguments().toString())
                    .isEqualTo("[\"héllo\",1,2.5,true,null]");
            assertThat(byPrefix.poll(10, TimeUnit.SECONDS)).isEqualTo(TOPIC + " héllo");
            subscription.unsubscribe();
            awaitSubscriptions(running, 1);
        }
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void callsAndIsCalled(Front front, WampSerialization one, WampSerialization two) throws Exception {
        try (Running running = front.open();
                Peer caller = Peer.join(running, one);
                Peer callee = Peer.join(running, two)) {
            callee.client()
                    .registerProcedure(PROCEDURE)
                    .subscribe(
                            request -> request.reply(request.arguments().get(0).asLong()
                                    + request.arguments().get(1).asLong()));
            callee.client().registerProcedure("com.app.fail").subscribe(request -> {
                try {
                    request.replyError("com.app.error.sorry", "for", "that");
                } catch (ApplicationError e) {
                    throw new IllegalStateException(e);
                }
            });
            awaitRegistrations(running, 2);

            assertThat(result(caller.client().call(PROCEDURE, Long.class, 2, 1L << 52)))
                    .isEqualTo(2 + (1L << 52));
            assertThatThrownBy(() -> result(caller.client().call("com.app.fail", Long.class)))
                    .hasCauseInstanceOf(ApplicationError.class)
                    .cause()
                    .hasMessageContaining("com.app.error.sorry");
            assertThatThrownBy(() -> result(caller.client().call("com.app.none", Long.class)))
                    .cause()
                    .hasMessageContaining("no_such_procedure");
        }
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void numbersItsRequestsAsTheRouterDemands(Front front, WampSerialization one, WampSerialization two)
            throws Exception {
        try (Running running = front.open();
                Peer client = Peer.join(running, one);
                Peer callee = Peer.join(running, two)) {
            callee.client().registerProcedure(PROCEDURE).subscribe(request -> request.reply(1));
            awaitRegistrations(running, 1);

            for (int i = 0; i < 100; i++) {
                client.client().publish(TOPIC, i).subscribe();
                client.client()
                        .publish(TOPIC, EnumSet.of(PublishFlags.RequireAcknowledge), null, null)
                        .subscribe();
                client.client().makeSubscription("com.app.t" + i).subscribe().unsubscribe();
                client.client().registerProcedure("com.app.p" + i).subscribe().unsubscribe();
                assertThat(result(client.client().call(PROCEDURE, Integer.class, i)))
                        .isEqualTo(1);
            }
            await().untilAsserted(() -> {
                assertThat(statistics(running).subscriptions()).isZero();
                assertThat(statistics(running).registrations()).isEqualTo(1);
            });
            assertThat(statistics(running).aborted()).isZero();
            assertThat(statistics(running).sessions()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void leavesInOrder(Front front, WampSerialization one, WampSerialization two) throws Exception {
        try (Running running = front.open()) {
            Peer.join(running, one).close();
            Peer.join(running, two).close();

            await().untilAsserted(
                            () -> assertThat(statistics(running).connections()).isZero());
            assertThat(statistics(running).joined()).isEqualTo(2);
            assertThat(statistics(running).aborted()).isZero();
        }
    }

    /** An integer that JSON can carry and MessagePack cannot. */
    @ParameterizedTest
    @MethodSource("fronts")
    void keepsWhatAReceiverCannotCarryAwayFromIt(Front front) throws Exception {
        String huge = BigInteger.TEN.pow(30).toString();
        try (Running running = front.open();
                RawClient json = RawClient.join(running.uri());
                Peer binary = Peer.join(running, WampSerialization.MessagePack)) {
            BlockingQueue<Long> events = new LinkedBlockingQueue<>();
            binary.client().makeSubscription(TOPIC, Long.class).subscribe(events::add);
            binary.client().registerProcedure(PROCEDURE).subscribe(request -> request.reply(1));
            awaitSubscriptions(running, 1);
            awaitRegistrations(running, 1);

            json.say("[16,1,{},\"" + TOPIC + "\",[" + huge + "]]");
            json.say("[16,2,{},\"" + TOPIC + "\",[7]]");
            assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(7);
            assertThat(statistics(running).droppedEvents()).isEqualTo(1);

            json.say("[48,3,{},\"" + PROCEDURE + "\",[" + huge + "]]");
            assertThat(json.hear()).startsWith("[8,48,3,{},\"wamp.error.invalid_payload\"");
            json.say("[48,4,{},\"" + PROCEDURE + "\",[1]]");
            assertThat(json.hear()).isEqualTo("[50,4,{},[1]]");

            json.say("[64,5,{},\"com.app.huge\"]");
            assertThat(json.hear()).startsWith("[65,5,");
            Observable<Long> result = binary.client().call("com.app.huge", Long.class);
            BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
            result.subscribe(value -> failures.add(new AssertionError(value)), failures::add);
            assertThat(json.hear()).matches("\\[68,1,\\d+,\\{}.*");
            json.say("[70,1,{},[" + huge + "]]");
            assertThat(failures.poll(10, TimeUnit.SECONDS)).hasMessageContaining("invalid_payload");
        }
    }

    static List<Front> fronts() {
        return List.of(Front.values());
    }
}
