package io.camelwamp.transport.netty;

import io.camelwamp.codec.PayloadMode;
import io.camelwamp.codec.Serializers;
import io.camelwamp.transport.TransportConfig;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/**
 * Where a {@link RawSocketAcceptor} listens, and what it accepts; immutable.
 *
 * @param host the name or address to bind to, or {@code unix:} and the path of a Unix domain socket
 * @param port 0 for any free one; not used for a Unix domain socket
 * @param serializers names of the serializers that clients may choose of; not empty
 * @param payloadMode what becomes of the payloads that arrive
 * @param maxMessageSize the largest message accepted, in octets, at least 512; clients are told the
 *     next lower power of two, at most 2^24, and held to it
 * @param handshakeTimeout from the connection to the end of the handshake, TLS included
 * @param pings whether silent clients are pinged. Autobahn's clients break on that; else the
 *     operating system looks for dead clients
 * @param pingInterval silence after which a ping is sent, or the operating system looks; zero for
 *     none
 * @param pingTimeout further silence until a client counts as dead; any traffic counts as life
 * @param writeHighWaterMark pending octets above which a connection is not writable
 * @param sslContext the server's key material, or null for no TLS
 */
public record RawSocketAcceptorConfig(
        String host,
        int port,
        List<String> serializers,
        PayloadMode payloadMode,
        int maxMessageSize,
        Duration handshakeTimeout,
        boolean pings,
        Duration pingInterval,
        Duration pingTimeout,
        int writeHighWaterMark,
        SSLContext sslContext) {

    /** Copies the list and checks what can be checked without a network. */
    public RawSocketAcceptorConfig {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(payloadMode, "payloadMode");
        serializers = List.copyOf(serializers);
        if (serializers.isEmpty()) {
            throw new IllegalArgumentException("At least one serializer is needed: json, msgpack or cbor");
        }
        serializers.forEach(Serializers::named);
        new ListeningSocket.Place(host, port);
        if (maxMessageSize < RawSocketHandshake.SMALLEST_LIMIT) {
            throw new IllegalArgumentException("maxMessageSize must be at least " + RawSocketHandshake.SMALLEST_LIMIT
                    + " for raw socket, but is " + maxMessageSize);
        }
        if (handshakeTimeout.isNegative() || handshakeTimeout.isZero()) {
            throw new IllegalArgumentException("handshakeTimeout must be positive, but is " + handshakeTimeout);
        }
        new ConnectionSettings(writeHighWaterMark, pingInterval, pingTimeout, pings);
    }

    /** The defaults for a router; see {@link #builder}. */
    public static RawSocketAcceptorConfig of(String host, int port) {
        return builder(host, port).build();
    }

    /**
     * Begins with the defaults for a router: all serializers, payloads handed on as octets, no pings, no TLS.
     */
    public static Builder builder(String host, int port) {
        return new Builder(host, port);
    }

    /** Begins with these settings, for one that differs from them. */
    public Builder toBuilder() {
        return new Builder(host, port)
                .serializers(serializers)
                .payloadMode(payloadMode)
                .maxMessageSize(maxMessageSize)
                .handshakeTimeout(handshakeTimeout)
                .pings(pings)
                .pingInterval(pingInterval)
                .pingTimeout(pingTimeout)
                .writeHighWaterMark(writeHighWaterMark)
                .sslContext(sslContext);
    }

    ConnectionSettings settings() {
        return new ConnectionSettings(writeHighWaterMark, pings ? pingInterval : Duration.ZERO, pingTimeout, pings);
    }

    /**
     * Collects settings, which {@link #build()} checks; each is named and meant as the component of
     * {@link RawSocketAcceptorConfig}. Not thread-safe.
     */
    public static final class Builder {
        private final String host;
        private final int port;
        private List<String> serializers = List.of("json", "msgpack", "cbor");
        private PayloadMode payloadMode = PayloadMode.OCTETS;
        private int maxMessageSize = TransportConfig.DEFAULT_MAX_MESSAGE_SIZE;
        private Duration handshakeTimeout = Duration.ofSeconds(10);
        private boolean pings;
        private Duration pingInterval = Duration.ofSeconds(30);
        private Duration pingTimeout = Duration.ofSeconds(15);
        private int writeHighWaterMark = 1 << 20;
        private SSLContext sslContext;

        private Builder(String host, int port) {
            this.host = host;
            this.port = port;
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

        /** From the connection to the end of the handshake, TLS included. */
        public Builder handshakeTimeout(Duration value) {
            handshakeTimeout = value;
            return this;
        }

        /** Whether silent clients are pinged. */
        public Builder pings(boolean value) {
            pings = value;
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
        public RawSocketAcceptorConfig build() {
            return new RawSocketAcceptorConfig(
                    host,
                    port,
                    serializers,
                    payloadMode,
                    maxMessageSize,
                    handshakeTimeout,
                    pings,
                    pingInterval,
                    pingTimeout,
                    writeHighWaterMark,
                    sslContext);
        }
    }
}
