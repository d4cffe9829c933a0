package io.camelwamp.transport;

import javax.net.ssl.SSLSession;

/**
 * What a connection is worth to those who prove who they are on it.
 *
 * @param confidential whether nobody on the network can read along: TLS, the same machine or the
 *     same process
 * @param tls the TLS session once its handshake is done, or null without TLS
 * @param client by which cookie an HTTP front knows the client, not null
 */
public record ChannelSecurity(boolean confidential, SSLSession tls, ClientTracking.Tracked client) {
    /** Anybody may read along. */
    public static final ChannelSecurity OPEN = new ChannelSecurity(false, null);

    /** Both ends are on one machine. */
    public static final ChannelSecurity LOCAL = new ChannelSecurity(true, null);

    /** Without a cookie. */
    public ChannelSecurity(boolean confidential, SSLSession tls) {
        this(confidential, tls, ClientTracking.Tracked.NOBODY);
    }

    /** The same, with a client that is known by a cookie. */
    public ChannelSecurity withClient(ClientTracking.Tracked other) {
        return new ChannelSecurity(confidential, tls, other);
    }

    /** A connection with TLS. */
    public static ChannelSecurity of(SSLSession tls) {
        return new ChannelSecurity(true, tls);
    }

    /** Without the keys and certificates of the session and without the cookie. */
    @Override
    public String toString() {
        return "ChannelSecurity[" + (tls != null ? tls.getProtocol() : confidential ? "local" : "open") + "]";
    }
}
