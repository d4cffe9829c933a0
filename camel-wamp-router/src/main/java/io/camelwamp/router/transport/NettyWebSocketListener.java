package io.camelwamp.router.transport;

import io.camelwamp.router.RouterListener;
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
    private volatile WebSocketAcceptor acceptor;

    /** A listener for one router; {@link io.camelwamp.router.RouterBuilder#listener} takes it. */
    public NettyWebSocketListener(WebSocketAcceptorConfig config) {
        this.config = Objects.requireNonNull(config, "config");
    }

    @Override
    public void open(LocalRouter router) throws IOException {
        try {
            acceptor = WebSocketAcceptor.bind(config, router.eventLoop(), request -> router.accept())
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
