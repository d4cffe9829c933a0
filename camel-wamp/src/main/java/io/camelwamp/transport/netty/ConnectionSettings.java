package io.camelwamp.transport.netty;

import java.time.Duration;

/**
 * What every kind of connection can be told.
 *
 * @param writeHighWaterMark pending octets above which the transport is not writable
 * @param pingInterval silence after which the peer is asked for a sign of life; zero for never
 * @param pingTimeout further silence until the connection counts as dead
 * @param pings whether the transport asks with a ping, or leaves that to its listener
 */
record ConnectionSettings(int writeHighWaterMark, Duration pingInterval, Duration pingTimeout, boolean pings) {
    ConnectionSettings {
        if (writeHighWaterMark < 1) {
            throw new IllegalArgumentException("writeHighWaterMark must be positive, but is " + writeHighWaterMark);
        }
        if (pingInterval.isNegative()) {
            throw new IllegalArgumentException(
                    "pingInterval must be positive, or zero for none, but is " + pingInterval);
        }
        if (!pingInterval.isZero() && (pingTimeout.isNegative() || pingTimeout.isZero())) {
            throw new IllegalArgumentException("pingTimeout must be positive, but is " + pingTimeout);
        }
    }
}
