package io.camelwamp.router.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.router.Router;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.Overflow;
import io.camelwamp.session.SessionStatus;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.netty.RawSocketAcceptorConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The session engine on this router by raw socket. */
@Timeout(60)
class RawSocketTest {
    private static final LaneConfig LANE = new LaneConfig(Runnable::run, 1000, 1, Overflow.PAUSE);

    private final EventLoops loops = EventLoops.create("test", 1);
    private Router router;

    @AfterEach
    void close() {
        if (router != null) {
            router.close();
        }
        loops.close();
    }

    private NettyRawSocketListener start(String host, int maxMessageSize) throws IOException {
        NettyRawSocketListener listener = new NettyRawSocketListener(RawSocketAcceptorConfig.builder(host, 0)
                .maxMessageSize(maxMessageSize)
                .build());
        router = Router.builder().realm("realm1").listener(listener).build();
        router.start();
        return listener;
    }

    private WampSession join(URI uri, String serializer, int maxMessageSize) {
        return Sessions.join(
                TransportConfig.builder(uri)
                        .serializers(List.of(serializer))
                        .maxMessageSize(maxMessageSize)
                        .build(),
                loops);
    }

    private static BlockingQueue<Payload> subscribe(WampSession session, String topic) throws Exception {
        BlockingQueue<Payload> events = new LinkedBlockingQueue<>();
        session.subscribe(
                        topic,
                        SubscribeOptions.NONE,
                        (event, done) -> {
                            events.add(event.payload());
                            done.run();
                        },
                        LANE)
                .active()
                .get(10, TimeUnit.SECONDS);
        return events;
    }

    private static void publish(WampSession session, String topic, Payload payload) throws Exception {
        session.publish(topic, PublishOptions.NONE.with("acknowledge", true), payload)
                .get(10, TimeUnit.SECONDS);
    }

    private void publishesAndCalls(URI uri, String serializer) throws Exception {
        Payload payload = Payload.ofArgs("héllo €", 1, new byte[] {0, (byte) 0xff}, "x".repeat(200_000));
        try (WampSession one = join(uri, serializer, 1 << 24);
                WampSession two = join(uri, serializer, 1 << 24)) {
            BlockingQueue<Payload> events = subscribe(two, "com.app.topic");
            two.register("com.app.echo", RegisterOptions.NONE, call -> call.complete(call.payload()), LANE)
                    .active()
                    .get(10, TimeUnit.SECONDS);

            publish(one, "com.app.topic", payload);
            assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(payload);
            assertThat(call(one, payload)).isEqualTo(payload);
        }
    }

    private static Payload call(WampSession session, Payload payload) throws Exception {
        CallTarget target = CallTarget.of("com.app.echo");
        return session.call(target, payload).result().get(10, TimeUnit.SECONDS).payload();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void servesClientsOnAPort(String serializer) throws Exception {
        NettyRawSocketListener listener = start("127.0.0.1", 1 << 24);
        publishesAndCalls(URI.create("rs://127.0.0.1:" + listener.address().getPort()), serializer);
    }

    @Test
    void servesClientsOnAUnixDomainSocket(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("router.sock");
        start("unix:" + file, 1 << 24);
        publishesAndCalls(URI.create("rs+unix:" + file), "cbor");
        router.close();
        await().untilAsserted(() -> assertThat(file).doesNotExist());
    }

    @Test
    void whatIsTooLargeForTheRouterFailsAndTheSessionStays() throws Exception {
        URI uri = URI.create(
                "rs://127.0.0.1:" + start("127.0.0.1", 4096).address().getPort());
        Payload tooLarge = Payload.ofArgs("x".repeat(5000));
        try (WampSession session = join(uri, "json", 1 << 24)) {
            BlockingQueue<Payload> events = subscribe(session, "com.app.topic");
            session.register("com.app.echo", RegisterOptions.NONE, call -> call.complete(tooLarge), LANE)
                    .active()
                    .get(10, TimeUnit.SECONDS);

            assertThatThrownBy(() -> publish(session, "com.app.topic", tooLarge))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(WampException.PayloadTooLarge.class)
                    .hasMessageContaining("4096");
            // The payload alone would do, but not with what is around it.
            assertThatThrownBy(() -> publish(session, "com.app.topic", Payload.ofArgs("x".repeat(4080))))
                    .hasCauseInstanceOf(WampException.PayloadTooLarge.class);
            assertThatThrownBy(() -> call(session, tooLarge)).hasCauseInstanceOf(WampException.PayloadTooLarge.class);
            assertThatThrownBy(() -> call(session, Payload.EMPTY))
                    .as("a result that is too large")
                    .cause()
                    .extracting(cause -> ((WampException) cause).uri())
                    .isEqualTo(Uris.PAYLOAD_SIZE_EXCEEDED);

            publish(session, "com.app.other", Payload.EMPTY);
            assertThat(events).isEmpty();
            assertThat(session.status().get(10, TimeUnit.SECONDS))
                    .returns(SessionStatus.Phase.READY, SessionStatus::phase)
                    .returns(0L, SessionStatus::reconnects);
        }
    }

    @Test
    void whatIsTooLargeForAClientIsNotSentAndItsSessionStays() throws Exception {
        URI uri = URI.create(
                "rs://127.0.0.1:" + start("127.0.0.1", 1 << 24).address().getPort());
        Payload tooLarge = Payload.ofArgs("x".repeat(5000));
        try (WampSession large = join(uri, "json", 1 << 24);
                WampSession small = join(uri, "json", 4096)) {
            BlockingQueue<Payload> events = subscribe(small, "com.app.topic");
            large.register("com.app.echo", RegisterOptions.NONE, call -> call.complete(tooLarge), LANE)
                    .active()
                    .get(10, TimeUnit.SECONDS);

            publish(large, "com.app.topic", tooLarge);
            publish(large, "com.app.topic", Payload.ofArgs("fits"));
            assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(Payload.ofArgs("fits"));
            assertThatThrownBy(() -> call(small, Payload.EMPTY))
                    .cause()
                    .extracting(cause -> ((WampException) cause).uri())
                    .isEqualTo(Uris.PAYLOAD_SIZE_EXCEEDED);
            assertThat(small.status().get(10, TimeUnit.SECONDS))
                    .returns(SessionStatus.Phase.READY, SessionStatus::phase)
                    .returns(0L, SessionStatus::reconnects);
        }
    }
}
