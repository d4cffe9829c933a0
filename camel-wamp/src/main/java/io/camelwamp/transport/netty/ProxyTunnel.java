package io.camelwamp.transport.netty;

import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.ProxyConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Asks an HTTP proxy for a way to the destination (RFC 9110, section 9.3.6), and leaves the channel
 * as if it led there directly.
 */
final class ProxyTunnel extends ChannelInboundHandlerAdapter {
    private final ConnectAttempt attempt;
    private final ProxyConfig proxy;
    private final Runnable made;
    private final HttpClientCodec http = new HttpClientCodec();

    private ChannelHandlerContext context;

    /**
     * A tunnel that is not asked for yet.
     *
     * @param made run once it stands
     */
    ProxyTunnel(ConnectAttempt attempt, ProxyConfig proxy, Runnable made) {
        this.attempt = attempt;
        this.proxy = proxy;
        this.made = made;
    }

    /** Stands first in the pipeline of a connection to the proxy, and speaks at once. */
    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        added.pipeline().addBefore(added.name(), null, http);
        added.writeAndFlush(request());
    }

    private HttpRequest request() {
        Destination destination = attempt.destination();
        String host = destination.host();
        String target = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + destination.port();
        HttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.CONNECT, target);
        request.headers().set(HttpHeaderNames.HOST, target);
        if (proxy.username() != null) {
            byte[] credentials = (proxy.username() + ":" + proxy.password()).getBytes(StandardCharsets.UTF_8);
            request.headers()
                    .set(
                            HttpHeaderNames.PROXY_AUTHORIZATION,
                            "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        return request;
    }

    @Override
    public void channelRead(ChannelHandlerContext ignored, Object message) {
        try {
            if (message instanceof HttpResponse answer && !isSuccess(answer)) {
                attempt.fail(refused(answer));
            } else if (message instanceof LastHttpContent) {
                // What the other side says before it is asked belongs to nobody yet.
                context.pipeline().remove(this);
                context.pipeline().remove(http);
                made.run();
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private static boolean isSuccess(HttpResponse answer) {
        return answer.decoderResult().isSuccess() && answer.status().codeClass() == HttpStatusClass.SUCCESS;
    }

    private CloseReason refused(HttpResponse answer) {
        String start = "No way to " + attempt.destination() + ": the proxy " + proxy;
        if (answer.decoderResult().isFailure()) {
            return new CloseReason(CloseReason.Kind.HANDSHAKE_REFUSED, start + " does not speak HTTP");
        }
        return new CloseReason(
                ConnectionFailure.kindOfStatus(answer.status().code()),
                start + " answered HTTP " + ConnectionFailure.quote(String.valueOf(answer.status())));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ignored) {
        attempt.fail(new CloseReason(
                CloseReason.Kind.UNREACHABLE,
                "No way to " + attempt.destination() + ": the proxy " + proxy + " closed the connection"));
    }
}
