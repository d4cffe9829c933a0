package io.camelwamp.transport.netty;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Where a connection goes.
 *
 * @param host a name or an address, IPv6 ones without brackets; null for a Unix domain socket
 * @param port 1 to 65535; 0 for a Unix domain socket
 * @param socket the file of a Unix domain socket; null for TCP
 * @param tls whether TLS comes first
 * @param name the URL for people, without user info and query, which may be credentials
 */
record Destination(String host, int port, Path socket, boolean tls, String name) {
    /** A port of a host. */
    static Destination tcp(String host, int port, boolean tls, String name) {
        return new Destination(host, port, null, tls, name);
    }

    /** A Unix domain socket. */
    static Destination unix(Path socket, String name) {
        return new Destination(null, 0, socket, false, name);
    }

    /**
     * All addresses, to be tried in this order; blocks while the name service is asked.
     *
     * @throws UnknownHostException if there is none
     */
    List<SocketAddress> lookUp() throws UnknownHostException {
        if (socket != null) {
            return List.of(UnixDomainSocketAddress.of(socket));
        }
        return Arrays.stream(InetAddress.getAllByName(host))
                .<SocketAddress>map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
