package io.camelwamp.transport;

import javax.net.ssl.SSLSession;

/**
 * What a connection is worth to those who prove who they are on it.
 *
 * @param confidential whether nobody on the network can read along: TLS, the same machine or the
 *     same process
 * @param tls the TLS session once its handshake is done, or null without TLS
 * @param client by which cookie an HTTP front knows the client, not null
 * @param inProcess whether both ends are code of one process, which nobody else can bring about
 */
public record ChannelSecurity(boolean confidential, SSLSession tls, ClientTracking.Tracked client, boolean inProcess) {
    /** Anybody may read along. */
    public static final ChannelSecurity OPEN = new ChannelSecurity(false, null);

    /** Both ends are on one machine, in processes of their own. */
    public static final ChannelSecurity LOCAL = new ChannelSecurity(true, null);

    /** Both ends are in one process. */
    public static final ChannelSecurity IN_PROCESS =
            new ChannelSecurity(true, null, ClientTracking.Tracked.NOBODY, true);

    /** A connection between processes, without a cookie. */
    public ChannelSecurity(boolean confidential, SSLSession tls) {
        this(confidential, tls, ClientTracking.Tracked.NOBODY, false);
    }

    /** The same, with a client that is known by a cookie. */
    public ChannelSecurity withClient(ClientTracking.Tracked other) {
        return new ChannelSecurity(confidential, tls, other, inProcess);
    }

    /** A connection with TLS. */
    public static ChannelSecurity of(SSLSession tls) {
        return new ChannelSecurity(true, tls);
    }

    /** Without the keys and certificates of the session and without the cookie. */
    @Override
    public String toString() {
        return "ChannelSecurity["
                + (tls != null ? tls.getProtocol() : inProcess ? "process" : confidential ? "local" : "open") + "]";
    }
}
