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
 * @param maxMessageSize the largest message accepted, in octets after inflation and reassembly, and the largest one sent
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

    /** The defaults for a router; see {@link #builder}. */
    public static WebSocketAcceptorConfig of(String host, int port, String path) {
        return builder(host, port, path).build();
    }

    /**
     * Begins with the defaults for a router: all serializers, payloads handed on as octets, pings after
     * 30 s, no compression, no TLS.
     */
    public static Builder builder(String host, int port, String path) {
        return new Builder(host, port, path);
    }

    /** Begins with these settings, for one that differs from them. */
    public Builder toBuilder() {
        return new Builder(host, port, path)
                .serializers(serializers)
                .payloadMode(payloadMode)
                .maxMessageSize(maxMessageSize)
                .maxHeaderSize(maxHeaderSize)
                .handshakeTimeout(handshakeTimeout)
                .pingInterval(pingInterval)
                .pingTimeout(pingTimeout)
                .compression(compression)
                .writeHighWaterMark(writeHighWaterMark)
                .sslContext(sslContext);
    }

    ConnectionSettings settings() {
        return new ConnectionSettings(writeHighWaterMark, pingInterval, pingTimeout, true);
    }

    /**
     * Collects settings, which {@link #build()} checks; each is named and meant as the component of
     * {@link WebSocketAcceptorConfig}. Not thread-safe.
     */
    public static final class Builder {
        private final String host;
        private final int port;
        private final String path;
        private List<String> serializers = List.of("json", "msgpack", "cbor");
        private PayloadMode payloadMode = PayloadMode.OCTETS;
        private int maxMessageSize = TransportConfig.DEFAULT_MAX_MESSAGE_SIZE;
        private int maxHeaderSize = 16 * 1024;
        private Duration handshakeTimeout = Duration.ofSeconds(10);
        private Duration pingInterval = Duration.ofSeconds(30);
        private Duration pingTimeout = Duration.ofSeconds(15);
        private boolean compression;
        private int writeHighWaterMark = 1 << 20;
        private SSLContext sslContext;

        private Builder(String host, int port, String path) {
            this.host = host;
            this.port = port;
            this.path = path;
        }

        /** Names of the serializers that clients may choose of; not empty. */
        public Builder serializers(List<String> value) {
            serializers = value;
            return this;
        }

        /** What becomes of the payloads that arrive. */
        public Builder payloadMode(PayloadMode value) {
            payloadMode = value;
            return this;
        }

        /** The largest message accepted, in octets. */
        public Builder maxMessageSize(int value) {
            maxMessageSize = value;
            return this;
        }

        /** The most octets that the headers of an opening request may have. */
        public Builder maxHeaderSize(int value) {
            maxHeaderSize = value;
            return this;
        }

        /** From the connection to the end of the handshake, TLS included. */
        public Builder handshakeTimeout(Duration value) {
            handshakeTimeout = value;
            return this;
        }

        /** Silence after which it is found out whether a client is there; zero for never. */
        public Builder pingInterval(Duration value) {
            pingInterval = value;
            return this;
        }

        /** Further silence until a client counts as dead. */
        public Builder pingTimeout(Duration value) {
            pingTimeout = value;
            return this;
        }

        /** Whether permessage-deflate is accepted from clients that offer it. */
        public Builder compression(boolean value) {
            compression = value;
            return this;
        }

        /** Pending octets above which a connection is not writable. */
        public Builder writeHighWaterMark(int value) {
            writeHighWaterMark = value;
            return this;
        }

        /** The server's key material; null for no TLS. */
        public Builder sslContext(SSLContext value) {
            sslContext = value;
            return this;
        }

        /**
         * The configuration.
         *
         * @throws IllegalArgumentException if a setting makes no sense; the text names it
         */
        public WebSocketAcceptorConfig build() {
            return new WebSocketAcceptorConfig(
                    host,
                    port,
                    path,
                    serializers,
                    payloadMode,
                    maxMessageSize,
                    maxHeaderSize,
                    handshakeTimeout,
                    pingInterval,
                    pingTimeout,
                    compression,
                    writeHighWaterMark,
                    sslContext);
        }
    }
}
