package io.camelwamp.transport.netty;

import java.net.InetSocketAddress;
import javax.net.ssl.SSLSession;

/**
 * Who opens a raw socket connection, for whoever decides about it.
 *
 * @param remoteAddress where the client connects from; null if through a Unix domain socket
 * @param tls the TLS session, or null without TLS
 */
public record RawSocketClient(InetSocketAddress remoteAddress, SSLSession tls) {}
