package io.camelwamp.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on a port or on a Unix domain socket, whatever is spoken there; thread-safe. */
final class ListeningSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ListeningSocket.class);

    private final Channel channel;
    private final SocketAddress address;

    private ListeningSocket(Channel channel, SocketAddress address) {
        this.channel = channel;
        this.address = address;
    }

    /**
     * Where to listen.
     *
     * @param host a name or address, or {@code unix:} and the path of a Unix domain socket
     * @param port 0 for any free one
     */
    record Place(String host, int port) {
        private static final String UNIX = "unix:";

        Place {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("The port must be 0 to 65535, but is " + port);
            }
            if (host.startsWith(UNIX)) {
                RawSocketUrl.path(host.substring(UNIX.length()));
            }
        }

        SocketAddress address() throws UnknownHostException {
            return host.startsWith(UNIX)
                    ? UnixDomainSocketAddress.of(host.substring(UNIX.length()))
                    : new InetSocketAddress(InetAddress.getByName(host), port);
        }

        @Override
        public String toString() {
            return host.startsWith(UNIX) ? host : host + ":" + port;
        }
    }

    /**
     * Starts to listen.
     *
     * @param loop where all connections live
     * @param tls the server's key material, or null for no TLS
     * @param handshakes makes the first handler of a connection, behind TLS
     * @return completed on the loop; fails with an {@link IOException} that names the place if it
     *     is not to be had
     */
    static CompletableFuture<ListeningSocket> bind(
            Place place, NettyEventLoop loop, SSLContext tls, Supplier<ChannelHandler> handshakes) {
        CompletableFuture<ListeningSocket> bound = new CompletableFuture<>();
        ChannelInitializer<Channel> initializer = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel accepted) {
                if (tls != null) {
                    accepted.pipeline().addLast(Tls.server(loop, tls));
                }
                accepted.pipeline().addLast(handshakes.get());
            }
        };
        try {
            loop.helpers().execute(() -> lookUpAndBind(place, loop, initializer, bound));
        } catch (RejectedExecutionException e) {
            bound.completeExceptionally(cannotListen(place, e));
        }
        return bound;
    }

    /** On a helper thread, because the name service may take its time. */
    private static void lookUpAndBind(
            Place place, NettyEventLoop loop, ChannelHandler initializer, CompletableFuture<ListeningSocket> bound) {
        try {
            SocketAddress address = place.address();
            if (address instanceof UnixDomainSocketAddress unix) {
                removeStale(unix);
            }
            Sockets.server(address)
                    .group(loop.netty())
                    .childHandler(initializer)
                    .bind(address)
                    .addListener((ChannelFutureListener) done -> {
                        if (done.isSuccess()) {
                            SocketAddress found = done.channel().localAddress();
                            bound.complete(new ListeningSocket(done.channel(), found == null ? address : found));
                        } else {
                            bound.completeExceptionally(cannotListen(place, done.cause()));
                        }
                    });
        } catch (IOException | RejectedExecutionException e) {
            bound.completeExceptionally(cannotListen(place, e));
        }
    }

    /** A listener that died leaves its socket's file behind, and nobody can listen there again. */
    private static void removeStale(UnixDomainSocketAddress address) throws IOException {
        Path file = address.getPath();
        if (!Files.exists(file)) {
            return;
        }
        if (Files.isRegularFile(file) || Files.isDirectory(file)) {
            throw new IOException("there is a file of that name, which is no socket");
        }
        try (SocketChannel probe = SocketChannel.open(address)) {
            throw new IOException("somebody listens there: " + probe.getRemoteAddress());
        } catch (java.net.ConnectException e) {
            LOG.info("Removing the socket {}, on which nobody listens", file);
            Files.delete(file);
        }
    }

    private static IOException cannotListen(Place place, Throwable cause) {
        return new IOException("Cannot listen on " + place + ": " + cause.getMessage(), cause);
    }

    /**
     * The port, with the number that was found if any would do.
     *
     * @throws IllegalStateException if this is a Unix domain socket
     */
    InetSocketAddress address() {
        if (address instanceof InetSocketAddress tcp) {
            return tcp;
        }
        throw new IllegalStateException("A Unix domain socket has no port: " + address);
    }

    /** What a client is called among people. */
    static String nameOfClient(Channel accepted) {
        if (accepted.remoteAddress() instanceof InetSocketAddress remote) {
            return remote.getAddress().getHostAddress() + ":" + remote.getPort();
        }
        return "a client of unix:" + accepted.localAddress();
    }

    @Override
    public void close() {
        channel.close();
        if (address instanceof UnixDomainSocketAddress unix) {
            try {
                Files.deleteIfExists(unix.getPath());
            } catch (IOException e) {
                LOG.warn("The socket {} could not be removed: {}", unix, e.toString());
            }
        }
    }
}
