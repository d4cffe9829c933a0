package io.camelwamp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.testing.VirtualTimeLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
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
        return configure(TransportConfig.builder(uri)
                .maxMessageSize(LIMIT)
                .writeHighWaterMark(HIGH_WATER_MARK)
                .build());
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

    /** Where nobody listens. */
    protected URI nobody() throws Exception {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return withAuthority("127.0.0.1:" + closed.getLocalPort());
        }
    }

    /** A server that lets connect and says nothing. */
    protected interface SilentServer extends AutoCloseable {
        /** Where to connect to. */
        URI uri();

        /** Takes one connection, runs a step, and waits until the client hangs up. */
        void awaitHangUp(Runnable step) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Starts a server that lets connect and says nothing. */
    protected SilentServer silentServer() throws Exception {
        ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        return new SilentServer() {
            @Override
            public URI uri() {
                return withAuthority("127.0.0.1:" + silent.getLocalPort());
            }

            @Override
            public void awaitHangUp(Runnable step) throws IOException {
                try (Socket accepted = silent.accept()) {
                    step.run();
                    accepted.setSoTimeout(20_000);
                    accepted.getInputStream().readAllBytes();
                }
            }

            @Override
            public void close() throws IOException {
                silent.close();
            }
        };
    }

    @Test
    void saysSoWhenNobodyListens() throws Exception {
        URI uri = nobody();
        provider().connect(config(uri), clientLoop, client);

        CloseReason reason = client.awaitClosed();
        assertThat(reason.kind()).isEqualTo(CloseReason.Kind.UNREACHABLE);
        assertThat(reason.text()).contains(uri.toString());
        assertThat(client.wasOpened()).isFalse();
    }

    @Test
    protected void saysSoWhenTheHostIsUnknown() throws Exception {
        provider().connect(config(withAuthority("router.invalid:1234")), clientLoop, client);

        CloseReason reason = client.awaitClosed();
        assertThat(reason.kind()).isEqualTo(CloseReason.Kind.UNREACHABLE);
        assertThat(reason.text()).contains("router.invalid").contains("unknown host");
    }

    @Test
    void givesUpOnAServerThatSaysNothing() throws Exception {
        try (SilentServer silent = silentServer()) {
            TransportConfig patient = config(silent.uri());
            provider().connect(withConnectTimeout(patient, Duration.ofMillis(200)), clientLoop, client);

            CloseReason reason = client.awaitClosed();
            assertThat(reason.kind()).isEqualTo(CloseReason.Kind.UNREACHABLE);
            assertThat(reason.text()).contains("handshake not done within 200 ms");
        }
    }

    @Test
    void anAttemptCanBeGivenUp() throws Exception {
        try (SilentServer silent = silentServer()) {
            EventLoop.Cancellable attempt = provider().connect(config(silent.uri()), clientLoop, client);
            silent.awaitHangUp(() -> {
                attempt.cancel();
                attempt.cancel();
            });
            assertThat(client.awaitClosed().kind()).isEqualTo(CloseReason.Kind.LOCAL);
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
        EventLoop foreign = VirtualTimeLoop.onThisThread();

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
        return config.toBuilder().connectTimeout(timeout).build();
    }
}
