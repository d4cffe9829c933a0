package io.camelwamp.transport;

import java.util.Objects;

/**
 * An HTTP proxy that makes tunnels with CONNECT (RFC 9110, section 9.3.6); immutable.
 *
 * @param host a name or an address, IPv6 ones without brackets
 * @param port 1 to 65535
 * @param username for Basic authentication, or null for none
 * @param password belongs to the user name; null without one
 */
public record ProxyConfig(String host, int port, String username, String password) {
    /**
     * Checks what can be checked without a network.
     *
     * @throws IllegalArgumentException if something is missing or cannot be sent
     */
    public ProxyConfig {
        Objects.requireNonNull(host, "host");
        if (host.isBlank()) {
            throw new IllegalArgumentException("The proxy needs a host");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("The proxy's port must be 1 to 65535, but is " + port);
        }
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException("The proxy's user name and password belong together: one is missing");
        }
        if (username != null && username.indexOf(':') >= 0) {
            throw new IllegalArgumentException("The proxy's user name must not contain ':'");
        }
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
