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

    /** The defaults for a router: all serializers, payloads handed on as octets, no pings, no TLS. */
    public static RawSocketAcceptorConfig of(String host, int port) {
        return new RawSocketAcceptorConfig(
                host,
                port,
                List.of("json", "msgpack", "cbor"),
                PayloadMode.OCTETS,
                TransportConfig.DEFAULT_MAX_MESSAGE_SIZE,
                Duration.ofSeconds(10),
                false,
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                1 << 20,
                null);
    }

    ConnectionSettings settings() {
        return new ConnectionSettings(writeHighWaterMark, pings ? pingInterval : Duration.ZERO, pingTimeout, pings);
    }
}
