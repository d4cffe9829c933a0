package io.camelwamp.transport.netty;

import io.camelwamp.codec.Serializer;
import io.camelwamp.transport.ClientTracking;
import io.netty.channel.Channel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What a client asked in its opening handshake (RFC 6455, section 4.2.1). */
final class WebSocketOpening {
    private final HttpRequest request;

    /**
     * What both sides agree on.
     *
     * @param accept the value of Sec-WebSocket-Accept
     * @param deflate null for no compression
     */
    record Agreement(String accept, Serializer serializer, DeflateParameters deflate) {}

    /** The request cannot be granted; the text is for the client. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient HttpResponseStatus status;

        Refusal(HttpResponseStatus status, String message) {
            super(message, null, false, false);
            this.status = status;
        }

        HttpResponseStatus status() {
            return status;
        }
    }

    WebSocketOpening(HttpRequest request) {
        this.request = request;
    }

    /** Whether what follows makes no difference, so that the answer need not wait for it. */
    boolean endsWithItsHead() {
        return request.decoderResult().isFailure() || hasBody();
    }

    private boolean hasBody() {
        return HttpUtil.getContentLength(request, 0L) > 0 || HttpUtil.isTransferEncodingChunked(request);
    }

    /**
     * Checks the request against what is served.
     *
     * @param servedPath the one path, or null for any
     * @param known the subprotocols to choose of
     * @param compression whether an offer of compression is accepted
     */
    Agreement agreement(String servedPath, Subprotocols known, boolean compression) throws Refusal {
        checkRequest(servedPath);
        HttpHeaders headers = request.headers();
        if (!headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
            throw new Refusal(HttpResponseStatus.UPGRADE_REQUIRED, "Only WebSocket connections are served here");
        }
        if (!WebSocketUpgrade.VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            throw new Refusal(
                    HttpResponseStatus.UPGRADE_REQUIRED,
                    "Only WebSocket version " + WebSocketUpgrade.VERSION + " is spoken here");
        }
        String key = headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "").strip();
        if (!WebSocketUpgrade.isKey(key)) {
            throw new Refusal(HttpResponseStatus.BAD_REQUEST, "Sec-WebSocket-Key must be 16 octets in base64");
        }
        String offers = all(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
        return new Agreement(
                WebSocketUpgrade.accept(key),
                serializer(known),
                compression ? DeflateParameters.ofOffers(offers) : null);
    }

    private void checkRequest(String servedPath) throws Refusal {
        if (request.decoderResult().isFailure()) {
            throw malformed(request.decoderResult().cause());
        }
        if (servedPath != null && !servedPath.equals(path())) {
            throw new Refusal(HttpResponseStatus.NOT_FOUND, "There is nothing here");
        }
        if (!HttpMethod.GET.equals(request.method())) {
            throw new Refusal(HttpResponseStatus.METHOD_NOT_ALLOWED, "WebSocket connections are opened with GET");
        }
        if (!HttpVersion.HTTP_1_1.equals(request.protocolVersion())) {
            throw new Refusal(HttpResponseStatus.BAD_REQUEST, "WebSocket connections are opened with HTTP/1.1");
        }
        if (hasBody()) {
            throw new Refusal(HttpResponseStatus.BAD_REQUEST, "A request for a WebSocket connection has no body");
        }
    }

    private static Refusal malformed(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new Refusal(HttpResponseStatus.REQUEST_URI_TOO_LONG, "The request line is too long");
        }
        if (cause instanceof TooLongFrameException) {
            return new Refusal(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too large");
        }
        return new Refusal(HttpResponseStatus.BAD_REQUEST, "The request is not well-formed HTTP");
    }

    private Serializer serializer(Subprotocols known) throws Refusal {
        String offered = all(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        Serializer serializer = known.firstOf(offered);
        if (serializer == null) {
            String heard = offered.isBlank() ? "none" : "'" + ConnectionFailure.quote(offered) + "'";
            throw new Refusal(
                    HttpResponseStatus.BAD_REQUEST,
                    "Sec-WebSocket-Protocol must offer one of " + known + ", but offers " + heard);
        }
        return serializer;
    }

    private String all(CharSequence header) {
        return String.join(", ", request.headers().getAll(header));
    }

    private String path() {
        String target = request.uri();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The request as those see it who know clients again. */
    ClientTracking.Opening toTracked(Channel channel) {
        HttpHeaders headers = request.headers();
        return new ClientTracking.Opening(
                headers.get(HttpHeaderNames.HOST),
                headers.get(HttpHeaderNames.ORIGIN),
                String.join("; ", headers.getAll(HttpHeaderNames.COOKIE)),
                channel.pipeline().get(SslHandler.class) != null);
    }

    /** The request as the owner of the acceptor sees it. */
    WebSocketRequest toRequest(Channel channel) {
        Map<String, String> headers = new HashMap<>();
        request.headers()
                .forEach(header -> headers.merge(
                        header.getKey().toLowerCase(Locale.ROOT), header.getValue(), (a, b) -> a + ", " + b));
        String target = request.uri();
        int query = target.indexOf('?');
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        return new WebSocketRequest(
                channel.remoteAddress() instanceof InetSocketAddress remote ? remote : null,
                path(),
                query < 0 ? null : target.substring(query + 1),
                headers,
                tls == null ? null : tls.engine().getSession());
    }
}
