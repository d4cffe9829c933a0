package io.camelwamp.transport.netty;

import io.camelwamp.transport.ClientTracking;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.TransportListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * The server side of WAMP over WebSocket: listens on a port or a Unix domain socket and makes a
 * transport of each connection that asks for one.
 *
 * <p>Of the client's subprotocols, the first one that is known here is chosen. The Origin header is
 * not looked at: WAMP decides by authentication who may do what, and a browser sends no ambient
 * credentials with WAMP messages. Whoever wants a restriction finds the header in the {@link
 * WebSocketRequest}. With cookies there are ambient credentials: a {@link ClientTracking} has to
 * look at the origin.
 */
public final class WebSocketAcceptor implements AutoCloseable {
    private final ListeningSocket socket;

    /** Decides about connections; called on the loop. */
    @FunctionalInterface
    public interface Acceptance {
        /**
         * Takes a connection in.
         *
         * @param request a valid opening request
         * @return hears of this connection only; {@link TransportListener#opened} comes next
         * @throws IllegalStateException to refuse it; the client is told HTTP 503 and the text
         */
        TransportListener accept(WebSocketRequest request);
    }

    private WebSocketAcceptor(ListeningSocket socket) {
        this.socket = socket;
    }

    /**
     * Starts to listen.
     *
     * @param loop a loop of {@link EventLoops#create}; all connections live on it
     * @param acceptance decides about each connection
     * @return completed on the loop; fails with an {@link IOException} that names the address if it
     *     is not to be had
     * @throws IllegalArgumentException if the loop is of another kind or a serializer is unknown
     */
    public static CompletableFuture<WebSocketAcceptor> bind(
            WebSocketAcceptorConfig config, EventLoop loop, Acceptance acceptance) {
        return bind(config, loop, acceptance, ClientTracking.NONE);
    }

    /**
     * The same, with clients that are known again by a cookie.
     *
     * @param tracking is asked about each connection that was accepted, on the loop
     */
    public static CompletableFuture<WebSocketAcceptor> bind(
            WebSocketAcceptorConfig config, EventLoop loop, Acceptance acceptance, ClientTracking tracking) {
        Objects.requireNonNull(tracking, "tracking");
        NettyEventLoop netty = NettyEventLoop.of(loop);
        Objects.requireNonNull(acceptance, "acceptance");
        Subprotocols subprotocols = new Subprotocols(config.serializers());
        return ListeningSocket.bind(
                        new ListeningSocket.Place(config.host(), config.port()),
                        netty,
                        config.sslContext(),
                        () -> new WebSocketServerHandshake(netty, config, subprotocols, acceptance, tracking))
                .thenApply(WebSocketAcceptor::new);
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
