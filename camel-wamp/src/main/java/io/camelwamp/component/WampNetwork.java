package io.camelwamp.component;

import java.util.Map;
import org.apache.camel.spi.UriParam;

/** How the network is used to get to the router; times are milliseconds. */
public class WampNetwork extends WampCredentials {
    @UriParam(
            label = "common,advanced",
            prefix = "handshake.",
            multiValue = true,
            secret = true,
            description = "HTTP headers of the request that opens a WebSocket, as handshake.NAME=value.")
    private Map<String, Object> handshakeHeaders;

    @UriParam(
            label = "common,advanced",
            description = "Host of an HTTP proxy through which routers are reached (with CONNECT): by WebSocket and raw"
                    + " socket, with and without TLS, but not through Unix domain sockets.")
    private String proxyHost;

    @UriParam(label = "common,advanced", defaultValue = "3128", description = "Port of the HTTP proxy.")
    private int proxyPort = 3128;

    @UriParam(label = "security", description = "User name for the HTTP proxy (Basic authentication).")
    private String proxyUsername;

    @UriParam(label = "security", secret = true, description = "Password for the HTTP proxy.")
    private String proxyPassword;

    @UriParam(
            label = "common,advanced",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description = "How long it is tried with a router that does not know the realm or the role, as one that is"
                    + " still starting may do. Then the session is given up; 0 does that at once.")
    private long refusalGrace = 60_000;

    @UriParam(
            label = "common,advanced",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description = "How long it is tried with a router that does not accept the session's credentials. Then the"
                    + " session is given up; 0 does that at once.")
    private long authenticationGrace = 60_000;

    @UriParam(
            label = "common,advanced",
            defaultValue = "600000",
            javaType = "java.time.Duration",
            description = "How long it is tried with a server that turns the connection away, such as with HTTP 403 or"
                    + " with a certificate that is not trusted. Then the session is given up; 0 does that at once. A"
                    + " server that cannot be reached or answers HTTP 5xx is tried for ever.")
    private long handshakeGrace = 600_000;

    public Map<String, Object> getHandshakeHeaders() {
        return handshakeHeaders;
    }

    public void setHandshakeHeaders(Map<String, Object> handshakeHeaders) {
        this.handshakeHeaders = handshakeHeaders;
    }

    public String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public int getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(int proxyPort) {
        this.proxyPort = proxyPort;
    }

    public String getProxyUsername() {
        return proxyUsername;
    }

    public void setProxyUsername(String proxyUsername) {
        this.proxyUsername = proxyUsername;
    }

    public String getProxyPassword() {
        return proxyPassword;
    }

    public void setProxyPassword(String proxyPassword) {
        this.proxyPassword = proxyPassword;
    }

    public long getRefusalGrace() {
        return refusalGrace;
    }

    public void setRefusalGrace(long refusalGrace) {
        this.refusalGrace = refusalGrace;
    }

    public long getAuthenticationGrace() {
        return authenticationGrace;
    }

    public void setAuthenticationGrace(long authenticationGrace) {
        this.authenticationGrace = authenticationGrace;
    }

    public long getHandshakeGrace() {
        return handshakeGrace;
    }

    public void setHandshakeGrace(long handshakeGrace) {
        this.handshakeGrace = handshakeGrace;
    }
}
