package io.camelwamp.transport.netty;

import io.camelwamp.codec.PayloadMode;
import io.camelwamp.transport.TransportConfig;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/**
 * Where a {@link WebSocketAcceptor} listens, and what it accepts; immutable.
 *
 * @param host the name or address to bind to, or {@code unix:} and the path of a Unix domain socket
 * @param port 0 for any free one; not used for a Unix domain socket
 * @param path the one path that is served, such as {@code /ws}, or null for every path
 * @param serializers names of the serializers that clients may choose of; not empty
 * @param payloadMode what becomes of the payloads that arrive
 * @param maxMessageSize the largest message accepted, in octets after inflation and reassembly
 * @param maxHeaderSize the most octets that the headers of an opening request may have
 * @param handshakeTimeout from the TCP connection to the end of the opening handshake, TLS included
 * @param pingInterval silence after which a ping is sent; zero for none
 * @param pingTimeout silence after a ping until a client counts as dead; any traffic counts as life
 * @param compression whether permessage-deflate is accepted from clients that offer it
 * @param writeHighWaterMark pending octets above which a connection is not writable
 * @param sslContext the server's key material, or null for no TLS
 */
public record WebSocketAcceptorConfig(
        String host,
        int port,
        String path,
        List<String> serializers,
        PayloadMode payloadMode,
        int maxMessageSize,
        int maxHeaderSize,
        Duration handshakeTimeout,
        Duration pingInterval,
        Duration pingTimeout,
        boolean compression,
        int writeHighWaterMark,
        SSLContext sslContext) {

    /** Copies the list and checks what can be checked without a network. */
    public WebSocketAcceptorConfig {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(payloadMode, "payloadMode");
        serializers = List.copyOf(serializers);
        if (serializers.isEmpty()) {
            throw new IllegalArgumentException("At least one serializer is needed: json, msgpack or cbor");
        }
        new ListeningSocket.Place(host, port);
        if (path != null && !path.startsWith("/")) {
            throw new IllegalArgumentException("The path must start with '/', but is '" + path + "'");
        }
        if (maxMessageSize < 1 || maxHeaderSize < 1) {
            throw new IllegalArgumentException("maxMessageSize and maxHeaderSize must be positive, but are "
                    + maxMessageSize
                    + " and "
                    + maxHeaderSize);
        }
        if (handshakeTimeout.isNegative() || handshakeTimeout.isZero()) {
            throw new IllegalArgumentException("handshakeTimeout must be positive, but is " + handshakeTimeout);
        }
        new ConnectionSettings(writeHighWaterMark, pingInterval, pingTimeout, true);
    }

    /**
     * The defaults for a router: all serializers, payloads handed on as octets, no compression, no
     * TLS.
     */
    public static WebSocketAcceptorConfig of(String host, int port, String path) {
        return new WebSocketAcceptorConfig(
                host,
                port,
                path,
                List.of("json", "msgpack", "cbor"),
                PayloadMode.OCTETS,
                TransportConfig.DEFAULT_MAX_MESSAGE_SIZE,
                16 * 1024,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                false,
                1 << 20,
                null);
    }

    ConnectionSettings settings() {
        return new ConnectionSettings(writeHighWaterMark, pingInterval, pingTimeout, true);
    }
}
