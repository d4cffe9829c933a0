package io.camelwamp.transport;

import static io.camelwamp.transport.TestMessages.publish;
import static io.camelwamp.transport.TestMessages.publishOfSize;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.codec.SharedEncoding;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.WampException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a transport over the network promises, tried between two ends on the loopback interface. */
@Timeout(60)
public abstract class TransportContract {
    /** The largest message that either end accepts in these tests. */
    protected static final int LIMIT = 64 * 1024;

    private static final int HIGH_WATER_MARK = 32 * 1024;

    private final EventLoops loops = EventLoops.create("contract", 2);
    private final EventLoop clientLoop = loops.next();
    private final EventLoop serverLoop = loops.next();
    private final RecordingListener client = new RecordingListener(clientLoop);
    private final RecordingListener server = new RecordingListener(serverLoop);
    private Listening listening;

    /** A server that runs. */
    protected interface Listening extends AutoCloseable {
        /** Where to connect to. */
        URI uri();

        @Override
        void close();
    }

    /**
     * Starts a server on a free port of the loopback interface that takes messages up to {@link
     * #LIMIT}.
     */
    protected abstract Listening listen(EventLoop loop, Supplier<TransportListener> accept)
            throws Exception;

    /** What connects to that server. */
    protected abstract TransportProvider provider();

    /** The name of the serializer in use. */
    protected abstract String serializer();

    /** The settings of a client that differ from the defaults. */
    protected abstract TransportConfig configure(TransportConfig defaults);

    private TransportConfig config(URI uri) {
        TransportConfig defaults = TransportConfig.of(uri);
        return configure(
                new TransportConfig(
                        uri,
                        defaults.serializers(),
                        Map.of(),
                        LIMIT,
                        Duration.ofSeconds(10),
                        defaults.pingInterval(),
                        defaults.pingTimeout(),
                        defaults.compression(),
                        HIGH_WATER_MARK,
                        defaults.sslContext(),
                        defaults.verifyHostName()));
    }

    @BeforeEach
    void startServer() throws Exception {
        listening = listen(serverLoop, () -> server);
    }

    @AfterEach
    void stopServer() {
        listening.close();
        loops.close();
    }

    private EventLoop.Cancellable connect() {
        return provider().connect(config(listening.uri()), clientLoop, client);
    }

    /** Connects both ends. */
    private Transport open() throws Exception {
        connect();
        server.awaitOpened();
        return client.awaitOpened();
    }

