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
 * @param maxMessageSize the largest message accepted, in octets after inflation and reassembly, and the largest one sent,
 *     unless the peer tells that it takes less; on the in-process link, where nothing is encoded, there is no limit
 * @param connectTimeout from the first packet to the end of the transport's handshake
 * @param pingInterval silence after which the peer is asked for a sign of life, with a ping or by
 *     {@link TransportListener#silent()}; zero for never
 * @param pingTimeout further silence until the connection counts as dead; any traffic counts as
 *     life
 * @param compression whether permessage-deflate is offered
 * @param writeHighWaterMark pending octets from which the transport is not writable
 * @param sslContext trust and key material for TLS, or null for the JDK's default
 * @param verifyHostName whether the certificate must be made out to the URL's host
 * @param rawSocketPings whether pings are sent on raw socket too, where Autobahn's routers break on
 *     them; else the listener is told of the silence
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

    /** The defaults for a target; see {@link #builder}. */
    public static TransportConfig of(URI uri) {
        return builder(uri).build();
    }

    /**
     * Begins with the defaults for a target: JSON before MessagePack and CBOR, pings after 30 s but not
     * on raw socket, verified TLS, the direct way, and no headers, compression or cookies.
     */
    public static Builder builder(URI uri) {
        return new Builder(uri);
    }

    /** Begins with these settings, for one that differs from them. */
    public Builder toBuilder() {
        return new Builder(uri)
                .serializers(serializers)
                .headers(headers)
                .maxMessageSize(maxMessageSize)
                .connectTimeout(connectTimeout)
                .pingInterval(pingInterval)
                .pingTimeout(pingTimeout)
                .compression(compression)
                .writeHighWaterMark(writeHighWaterMark)
                .sslContext(sslContext)
                .verifyHostName(verifyHostName)
                .rawSocketPings(rawSocketPings)
                .proxy(proxy)
                .cookies(cookies);
    }

    /** Where the router is, for people: without user info and query, which may be credentials. */
    public String place() {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        if (uri.getHost() == null) {
            return uri.getScheme() + ":" + (uri.isOpaque() ? uri.getRawSchemeSpecificPart() : path);
        }
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + path;
    }

    /** Header values may be credentials, and so may a URL's user info: neither is shown. */
    @Override
    public String toString() {
        String path = uri.getRawPath() == null ? "" : ":" + uri.getRawPath();
        String where = uri.getHost() == null ? path : "://" + uri.getHost() + ":" + uri.getPort();
        return "TransportConfig[" + uri.getScheme() + where + "]";
    }

    /**
     * Collects settings, which {@link #build()} checks; each is named and meant as the component of
     * {@link TransportConfig}. Not thread-safe.
     */
    public static final class Builder {
        private final URI uri;
        private List<String> serializers = List.of("json", "msgpack", "cbor");
        private Map<String, String> headers = Map.of();
        private int maxMessageSize = DEFAULT_MAX_MESSAGE_SIZE;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration pingInterval = Duration.ofSeconds(30);
        private Duration pingTimeout = Duration.ofSeconds(15);
        private boolean compression;
        private int writeHighWaterMark = 1 << 20;
        private SSLContext sslContext;
        private boolean verifyHostName = true;
        private boolean rawSocketPings;
        private ProxyConfig proxy;
        private CookieJar cookies;

        private Builder(URI uri) {
            this.uri = uri;
        }

        /** Names in order of preference; not empty. */
        public Builder serializers(List<String> value) {
            serializers = value;
            return this;
        }

        /** HTTP headers of the opening request. */
        public Builder headers(Map<String, String> value) {
            headers = value;
            return this;
        }

        /** The largest message accepted and sent, in octets. */
        public Builder maxMessageSize(int value) {
            maxMessageSize = value;
            return this;
        }

        /** From the first packet to the end of the transport's handshake. */
        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        /** Silence after which the peer is asked for a sign of life; zero for never. */
        public Builder pingInterval(Duration value) {
            pingInterval = value;
            return this;
        }

        /** Further silence until the connection counts as dead. */
        public Builder pingTimeout(Duration value) {
            pingTimeout = value;
            return this;
        }

        /** Whether permessage-deflate is offered. */
        public Builder compression(boolean value) {
            compression = value;
            return this;
        }

        /** Pending octets from which the transport is not writable. */
        public Builder writeHighWaterMark(int value) {
            writeHighWaterMark = value;
            return this;
        }

        /** Trust and key material for TLS; null for the JDK's default. */
        public Builder sslContext(SSLContext value) {
            sslContext = value;
            return this;
        }

        /** Whether the certificate must be made out to the URL's host. */
        public Builder verifyHostName(boolean value) {
            verifyHostName = value;
            return this;
        }

        /** Whether pings are sent on raw socket too. */
        public Builder rawSocketPings(boolean value) {
            rawSocketPings = value;
            return this;
        }

        /** The way to hosts; null for the direct one. */
        public Builder proxy(ProxyConfig value) {
            proxy = value;
            return this;
        }

        /** What servers want to hear again, which belongs to one session; null to keep nothing. */
        public Builder cookies(CookieJar value) {
            cookies = value;
            return this;
        }

        /**
         * The configuration.
         *
         * @throws IllegalArgumentException if a setting makes no sense; the text names it
         */
        public TransportConfig build() {
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
                    cookies);
        }
    }
}
