package io.camelwamp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What connecting over the network promises; a part of {@link TransportContract}. */
@Timeout(60)
public abstract class ConnectingContract {
    /** The largest message that either end accepts in these tests. */
    protected static final int LIMIT = 64 * 1024;

    static final int HIGH_WATER_MARK = 32 * 1024;

    private final EventLoops loops = EventLoops.create("contract", 2);
    final EventLoop clientLoop = loops.next();
    final EventLoop serverLoop = loops.next();
    final RecordingListener client = new RecordingListener(clientLoop);
    final RecordingListener server = new RecordingListener(serverLoop);
    Listening listening;

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
    protected abstract Listening listen(EventLoop loop, Supplier<TransportListener> accept) throws Exception;

    /** What connects to that server. */
    protected abstract TransportProvider provider();

    /** The name of the serializer in use. */
    protected abstract String serializer();

    /** The settings of a client that differ from the defaults. */
    protected abstract TransportConfig configure(TransportConfig defaults);

    TransportConfig config(URI uri) {
        TransportConfig defaults = TransportConfig.of(uri);
        return configure(new TransportConfig(
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

    EventLoop.Cancellable connect() {
        return provider().connect(config(listening.uri()), clientLoop, client);
    }

    /** Calls a transport where it may be called. */
    protected static <T> T on(EventLoop loop, Callable<T> call) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(call.call());
            } catch (Exception | AssertionError e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(20, TimeUnit.SECONDS);
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
            provider().connect(withConnectTimeout(patient, Duration.ofMillis(200)), clientLoop, client);

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
