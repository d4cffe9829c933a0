package io.camelwamp.transport.netty;

import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.TransportListener;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * The server side of WAMP over raw socket: listens on a port or a Unix domain socket and makes a
 * transport of each connection whose client asks for a serializer that is known here (spec:
 * advanced/transport_rawsocket.md).
 */
public final class RawSocketAcceptor implements AutoCloseable {
    private final ListeningSocket socket;

    /** Decides about connections; called on the loop. */
    @FunctionalInterface
    public interface Acceptance {
        /**
         * Takes a connection in.
         *
         * @param client who asked for a serializer that is known here
         * @return hears of this connection only; {@link TransportListener#opened} comes next. Null
         *     to hang up on it: the protocol has no word for a client that may not come in
         * @throws IllegalStateException to refuse it; the client is told that there are too many
         */
        TransportListener accept(RawSocketClient client);
    }

    private RawSocketAcceptor(ListeningSocket socket) {
        this.socket = socket;
    }

    /**
     * Starts to listen.
     *
     * @param loop a loop of {@link io.camelwamp.transport.EventLoops#create}; all connections live
     *     on it
     * @param acceptance decides about each connection
     * @return completed on the loop; fails with an {@link java.io.IOException} that names the
     *     address if it is not to be had
     * @throws IllegalArgumentException if the loop is of another kind
     */
    public static CompletableFuture<RawSocketAcceptor> bind(
            RawSocketAcceptorConfig config, EventLoop loop, Acceptance acceptance) {
        NettyEventLoop netty = NettyEventLoop.of(loop);
        Objects.requireNonNull(acceptance, "acceptance");
        return ListeningSocket.bind(
                        new ListeningSocket.Place(config.host(), config.port()),
                        netty,
                        config.sslContext(),
                        () -> new RawSocketServerHandshake(netty, config, acceptance))
                .thenApply(RawSocketAcceptor::new);
    }

    /**
     * Where it listens, with the port that was found if any would do.
     *
     * @throws IllegalStateException if it listens on a Unix domain socket
     */
    public InetSocketAddress address() {
        return socket.address();
    }

    /**
     * Accepts no more; the connections that there are remain their owners'. May be called from any
     * thread.
     */
    @Override
    public void close() {
        socket.close();
    }
}
