package io.camelwamp.bridge.outbound;

/**
 * Where a request goes: a URL in its parts, checked and normalized. It has neither user info nor fragment.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name in lower case, an IPv4 address, or an IPv6 address in brackets
 * @param port 1 to 65535
 * @param path begins with a slash; percent-encoded, without dot segments
 * @param query percent-encoded, without the question mark; null if there is none
 */
public record Target(String scheme, String host, int port, String path, String query) {
    /**
     * Reads an absolute URL.
     *
     * @throws OutboundException of the kind {@code REFUSED} if it is none that requests can go to; the text says why
     */
    public static Target parse(String url) {
        return TargetReader.resolve(null, url);
    }

    /** Resolves a reference against this URL (RFC 3986, section 5.2), with the checks of {@link #parse}. */
    Target resolve(String reference) {
        return TargetReader.resolve(this, reference);
    }

    /** The path up to its last slash. */
    String folder() {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** Path and query as they stand in a request line. */
    public String pathAndQuery() {
        return query == null ? path : path + "?" + query;
    }

    /** The same URL with more behind its query. */
    public Target withQuery(String more) {
        if (more.isEmpty()) {
            return this;
        }
        boolean first = query == null || query.isEmpty();
        return with(path, first ? more : query + "&" + more);
    }

    /** The same URL without its query, which may hold secrets: what logs may say. */
    public Target withoutQuery() {
        return with(path, null);
    }

    /** The same origin with another path and query. */
    Target with(String otherPath, String otherQuery) {
        return new Target(scheme, host, port, otherPath, otherQuery);
    }

    boolean hasOriginOf(Target other) {
        return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
    }

    static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    /** The URL; a default port is left out. */
    @Override
    public String toString() {
        String authority = port == defaultPort(scheme) ? host : host + ":" + port;
        return scheme + "://" + authority + pathAndQuery();
    }
}
