package io.camelwamp.transport.netty;

import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.PayloadMode;
import io.camelwamp.codec.Serializer;
import io.camelwamp.codec.Serializers;
import io.camelwamp.codec.Tolerance;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.TransportListener;
import io.camelwamp.transport.TransportProvider;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;

/**
 * Connects to routers with raw socket: {@code rs://HOST:PORT}, with TLS {@code rss://HOST:PORT},
 * and to Unix domain sockets {@code rs+unix:/PATH}, {@code unix:/PATH} or {@code rs://unix:/PATH}
 * (spec: advanced/transport_rawsocket.md).
 *
 * <p>A client asks for one serializer at a time: the first of the configuration, and the next ones
 * if the router says that it does not speak it. Both sides tell the largest message that they take,
 * as a power of two from 512 to 2^24; what the router would not take fails here.
 */
public final class RawSocketTransportProvider implements TransportProvider {
    private final PayloadMode payloadMode;
    private final Tolerance tolerance;

    /**
     * For clients: payloads are decoded on arrival, and known deviations of routers are tolerated.
     * Also called by {@link java.util.ServiceLoader}.
     */
    public RawSocketTransportProvider() {
        this(PayloadMode.VALUES, Tolerance.LENIENT);
    }

    /**
     * For clients with other wishes, or for routers that connect to routers.
     *
     * @param payloadMode what becomes of the payloads that arrive
     * @param tolerance what becomes of messages that deviate from the specification
     */
    public RawSocketTransportProvider(PayloadMode payloadMode, Tolerance tolerance) {
        this.payloadMode = Objects.requireNonNull(payloadMode, "payloadMode");
        this.tolerance = Objects.requireNonNull(tolerance, "tolerance");
    }

    @Override
    public Set<String> schemes() {
        return RawSocketUrl.SCHEMES;
    }

    @Override
    public void check(TransportConfig config) {
        RawSocketUrl.destination(config.uri());
        serializers(config);
        settings(config);
        WebSocketTransportProvider.checkConnectTimeout(config);
        if (config.maxMessageSize() < RawSocketHandshake.SMALLEST_LIMIT) {
            throw new IllegalArgumentException("maxMessageSize must be at least "
                    + RawSocketHandshake.SMALLEST_LIMIT
                    + " for raw socket, but is "
                    + config.maxMessageSize());
        }
    }

    @Override
    public EventLoop.Cancellable connect(TransportConfig config, EventLoop loop, TransportListener listener) {
        NettyEventLoop netty = NettyEventLoop.of(loop);
        check(config);
        Queue<Serializer> serializers = new ArrayDeque<>(serializers(config));
        ConnectAttempt attempt = new ConnectAttempt(
                netty,
                RawSocketUrl.destination(config.uri()),
                config,
                Objects.requireNonNull(listener, "listener"),
                made -> new RawSocketClientHandshake(made, serializers, this::codec));
        netty.execute(attempt::start);
        return attempt::cancel;
    }

    private static List<Serializer> serializers(TransportConfig config) {
        return config.serializers().stream().map(Serializers::named).toList();
    }

    private MessageCodec codec(Serializer serializer) {
        return new MessageCodec(serializer, payloadMode, tolerance);
    }

    static ConnectionSettings settings(TransportConfig config) {
        return new ConnectionSettings(
                config.writeHighWaterMark(), config.pingInterval(), config.pingTimeout(), config.rawSocketPings());
    }
}
