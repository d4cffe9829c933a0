package io.camelwamp.transport;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * Target and settings of a connection; immutable.
 *
 * @param uri the router's URL
 * @param serializers names in order of preference; not empty
 * @param headers HTTP headers of the opening request, for transports that have one
 * @param maxMessageSize the largest message accepted, in octets after inflation and reassembly
 * @param connectTimeout from the first packet to the end of the transport's handshake
 * @param pingInterval silence after which a ping is sent; zero for none
 * @param pingTimeout silence after a ping until the connection counts as dead; any traffic counts
 *     as life
 * @param compression whether permessage-deflate is offered
 * @param writeHighWaterMark pending octets from which the transport is not writable
 * @param sslContext trust and key material for TLS, or null for the JDK's default
 * @param verifyHostName whether the certificate must be made out to the URL's host
 * @param rawSocketPings whether pings are sent on raw socket too, where Autobahn's routers break on
 *     them; else the operating system looks for dead peers
 * @param proxy the way to hosts, or null for the direct one; not used for Unix domain sockets
 * @param cookies what servers want to hear again, for transports with an HTTP handshake; null to
 *     keep nothing
 */
public record TransportConfig(
        URI uri,
        List<String> serializers,
        Map<String, String> headers,
        int maxMessageSize,
        Duration connectTimeout,
        Duration pingInterval,
        Duration pingTimeout,
        boolean compression,
        int writeHighWaterMark,
        SSLContext sslContext,
        boolean verifyHostName,
        boolean rawSocketPings,
        ProxyConfig proxy,
        CookieJar cookies) {

    /** Room for messages of 16 MiB, the most that any WAMP transport defines. */
    public static final int DEFAULT_MAX_MESSAGE_SIZE = 16 * 1024 * 1024;

    /** Copies the collections. */
    public TransportConfig {
        serializers = List.copyOf(serializers);
        headers = Map.copyOf(headers);
        if (serializers.isEmpty()) {
            throw new IllegalArgumentException("At least one serializer is needed: json, msgpack or cbor");
        }
        if (maxMessageSize < 1) {
            throw new IllegalArgumentException("maxMessageSize must be positive, but is " + maxMessageSize);
        }
    }

    /** Without cookies. */
    public TransportConfig(
            URI uri,
            List<String> serializers,
            Map<String, String> headers,
            int maxMessageSize,
            Duration connectTimeout,
            Duration pingInterval,
            Duration pingTimeout,
            boolean compression,
            int writeHighWaterMark,
            SSLContext sslContext,
            boolean verifyHostName,
            boolean rawSocketPings,
            ProxyConfig proxy) {
        this(
                uri,
                serializers,
                headers,
                maxMessageSize,
                connectTimeout,
                pingInterval,
                pingTimeout,
                compression,
                writeHighWaterMark,
                sslContext,
                verifyHostName,
                rawSocketPings,
                proxy,
                null);
    }

    /** Without pings on raw socket, without a proxy and without cookies. */
    public TransportConfig(
            URI uri,
            List<String> serializers,
            Map<String, String> headers,
            int maxMessageSize,
            Duration connectTimeout,
            Duration pingInterval,
            Duration pingTimeout,
            boolean compression,
            int writeHighWaterMark,
            SSLContext sslContext,
            boolean verifyHostName) {
        this(
                uri,
                serializers,
                headers,
                maxMessageSize,
                connectTimeout,
                pingInterval,
                pingTimeout,
                compression,
                writeHighWaterMark,
                sslContext,
                verifyHostName,
                false,
                null);
    }

    /**
     * The defaults for a target: JSON before MessagePack and CBOR, pings after 30 s, verified TLS.
     */
    public static TransportConfig of(URI uri) {
        return new TransportConfig(
                uri,
                List.of("json", "msgpack", "cbor"),
                Map.of(),
                DEFAULT_MAX_MESSAGE_SIZE,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                false,
                1 << 20,
                null,
                true);
    }

    /**
     * The same with another proxy.
     *
     * @param other null for none
     */
    public TransportConfig withProxy(ProxyConfig other) {
        return new TransportConfig(
                uri,
                serializers,
                headers,
                maxMessageSize,
                connectTimeout,
                pingInterval,
                pingTimeout,
                compression,
                writeHighWaterMark,
                sslContext,
                verifyHostName,
                rawSocketPings,
                other,
                cookies);
    }

    /**
     * The same with another jar of cookies, which belongs to one session.
     *
     * @param other null to keep no cookies
     */
    public TransportConfig withCookies(CookieJar other) {
        return new TransportConfig(
                uri,
                serializers,
                headers,
                maxMessageSize,
                connectTimeout,
                pingInterval,
                pingTimeout,
                compression,
                writeHighWaterMark,
                sslContext,
                verifyHostName,
                rawSocketPings,
                proxy,
                other);
    }

    /** Header values may be credentials, and so may a URL's user info: neither is shown. */
    @Override
    public String toString() {
        String path = uri.getRawPath() == null ? "" : ":" + uri.getRawPath();
        String where = uri.getHost() == null ? path : "://" + uri.getHost() + ":" + uri.getPort();
        return "TransportConfig[" + uri.getScheme() + where + "]";
    }
}
