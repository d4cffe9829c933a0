package io.camelwamp.transport.netty;

import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.EventLoop.Cancellable;
import io.camelwamp.transport.ProxyConfig;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.TransportListener;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to connect: name lookup, connection, the way through a proxy, TLS and the
 * transport's handshake, under one deadline.
 *
 * <p>Confined to its event loop, except for the lookup and {@link #cancel()}. It ends once: with
 * {@link #succeed} or {@link #fail}.
 */
final class ConnectAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectAttempt.class);

    private final NettyEventLoop loop;
    private final Destination destination;
    private final TransportConfig config;
    private final ProxyConfig proxy;
    private final TransportListener listener;
    private final Function<ConnectAttempt, ClientHandshake> handshakes;

    private String step;
    private long deadline;
    private Cancellable timer = () -> {};
    private Channel channel;
    private NettyTransport transport;
    private boolean ended;

    /**
     * An attempt that does not run yet.
     *
     * @param handshakes makes the handshake of a connection that is being made
     */
    ConnectAttempt(
            NettyEventLoop loop,
            Destination destination,
            TransportConfig config,
            TransportListener listener,
            Function<ConnectAttempt, ClientHandshake> handshakes) {
        this.loop = loop;
        this.destination = destination;
        this.config = config;
        this.proxy = destination.socket() == null ? config.proxy() : null;
        this.listener = listener;
        this.handshakes = handshakes;
    }

    Destination destination() {
        return destination;
    }

    TransportConfig config() {
        return config;
    }

    NettyEventLoop loop() {
        return loop;
    }

    TransportListener listener() {
        return listener;
    }

    /** Starts; whatever comes of it reaches the listener. */
    void start() {
        deadline = loop.nanoTime() + config.connectTimeout().toNanos();
        try {
            timer = loop.schedule(config.connectTimeout(), this::timedOut);
        } catch (RejectedExecutionException e) {
            fail(unreachable("the event loop was closed"));
            return;
        }
        reach();
    }

    private void reach() {
        step = "name lookup";
        try {
            loop.helpers().execute(this::lookUp);
        } catch (RejectedExecutionException e) {
            fail(unreachable("too many name lookups are waiting"));
        }
    }

    /**
     * Begins anew with another connection, because the peer would not shake hands but might
     * otherwise; the deadline stays.
     */
    void again() {
        if (!ended) {
            Channel refused = channel;
            channel = null;
            refused.close();
            reach();
        }
    }

    /**
     * On a helper thread: both the name service and the default trust store may take their time.
     */
    private void lookUp() {
        Runnable next;
        try {
            List<SocketAddress> addresses = firstStop().lookUp();
            SSLContext tls = destination.tls() ? tlsContext() : null;
            next = () -> connect(addresses.iterator(), addresses.size(), tls);
        } catch (UnknownHostException | NoSuchAlgorithmException e) {
            next = () -> fail(ConnectionFailure.ofAttempt(firstStop().name(), e));
        }
        try {
            loop.execute(next);
        } catch (RejectedExecutionException e) {
            LOG.debug("The event loop was closed while looking up {}", destination.host());
        }
    }

    /** Where the first packet goes. */
    private Destination firstStop() {
        return proxy == null
                ? destination
                : Destination.tcp(
                        proxy.host(), proxy.port(), false, destination.name() + " through the proxy " + proxy);
    }

    private SSLContext tlsContext() throws NoSuchAlgorithmException {
        return config.sslContext() != null ? config.sslContext() : SSLContext.getDefault();
    }

    /** Tries the next address; the time that is left is shared among those that are. */
    private void connect(Iterator<SocketAddress> addresses, int left, SSLContext tls) {
        if (ended) {
            return;
        }
        step = "connection";
        SocketAddress address = addresses.next();
        ClientHandshake handshake = handshakes.apply(this);
        long share = Duration.ofNanos(deadline - loop.nanoTime()).toMillis() / left;
        ChannelFuture connected = Sockets.client(address)
                .group(loop.netty())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.max(1, Math.min(share, Integer.MAX_VALUE)))
                .handler(handshake)
                .connect(address);
        channel = connected.channel();
        connected.addListener((ChannelFutureListener) future -> {
            if (ended) {
                future.channel().close();
            } else if (future.isSuccess()) {
                tunnel(handshake, tls);
            } else if (addresses.hasNext()) {
                connect(addresses, left - 1, tls);
            } else {
                fail(ConnectionFailure.ofAttempt(firstStop().name(), future.cause()));
            }
        });
    }

    private void tunnel(ClientHandshake handshake, SSLContext context) {
        if (proxy == null) {
            secure(handshake, context);
            return;
        }
        step = "way through the proxy " + proxy;
        Tls.leadsThroughProxy(channel);
        channel.pipeline().addFirst(new ProxyTunnel(this, proxy, () -> secure(handshake, context)));
    }

    private void secure(ClientHandshake handshake, SSLContext context) {
        if (context == null) {
            shakeHands(handshake);
            return;
        }
        step = "TLS handshake";
        SslHandler tls = Tls.client(loop, context, destination, config.verifyHostName());
        channel.pipeline().addFirst(tls);
        tls.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                shakeHands(handshake);
            } else {
                fail(ConnectionFailure.ofAttempt(destination.name(), done.cause()));
            }
        });
    }

    private void shakeHands(ClientHandshake handshake) {
        if (!ended) {
            step = "handshake";
            handshake.begin();
        }
    }

    /**
     * The handshake is done and the transport stands in the pipeline: it is the listener's from now
     * on.
     */
    void succeed(NettyTransport opened) {
        if (!ended) {
            end();
            transport = opened;
            opened.open();
        }
    }

    /** Ends the attempt, unless it has ended. */
    void fail(CloseReason reason) {
        if (ended) {
            return;
        }
        end();
        if (channel != null) {
            channel.close();
        }
        listener.closed(reason);
    }

    private void end() {
        ended = true;
        timer.cancel();
    }

    private void timedOut() {
        fail(unreachable(step + " not done within " + config.connectTimeout().toMillis() + " ms"));
    }

    private CloseReason unreachable(String why) {
        return new CloseReason(CloseReason.Kind.UNREACHABLE, "Cannot connect to " + destination.name() + ": " + why);
    }

    /** Gives up, whatever stage it is in; may be called from any thread. */
    void cancel() {
        loop.execute(() -> {
            if (transport != null) {
                transport.close("given up");
            } else {
                fail(new CloseReason(CloseReason.Kind.LOCAL, "Connecting to " + destination.name() + " was given up"));
            }
        });
    }
}
