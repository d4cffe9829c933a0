package io.camelwamp.router.transport;

import io.camelwamp.router.RouterListener;
import io.camelwamp.transport.ClientTracking;
import io.camelwamp.transport.local.LocalRouter;
import io.camelwamp.transport.netty.WebSocketAcceptor;
import io.camelwamp.transport.netty.WebSocketAcceptorConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletionException;

/**
 * Takes WebSocket connections on a port of its own. They live on the router's event loop, so that a
 * message takes no hop on its way.
 */
public final class NettyWebSocketListener implements RouterListener {
    private final WebSocketAcceptorConfig config;
    private final ClientTracking tracking;
    private volatile WebSocketAcceptor acceptor;

    /** A listener for one router; {@link io.camelwamp.router.RouterBuilder#listener} takes it. */
    public NettyWebSocketListener(WebSocketAcceptorConfig config) {
        this(config, ClientTracking.NONE);
    }

    /**
     * A listener that knows clients again.
     *
     * @param tracking decides by which cookie; the realms' {@code
     *     CookieMethod}
     */
    public NettyWebSocketListener(WebSocketAcceptorConfig config, ClientTracking tracking) {
        this.config = Objects.requireNonNull(config, "config");
        this.tracking = Objects.requireNonNull(tracking, "tracking");
    }

    @Override
    public void open(LocalRouter router) throws IOException {
        try {
            acceptor = WebSocketAcceptor.bind(config, router.eventLoop(), request -> router.accept(), tracking)
                    .join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    /**
     * Where it listens, with the port that was found if any would do.
     *
     * @throws IllegalStateException if it is not open
     */
    public InetSocketAddress address() {
        if (acceptor == null) {
            throw new IllegalStateException("The listener is not open: start its router first");
        }
        return acceptor.address();
    }

    @Override
    public void close() {
        if (acceptor != null) {
            acceptor.close();
        }
    }
}
