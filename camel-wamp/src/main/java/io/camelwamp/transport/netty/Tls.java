package io.camelwamp.transport.netty;

import io.camelwamp.transport.ChannelSecurity;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** TLS for one connection; its expensive steps run beside the event loop. */
final class Tls {
    /** Beyond what a socket buffer holds, a peer that does not read is not waited for. */
    private static final long CLOSE_MILLIS = 500;

    /** Marks a channel whose remote address is that of a proxy, and tells nothing of the way on. */
    private static final AttributeKey<Boolean> PROXIED = AttributeKey.valueOf(Tls.class, "proxied");

    private Tls() {}

    /**
     * The client's end.
     *
     * @param verifyHostName whether the certificate must be made out to the host; without it any
     *     trusted one will do
     */
    static SslHandler client(NettyEventLoop loop, SSLContext context, Destination destination, boolean verifyHostName) {
        SSLEngine engine = context.createSSLEngine(destination.host(), destination.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        if (verifyHostName) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        if (isName(destination.host())) {
            parameters.setServerNames(List.of(new SNIHostName(destination.host())));
        }
        engine.setSSLParameters(parameters);
        return handler(loop, engine);
    }

    /** The server's end. */
    static SslHandler server(NettyEventLoop loop, SSLContext context) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        return handler(loop, engine);
    }

    private static SslHandler handler(NettyEventLoop loop, SSLEngine engine) {
        SslHandler handler = new SslHandler(engine, loop.helpers());
        // Connecting and accepting have deadlines of their own, which include this.
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_MILLIS);
        return handler;
    }

    /** Addresses are no server names (RFC 6066, section 3). */
    private static boolean isName(String host) {
        return host.indexOf(':') < 0 && !host.matches("[0-9.]+") && !host.endsWith(".");
    }

    /** Tells that a channel leads to a proxy, and through that to the peer. */
    static void leadsThroughProxy(Channel channel) {
        channel.attr(PROXIED).set(Boolean.TRUE);
    }

    /** How safe a connection is whose handshake is done. */
    static ChannelSecurity security(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            return ChannelSecurity.of(tls.engine().getSession());
        }
        if (channel.hasAttr(PROXIED)) {
            return ChannelSecurity.OPEN;
        }
        SocketAddress remote = channel.remoteAddress();
        boolean local =
                remote instanceof InetSocketAddress inet ? inet.getAddress().isLoopbackAddress() : remote != null;
        return local ? ChannelSecurity.LOCAL : ChannelSecurity.OPEN;
    }
}
