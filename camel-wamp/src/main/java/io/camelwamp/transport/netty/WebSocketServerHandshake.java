package io.camelwamp.transport.netty;

import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.Serializer;
import io.camelwamp.codec.Tolerance;
import io.camelwamp.transport.ClientTracking;
import io.camelwamp.transport.EventLoop.Cancellable;
import io.camelwamp.transport.TransportListener;
import io.camelwamp.transport.netty.WebSocketOpening.Refusal;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one client's opening request (RFC 6455, section 4.2) and hands over to a {@link
 * NettyTransport}.
 */
final class WebSocketServerHandshake extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketServerHandshake.class);
    private static final int LONGEST_REQUEST_LINE = 8 * 1024;
    private static final int CHUNK = 8 * 1024;

    private final NettyEventLoop loop;
    private final WebSocketAcceptorConfig config;
    private final Subprotocols subprotocols;
    private final WebSocketAcceptor.Acceptance acceptance;
    private final ClientTracking tracking;

    private HttpServerCodec http;
    private Cancellable deadline = () -> {};
    private WebSocketOpening opening;
    private boolean answered;

    WebSocketServerHandshake(
            NettyEventLoop loop,
            WebSocketAcceptorConfig config,
            Subprotocols subprotocols,
            WebSocketAcceptor.Acceptance acceptance,
            ClientTracking tracking) {
        this.tracking = tracking;
        this.loop = loop;
        this.config = config;
        this.subprotocols = subprotocols;
        this.acceptance = acceptance;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline = loop.schedule(config.handshakeTimeout(), context::close);
        http = new HttpServerCodec(LONGEST_REQUEST_LINE, config.maxHeaderSize(), CHUNK);
        context.pipeline().addBefore(context.name(), null, http);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        deadline.cancel();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpRequest request && opening == null) {
                opening = new WebSocketOpening(request);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
        boolean complete = message instanceof LastHttpContent || opening.endsWithItsHead();
        if (complete && !answered) {
            answered = true;
            answer(context);
        }
    }

    private void answer(ChannelHandlerContext context) {
        WebSocketOpening.Agreement agreement;
        TransportListener listener;
        try {
            agreement = opening.agreement(config.path(), subprotocols, config.compression());
            listener = accept(opening.toRequest(context.channel()));
        } catch (Refusal refusal) {
            refuse(context, refusal);
            return;
        }
        handOver(context, agreement, listener);
    }

    private TransportListener accept(WebSocketRequest request) throws Refusal {
        try {
            return acceptance.accept(request);
        } catch (IllegalStateException e) {
            throw new Refusal(HttpResponseStatus.SERVICE_UNAVAILABLE, e.getMessage());
        }
    }

    private void handOver(
            ChannelHandlerContext context, WebSocketOpening.Agreement agreement, TransportListener listener) {
        Serializer serializer = agreement.serializer();
        PerMessageDeflate deflate = agreement.deflate() == null ? null : new PerMessageDeflate(agreement.deflate());
        NettyTransport transport = new NettyTransport(
                context.channel(),
                loop,
                new MessageCodec(serializer, config.payloadMode(), Tolerance.LENIENT),
                new WebSocketFraming(
                        WebSocketFraming.Role.SERVER, serializer.isText(), config.maxMessageSize(), deflate),
                config.settings(),
                listener,
                ListeningSocket.nameOfClient(context.channel()));
        ClientTracking.Tracked client = tracking.track(opening.toTracked(context.channel()));
        transport.knowBy(client);
        context.writeAndFlush(switchingProtocols(agreement, client.setCookie()));
        context.pipeline().addLast(transport);
        context.pipeline().remove(this);
        // The listener may send at once, but must not hear frames that came along with the request
        // before it knows of the transport: HTTP goes in two steps.
        http.removeOutboundHandler();
        transport.open();
        context.pipeline().remove(http);
    }

    private static HttpResponse switchingProtocols(WebSocketOpening.Agreement agreement, String setCookie) {
        HttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
        HttpHeaders headers = response.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, agreement.accept())
                .set(
                        HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL,
                        agreement.serializer().subprotocol());
        if (setCookie != null) {
            headers.set(HttpHeaderNames.SET_COOKIE, setCookie);
        }
        if (agreement.deflate() != null) {
            headers.set(
                    HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS,
                    agreement.deflate().toAnswer());
        }
        return response;
    }

    private void refuse(ChannelHandlerContext context, Refusal refusal) {
        LOG.debug("Refused {} with {}: {}", context.channel(), refusal.status(), refusal.getMessage());
        byte[] text = (refusal.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
        HttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, refusal.status(), Unpooled.wrappedBuffer(text));
        HttpHeaders headers = response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, text.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (refusal.status().equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
            headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                    .add(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                    .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, WebSocketUpgrade.VERSION);
        }
        if (refusal.status().equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            headers.set(HttpHeaderNames.ALLOW, "GET");
        }
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    /** Port scanners and lost connections are everyday life for a server. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("No handshake with {}: {}", context.channel(), cause.toString());
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline.cancel();
    }
}
