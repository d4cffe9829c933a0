package io.camelwamp.component;

import io.camelwamp.transport.ProxyConfig;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is said on the way to the router, some of which may be credentials.
 *
 * @param headers of the opening request of a WebSocket
 * @param proxy null for none
 */
record WayToRouter(Map<String, String> headers, ProxyConfig proxy) {
    /** What an endpoint's URI begins the names of headers with. */
    static final String HEADER_PREFIX = "handshake.";

    /** Options with secrets in the URI of an endpoint, plain, encoded or RAW. */
    private static final Pattern SECRETS =
            Pattern.compile("([?&](?:handshake\\.[^=&]*|proxyPassword)=)(RAW\\(.*?\\)(?=&|$)|RAW\\{.*?}(?=&|$)|[^&]*)");

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if they make no sense; the text names them
     */
    static WayToRouter of(WampNetwork options) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (options.getHandshakeHeaders() != null) {
            options.getHandshakeHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
        }
        return new WayToRouter(Map.copyOf(headers), proxy(options));
    }

    private static ProxyConfig proxy(WampNetwork options) {
        if (options.getProxyHost() == null) {
            if (options.getProxyUsername() != null || options.getProxyPassword() != null) {
                throw new IllegalArgumentException(
                        "The options proxyUsername and proxyPassword are for a proxy, but proxyHost is missing");
            }
            return null;
        }
        return new ProxyConfig(
                options.getProxyHost(), options.getProxyPort(), options.getProxyUsername(), options.getProxyPassword());
    }

    /** The URI of an endpoint for people. */
    static String maskedEndpointUri(String uri) {
        return SECRETS.matcher(uri).replaceAll("$1xxxxxx");
    }

    /** Without what may be credentials. */
    @Override
    public String toString() {
        return proxy == null ? "" : " through the proxy " + proxy;
    }
}
