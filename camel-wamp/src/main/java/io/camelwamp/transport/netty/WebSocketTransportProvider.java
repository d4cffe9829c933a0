package io.camelwamp.transport.netty;

import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.PayloadMode;
import io.camelwamp.codec.Serializer;
import io.camelwamp.codec.Tolerance;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.TransportListener;
import io.camelwamp.transport.TransportProvider;
import java.util.Objects;
import java.util.Set;

/**
 * Connects to routers with WebSocket: {@code ws://HOST:PORT/PATH}, with TLS {@code wss://…}, and
 * {@code ws+unix:/SOCKET:/PATH} for Unix domain sockets (RFC 6455; spec: basic/building_blocks.md, section WebSocket Transport).
 *
 * <p>User info in the URL is sent as Basic authentication unless the configuration has an
 * Authorization header.
 */
public final class WebSocketTransportProvider implements TransportProvider {
    private final PayloadMode payloadMode;
    private final Tolerance tolerance;

    /**
     * For clients: payloads are decoded on arrival, and known deviations of routers are tolerated.
     * Also called by {@link java.util.ServiceLoader}.
     */
    public WebSocketTransportProvider() {
        this(PayloadMode.VALUES, Tolerance.LENIENT);
    }

    /**
     * For clients with other wishes, or for routers that connect to routers.
     *
     * @param payloadMode what becomes of the payloads that arrive
     * @param tolerance what becomes of messages that deviate from the specification
     */
    public WebSocketTransportProvider(PayloadMode payloadMode, Tolerance tolerance) {
        this.payloadMode = Objects.requireNonNull(payloadMode, "payloadMode");
        this.tolerance = Objects.requireNonNull(tolerance, "tolerance");
    }

    @Override
    public Set<String> schemes() {
        return WebSocketUrl.SCHEMES;
    }

    @Override
    public void check(TransportConfig config) {
        WebSocketUrl.of(config.uri());
        new Subprotocols(config.serializers());
        settings(config);
        RequestHeaders.check(config.headers());
        checkConnectTimeout(config);
    }

    static void checkConnectTimeout(TransportConfig config) {
        if (config.connectTimeout().isNegative() || config.connectTimeout().isZero()) {
            throw new IllegalArgumentException("connectTimeout must be positive, but is " + config.connectTimeout());
        }
    }

    @Override
    public EventLoop.Cancellable connect(TransportConfig config, EventLoop loop, TransportListener listener) {
        NettyEventLoop netty = NettyEventLoop.of(loop);
        check(config);
        WebSocketUrl url = WebSocketUrl.of(config.uri());
        Subprotocols subprotocols = new Subprotocols(config.serializers());
        ConnectAttempt attempt = new ConnectAttempt(
                netty,
                url.destination(),
                config,
                Objects.requireNonNull(listener, "listener"),
                made -> new WebSocketClientHandshake(made, url, subprotocols, this::codec));
        netty.execute(attempt::start);
        return attempt::cancel;
    }

    private MessageCodec codec(Serializer serializer) {
        return new MessageCodec(serializer, payloadMode, tolerance);
    }

    static ConnectionSettings settings(TransportConfig config) {
        return new ConnectionSettings(config.writeHighWaterMark(), config.pingInterval(), config.pingTimeout(), true);
    }
}
