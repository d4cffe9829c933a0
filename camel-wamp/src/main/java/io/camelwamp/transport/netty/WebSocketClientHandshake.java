package io.camelwamp.transport.netty;

import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.Serializer;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.CookieJar;
import io.camelwamp.transport.TransportConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Function;

/** Asks a server to speak WebSocket with one of some subprotocols (RFC 6455, section 4.1). */
final class WebSocketClientHandshake extends ClientHandshake {
    private final WebSocketUrl url;
    private final Subprotocols subprotocols;
    private final Function<Serializer, MessageCodec> codecs;
    private final String key = WebSocketUpgrade.newKey();

    private final HttpClientCodec http = new HttpClientCodec();
    private ChannelHandlerContext context;

    /** The server's answer, once its head has arrived. */
    private WebSocketAnswer answer;

    WebSocketClientHandshake(
            ConnectAttempt attempt,
            WebSocketUrl url,
            Subprotocols subprotocols,
            Function<Serializer, MessageCodec> codecs) {
        super(attempt);
        this.url = url;
        this.subprotocols = subprotocols;
        this.codecs = codecs;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        added.pipeline().addBefore(added.name(), null, http);
    }

    @Override
    void begin() {
        context.writeAndFlush(request());
    }

    private HttpRequest request() {
        HttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, url.resource());
        HttpHeaders headers = request.headers()
                .set(HttpHeaderNames.HOST, url.hostHeader())
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_KEY, key)
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, WebSocketUpgrade.VERSION)
                .set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, subprotocols.toString());
        TransportConfig config = attempt().config();
        if (config.compression()) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, DeflateParameters.OFFER);
        }
        if (url.authorization() != null) {
            headers.set(HttpHeaderNames.AUTHORIZATION, url.authorization());
        }
        config.headers().forEach(headers::set);
        addCookies(headers, config.cookies());
        return request;
    }

    private void addCookies(HttpHeaders headers, CookieJar cookies) {
        String kept = cookies == null
                ? ""
                : cookies.header(
                        url.authority(), url.resource(), url.destination().tls());
        if (!kept.isEmpty()) {
            String configured = headers.get(HttpHeaderNames.COOKIE);
            headers.set(HttpHeaderNames.COOKIE, configured == null ? kept : configured + "; " + kept);
        }
    }

    /** An answer that refuses the connection may take a cookie back, too. */
    private void keepCookies(HttpResponse response) {
        CookieJar cookies = attempt().config().cookies();
        if (cookies != null && response.decoderResult().isSuccess()) {
            for (String cookie : response.headers().getAll(HttpHeaderNames.SET_COOKIE)) {
                cookies.keep(url.authority(), url.resource(), url.destination().tls(), cookie);
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ignored, Object message) {
        try {
            if (message instanceof HttpResponse response) {
                answer = new WebSocketAnswer(response);
                keepCookies(response);
            }
            if (message instanceof HttpContent content) {
                answer.append(content.content());
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
        if (message instanceof LastHttpContent) {
            conclude();
        }
    }

    /**
     * A refusal is told with as much of its body as came along; the rest is not worth waiting for.
     */
    @Override
    public void channelReadComplete(ChannelHandlerContext ignored) {
        if (answer != null) {
            conclude();
        }
    }

    private void conclude() {
        WebSocketAnswer.Agreement agreement;
        try {
            agreement = answer.agreement(key, subprotocols, attempt().config().compression());
        } catch (WebSocketAnswer.Refusal refusal) {
            String text = "No WebSocket connection with " + url + ": " + refusal.getMessage();
            attempt().fail(new CloseReason(refusal.kind(), text));
            return;
        }
        handOver(agreement);
    }

    private void handOver(WebSocketAnswer.Agreement agreement) {
        TransportConfig config = attempt().config();
        Serializer serializer = agreement.serializer();
        PerMessageDeflate deflate = agreement.deflate() == null ? null : new PerMessageDeflate(agreement.deflate());
        NettyTransport transport = new NettyTransport(
                context.channel(),
                attempt().loop(),
                codecs.apply(serializer),
                new WebSocketFraming(
                        WebSocketFraming.Role.CLIENT, serializer.isText(), config.maxMessageSize(), deflate),
                WebSocketTransportProvider.settings(config),
                attempt().listener(),
                url.destination().name());
        context.pipeline().addLast(transport);
        context.pipeline().remove(this);
        // The listener may send at once, but must not hear frames that came along with the answer
        // before it knows of the transport: HTTP goes in two steps.
        http.removeOutboundHandler();
        attempt().succeed(transport);
        context.pipeline().remove(http);
    }
}