    /** Calls a transport where it may be called. */
    protected static <T> T on(EventLoop loop, Callable<T> call) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(
                () -> {
                    try {
                        result.complete(call.call());
                    } catch (Exception | AssertionError e) {
                        result.completeExceptionally(e);
                    }
                });
        return result.get(20, TimeUnit.SECONDS);
    }

    private static void send(
            EventLoop loop, Transport transport, List<? extends Message> messages) {
        loop.execute(() -> messages.forEach(transport::send));
    }

    private void closeBoth() throws Exception {
        Transport transport = client.awaitOpened();
        clientLoop.execute(() -> transport.close("test is over"));
        client.awaitClosed();
        server.awaitClosed();
    }

    private static List<Publish> publications(int number) {
        List<Publish> messages = new ArrayList<>();
        for (int i = 1; i <= number; i++) {
            messages.add(publish(i));
        }
        return messages;
    }

    @Test
    void carriesMessagesBothWaysInOrder() throws Exception {
        Transport clientEnd = open();
        List<Publish> messages = publications(2_000);
        send(clientLoop, clientEnd, messages);
        send(serverLoop, server.awaitOpened(), messages);

        for (Publish expected : messages) {
            assertThat(server.awaitMessage()).isEqualTo(expected);
            assertThat(client.awaitMessage()).isEqualTo(expected);
        }
        closeBoth();
    }

    @Test
    void bothEndsUseTheSameSerializerAndNameTheirPeer() throws Exception {
        Transport clientEnd = open();

        assertThat(clientEnd.serializerName()).isEqualTo(serializer());
        assertThat(server.awaitOpened().serializerName()).isEqualTo(serializer());
        assertThat(clientEnd.peer())
                .contains("127.0.0.1", String.valueOf(listening.uri().getPort()));
        assertThat(server.awaitOpened().peer()).contains("127.0.0.1");
        closeBoth();
    }

    @Test
    void takesAMessageOfExactlyTheLimit() throws Exception {
        Transport clientEnd = open();
        Publish largest = publishOfSize(serializer(), 1, LIMIT);
        send(clientLoop, clientEnd, List.of(largest, publish(2)));
        send(serverLoop, server.awaitOpened(), List.of(largest, publish(2)));

        assertThat(server.awaitMessage()).isEqualTo(largest);
        assertThat(server.awaitMessage()).isEqualTo(publish(2));
        assertThat(client.awaitMessage()).isEqualTo(largest);
        assertThat(client.awaitMessage()).isEqualTo(publish(2));
        closeBoth();
    }

    @Test
    void closesWhenAMessageIsLargerThanTheLimit() throws Exception {
        Transport clientEnd = open();
        send(
                clientLoop,
                clientEnd,
                List.of(publish(1), publishOfSize(serializer(), 2, LIMIT + 1), publish(3)));

        assertThat(server.awaitMessage()).isEqualTo(publish(1));
        CloseReason reason = server.awaitClosed();
        assertThat(reason.kind()).isEqualTo(CloseReason.Kind.FAILED);
        assertThat(reason.text()).contains(String.valueOf(LIMIT));
        client.awaitClosed();
        assertThat(server.waiting()).isZero();
    }

    @Test
    void sendsWhatIsPendingBeforeItCloses() throws Exception {
        Transport clientEnd = open();
        List<Publish> messages = publications(3_000);
        clientLoop.execute(
                () -> {
                    messages.forEach(clientEnd::send);
                    clientEnd.close("said it all");
                });

        for (Publish expected : messages) {
            assertThat(server.awaitMessage()).isEqualTo(expected);
        }
        assertThat(server.awaitClosed().kind()).isEqualTo(CloseReason.Kind.PEER);
        assertThat(client.awaitClosed())
                .isEqualTo(new CloseReason(CloseReason.Kind.LOCAL, "said it all"));
    }

    @Test
    void bothEndsMaySendAndCloseAsSoonAsTheyAreOpen() throws Exception {
        Publish large = publishOfSize(serializer(), 1, LIMIT);
        TalkativeListener talkative = new TalkativeListener(clientLoop, large);
        provider().connect(config(listening.uri()), clientLoop, talkative);

        assertThat(server.awaitMessage()).isEqualTo(large);
        assertThat(server.awaitMessage()).isEqualTo(large);
        assertThat(server.awaitClosed().kind()).isEqualTo(CloseReason.Kind.PEER);
        assertThat(talkative.awaitClosed().kind()).isEqualTo(CloseReason.Kind.LOCAL);

        listening.close();
        TalkativeListener answering = new TalkativeListener(serverLoop, large);
        listening = listen(serverLoop, () -> answering);
        connect();
        assertThat(client.awaitMessage()).isEqualTo(large);
        assertThat(client.awaitMessage()).isEqualTo(large);
        assertThat(client.awaitClosed().kind()).isEqualTo(CloseReason.Kind.PEER);
        assertThat(answering.awaitClosed().kind()).isEqualTo(CloseReason.Kind.LOCAL);
    }

    /** Says all it has to say at once. */
    private static final class TalkativeListener extends RecordingListener {
        private final Publish message;

        TalkativeListener(EventLoop loop, Publish message) {
            super(loop);
            this.message = message;
        }

        @Override
        public void opened(Transport transport) {
            super.opened(transport);
            transport.send(message);
            transport.send(message);
            transport.close("that is all");
        }
    }

    @Test
    void dropsWhatIsSentAfterClosing() throws Exception {
        Transport clientEnd = open();
        clientLoop.execute(
                () -> {
                    clientEnd.close("enough");
                    clientEnd.close("more than enough");
                    clientEnd.send(publish(1));
                    clientEnd.send(new SharedEncoding(publish(2)));
                });

        assertThat(client.awaitClosed().text()).isEqualTo("enough");
        server.awaitClosed();
        assertThat(server.waiting()).isZero();
        on(
                clientLoop,
                () -> {
                    clientEnd.send(publish(3));
                    clientEnd.pauseReads();
                    clientEnd.resumeReads();
                    return null;
                });
    }

    @Test
    void bothEndsMayCloseAtTheSameTime() throws Exception {
        Transport clientEnd = open();
        Transport serverEnd = server.awaitOpened();
        clientLoop.execute(() -> clientEnd.close("client"));
        serverLoop.execute(() -> serverEnd.close("server"));

        client.awaitClosed();
        server.awaitClosed();
    }

    @Test
    void pausedReadsHoldThePeerBackAndLoseNothing() throws Exception {
        Transport clientEnd = open();
        Transport serverEnd = server.awaitOpened();
        on(
                serverLoop,
                () -> {
                    serverEnd.pauseReads();
                    return null;
                });

        int sent = sendUntilStuck(clientEnd);

        assertThat(server.waiting()).isZero();
        assertThat(client.writability()).isEqualTo(List.of(false));
        assertThat(on(clientLoop, clientEnd::pendingBytes)).isGreaterThan(HIGH_WATER_MARK);
        serverLoop.execute(serverEnd::resumeReads);
        for (int i = 1; i <= sent; i++) {
            assertThat(((Publish) server.awaitMessage()).request()).isEqualTo(i);
        }
        await().until(() -> client.writability().equals(List.of(false, true)));
        assertThat(on(clientLoop, clientEnd::isWritable)).isTrue();
        await().until(() -> on(clientLoop, clientEnd::pendingBytes) == 0);
        closeBoth();
    }

    /**
     * Sends in small steps until the network takes no more, which a stream of messages must reach
     * some time.
     */
    private int sendUntilStuck(Transport transport) throws Exception {
        Publish message = publishOfSize(serializer(), 1, 8_000);
        int sent = 0;
        for (boolean stuck = false; !stuck; ) {
            int first = sent + 1;
            on(
                    clientLoop,
                    () -> {
                        transport.send(
                                new Publish(
                                        first,
                                        message.options(),
                                        message.topic(),
                                        message.payload()));
                        return null;
                    });
            sent++;
            // Asking once more lets the flush of the last turn happen before the answer.
            stuck =
                    !on(clientLoop, transport::isWritable)
                            && !on(clientLoop, transport::isWritable);
        }
        return sent;
    }

    @Test
    void pausingWithinAMessageStopsAtThatMessage() throws Exception {
        PausingListener pausing = new PausingListener(clientLoop);
        provider().connect(config(listening.uri()), clientLoop, pausing);
        pausing.awaitOpened();
        List<Publish> messages = publications(500);
        send(serverLoop, server.awaitOpened(), messages);

        for (Publish expected : messages) {
            assertThat(pausing.awaitMessage()).isEqualTo(expected);
            assertThat(on(clientLoop, pausing::waiting)).isZero();
            clientLoop.execute(pausing.awaitOpened()::resumeReads);
        }
        clientLoop.execute(() -> pausing.transport.close("done"));
        pausing.awaitClosed();
    }

    /** Takes one message at a time. */
    private static final class PausingListener extends RecordingListener {
        private Transport transport;

        PausingListener(EventLoop loop) {
            super(loop);
        }

        @Override
        public void opened(Transport opened) {
            transport = opened;
            super.opened(opened);
        }

        @Override
        public void message(Message message) {
            transport.pauseReads();
            super.message(message);
        }
    }

    @Test
    void refusesWhatTheSerializerCannotCarryAndGoesOn() throws Exception {
        Transport clientEnd = open();
        Payload deep = Payload.ofDecoded(List.of(new Object()), Map.of());
        Publish impossible = new Publish(1, publish(1).options(), "com.example.topic", deep);

        assertThatThrownBy(() -> clientEnd.prepare(deep))
                .isInstanceOf(WampException.InvalidPayload.class);
        on(
                clientLoop,
                () -> {
                    assertThatThrownBy(() -> clientEnd.send(impossible))
                            .isInstanceOf(WampException.InvalidPayload.class);
                    clientEnd.send(publish(2));
                    return null;
                });

        assertThat(server.awaitMessage()).isEqualTo(publish(2));
        closeBoth();
    }

    @Test
    void sendsPreparedPayloadsAndSharedEncodings() throws Exception {
        Transport clientEnd = open();
        Publish plain = publish(1);
        Payload prepared = clientEnd.prepare(plain.payload());
        SharedEncoding shared = new SharedEncoding(publish(2));
        send(
                clientLoop,
                clientEnd,
                List.of(new Publish(1, plain.options(), plain.topic(), prepared)));
        clientLoop.execute(
                () -> {
                    clientEnd.send(shared);
                    clientEnd.send(shared);
                });

        assertThat(prepared.encodedSize()).isPositive();
        assertThat(server.awaitMessage()).isEqualTo(plain);
        assertThat(server.awaitMessage()).isEqualTo(publish(2));
        assertThat(server.awaitMessage()).isEqualTo(publish(2));
        closeBoth();
    }

    @Test
    void saysSoWhenNobodyListens() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        URI uri = withAuthority("127.0.0.1:" + port);
        provider().connect(config(uri), clientLoop, client);

        CloseReason reason = client.awaitClosed();
        assertThat(reason.kind()).isEqualTo(CloseReason.Kind.UNREACHABLE);
        assertThat(reason.text()).contains("127.0.0.1:" + port).containsIgnoringCase("refused");
        assertThat(client.wasOpened()).isFalse();
    }

    @Test
    void saysSoWhenTheHostIsUnknown() throws Exception {
        provider().connect(config(withAuthority("router.invalid:1234")), clientLoop, client);

        CloseReason reason = client.awaitClosed();
        assertThat(reason.kind()).isEqualTo(CloseReason.Kind.UNREACHABLE);
        assertThat(reason.text()).contains("router.invalid").contains("unknown host");
    }

    @Test
    void givesUpOnAServerThatSaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TransportConfig patient = config(withAuthority("127.0.0.1:" + silent.getLocalPort()));
            provider()
                    .connect(
                            withConnectTimeout(patient, Duration.ofMillis(200)),
                            clientLoop,
                            client);

            CloseReason reason = client.awaitClosed();
            assertThat(reason.kind()).isEqualTo(CloseReason.Kind.UNREACHABLE);
            assertThat(reason.text()).contains("handshake not done within 200 ms");
        }
    }

    @Test
    void anAttemptCanBeGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI uri = withAuthority("127.0.0.1:" + silent.getLocalPort());
            EventLoop.Cancellable attempt = provider().connect(config(uri), clientLoop, client);
            try (Socket accepted = silent.accept()) {
                attempt.cancel();
                attempt.cancel();
                assertThat(client.awaitClosed().kind()).isEqualTo(CloseReason.Kind.LOCAL);
                accepted.setSoTimeout(20_000);
                accepted.getInputStream().readAllBytes();
            }
            assertThat(client.wasOpened()).isFalse();
        }
    }

    @Test
    void givingUpAtOnceStillTellsTheListener() throws Exception {
        connect().cancel();

        assertThat(client.awaitClosed().kind()).isEqualTo(CloseReason.Kind.LOCAL);
    }

    @Test
    void refusesALoopThatItCannotLiveOn() {
        EventLoop foreign = new VirtualTimeLoop();

        assertThatThrownBy(() -> provider().connect(config(listening.uri()), foreign, client))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("EventLoops.create")
                .hasMessageContaining(VirtualTimeLoop.class.getName());
    }

    private URI withAuthority(String authority) {
        URI uri = listening.uri();
        return URI.create(uri.getScheme() + "://" + authority + uri.getRawPath());
    }

    private static TransportConfig withConnectTimeout(TransportConfig config, Duration timeout) {
        return new TransportConfig(
                config.uri(),
                config.serializers(),
                config.headers(),
                config.maxMessageSize(),
                timeout,
                config.pingInterval(),
                config.pingTimeout(),
                config.compression(),
                config.writeHighWaterMark(),
                config.sslContext(),
                config.verifyHostName());
    }
}
