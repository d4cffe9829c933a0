package io.camelwamp.transport.netty;

/**
 * Where a connection goes.
 *
 * @param host a name or an address, IPv6 ones without brackets
 * @param port 1 to 65535
 * @param tls whether TLS comes first
 * @param name the URL for people, without user info and query, which may be credentials
 */
record Destination(String host, int port, boolean tls, String name) {
    @Override
    public String toString() {
        return name;
    }
}
