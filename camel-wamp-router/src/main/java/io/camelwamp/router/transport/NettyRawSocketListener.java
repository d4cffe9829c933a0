package io.camelwamp.router.transport;

import io.camelwamp.router.RouterListener;
import io.camelwamp.transport.local.LocalRouter;
import io.camelwamp.transport.netty.RawSocketAcceptor;
import io.camelwamp.transport.netty.RawSocketAcceptorConfig;
import io.camelwamp.transport.netty.RawSocketClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

/**
 * Takes raw socket connections on a port of its own or a Unix domain socket. They live on the
 * router's event loop, so that a message takes no hop on its way.
 */
public final class NettyRawSocketListener implements RouterListener {
    private final RawSocketAcceptorConfig config;
    private final Predicate<RawSocketClient> admission;
    private volatile RawSocketAcceptor acceptor;

    /** A listener for one router; {@link io.camelwamp.router.RouterBuilder#listener} takes it. */
    public NettyRawSocketListener(RawSocketAcceptorConfig config) {
        this(config, client -> true);
    }

    /**
     * A listener that does not let everybody in.
     *
     * @param admission whether a client may connect, be it as anybody; asked on the router's loop,
     *     where nothing may block
     */
    public NettyRawSocketListener(RawSocketAcceptorConfig config, Predicate<RawSocketClient> admission) {
        this.config = Objects.requireNonNull(config, "config");
        this.admission = Objects.requireNonNull(admission, "admission");
    }

    @Override
    public void open(LocalRouter router) throws IOException {
        try {
            acceptor = RawSocketAcceptor.bind(
                            config, router.eventLoop(), client -> admission.test(client) ? router.accept() : null)
                    .join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    /**
     * Where it listens, with the port that was found if any would do.
     *
     * @throws IllegalStateException if it is not open, or listens on a Unix domain socket
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
