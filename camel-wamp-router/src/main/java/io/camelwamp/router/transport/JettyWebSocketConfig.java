package io.camelwamp.router.transport;

import io.camelwamp.codec.Serializers;
import io.camelwamp.transport.TransportConfig;
import java.time.Duration;
import java.util.List;

/**
 * What a {@link JettyWebSocketAdapter} serves; immutable.
 *
 * @param path the one path that is served, such as {@code /ws}
 * @param serializers names of the serializers that clients may choose of; not empty
 * @param maxMessageSize the largest message accepted, in octets after inflation and reassembly, and the largest one sent
 * @param pingInterval silence after which a ping is sent; zero for none
 * @param pingTimeout silence after a ping until a client counts as dead; any traffic counts as life
 * @param compression whether permessage-deflate is accepted from clients that offer it
 * @param writeHighWaterMark pending octets from which a connection is not writable
 */
public record JettyWebSocketConfig(
        String path,
        List<String> serializers,
        int maxMessageSize,
        Duration pingInterval,
        Duration pingTimeout,
        boolean compression,
        long writeHighWaterMark) {

    /** Copies the list and checks. */
    public JettyWebSocketConfig {
        serializers = List.copyOf(serializers);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("The path must start with '/', but is '" + path + "'");
        }
        if (serializers.isEmpty()) {
            throw new IllegalArgumentException("At least one serializer is needed: json, msgpack or cbor");
        }
        serializers.forEach(Serializers::named);
        if (maxMessageSize < 1 || writeHighWaterMark < 1) {
            throw new IllegalArgumentException("maxMessageSize and writeHighWaterMark must be positive, but are "
                    + maxMessageSize
                    + " and "
                    + writeHighWaterMark);
        }
        if (pingInterval.isNegative() || !pingInterval.isZero() && (pingTimeout.isNegative() || pingTimeout.isZero())) {
            throw new IllegalArgumentException(
                    "pingInterval and pingTimeout must be positive (an interval of zero sends no"
                            + " pings), but are "
                            + pingInterval
                            + " and "
                            + pingTimeout);
        }
    }

    /** The defaults: all serializers, 16 MiB, pings after 30 s, no compression. */
    public static JettyWebSocketConfig of(String path) {
        return new JettyWebSocketConfig(
                path,
                List.of("json", "msgpack", "cbor"),
                TransportConfig.DEFAULT_MAX_MESSAGE_SIZE,
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                false,
                1 << 20);
    }
}
