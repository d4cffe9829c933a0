package io.camelwamp.transport.netty;

import io.camelwamp.codec.Serializer;
import io.camelwamp.transport.CloseReason;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a server answered to the opening handshake (RFC 6455, section 4.1). */
final class WebSocketAnswer {
    private static final int LONGEST_BODY = 512;

    private final HttpResponse response;
    private final StringBuilder body = new StringBuilder();

    /**
     * What both sides agreed on.
     *
     * @param deflate null for no compression
     */
    record Agreement(Serializer serializer, DeflateParameters deflate) {}

    /** The answer was not the one hoped for; the text says what it was. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final CloseReason.Kind kind;

        Refusal(String message) {
            this(message, CloseReason.Kind.HANDSHAKE_REFUSED);
        }

        Refusal(String message, CloseReason.Kind kind) {
            super(message, null, false, false);
            this.kind = kind;
        }

        CloseReason.Kind kind() {
            return kind;
        }
    }

    WebSocketAnswer(HttpResponse response) {
        this.response = response;
    }

    /** Adds to the body, of which only the beginning is kept. */
    void append(ByteBuf content) {
        int kept = Math.min(content.readableBytes(), LONGEST_BODY - body.length());
        if (kept > 0) {
            body.append(content.toString(content.readerIndex(), kept, StandardCharsets.UTF_8));
        }
    }

    /**
     * Checks the answer against what was asked.
     *
     * @param key the request's Sec-WebSocket-Key
     * @param offered the subprotocols in the request
     * @param compression whether compression was offered
     */
    Agreement agreement(String key, Subprotocols offered, boolean compression) throws Refusal {
        if (response.decoderResult().isFailure()) {
            throw new Refusal("the answer is not HTTP: "
                    + ConnectionFailure.quote(
                            String.valueOf(response.decoderResult().cause().getMessage())));
        }
        if (response.status().code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            throw new Refusal(
                    "the server answered HTTP " + statusInWords(),
                    ConnectionFailure.kindOfStatus(response.status().code()));
        }
        HttpHeaders headers = response.headers();
        if (!headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
            throw new Refusal("the server answered HTTP 101, but not with 'Upgrade: websocket'");
        }
        if (!WebSocketUpgrade.accept(key).equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT))) {
            throw new Refusal("the server answered HTTP 101 with a wrong Sec-WebSocket-Accept");
        }
        return new Agreement(serializer(headers, offered), deflate(headers, compression));
    }

    private String statusInWords() {
        String words = String.valueOf(response.status());
        String location = response.headers().get(HttpHeaderNames.LOCATION);
        if (location != null) {
            words += " to " + location.replaceAll("//[^/@]*@", "//").replaceAll("[?#].*", "");
        }
        String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        if (type.startsWith("text/plain") && !body.toString().isBlank()) {
            words += ": " + body;
        }
        return ConnectionFailure.quote(words);
    }

    private static Serializer serializer(HttpHeaders headers, Subprotocols offered) throws Refusal {
        List<String> selected = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        if (selected.isEmpty()) {
            throw new Refusal("the server selected none of the subprotocols " + offered);
        }
        Serializer serializer =
                selected.size() == 1 ? offered.serializer(selected.get(0).strip()) : null;
        if (serializer == null) {
            throw new Refusal("the server selected the subprotocol '"
                    + ConnectionFailure.quote(String.join(", ", selected))
                    + "', but was offered "
                    + offered);
        }
        return serializer;
    }

    private static DeflateParameters deflate(HttpHeaders headers, boolean compression) throws Refusal {
        String extensions = String.join(", ", headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS));
        try {
            DeflateParameters agreed = DeflateParameters.ofAnswer(extensions);
            if (agreed != null && !compression) {
                throw new Refusal("the server selected compression, which was not offered");
            }
            return agreed;
        } catch (IllegalArgumentException e) {
            throw new Refusal("the server selected " + ConnectionFailure.quote(e.getMessage()));
        }
    }
}
