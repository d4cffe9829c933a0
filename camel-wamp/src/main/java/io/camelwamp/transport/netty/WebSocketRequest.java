package io.camelwamp.transport.netty;

import java.net.InetSocketAddress;
import java.util.Map;
import javax.net.ssl.SSLSession;

/**
 * A client's opening request, for whoever decides about it.
 *
 * @param remoteAddress where the client connects from; null if through a Unix domain socket
 * @param path the requested path
 * @param query the requested query without '?', or null
 * @param headers names in lower case; values of a repeated header are joined with commas. They may
 *     be credentials
 * @param tls the TLS session, or null without TLS
 */
public record WebSocketRequest(
        InetSocketAddress remoteAddress, String path, String query, Map<String, String> headers, SSLSession tls) {
    /** Copies the headers. */
    public WebSocketRequest {
        headers = Map.copyOf(headers);
    }

    /** Without headers and query, which may be credentials. */
    @Override
    public String toString() {
        return "WebSocketRequest[" + path + " from " + remoteAddress + "]";
    }
}
