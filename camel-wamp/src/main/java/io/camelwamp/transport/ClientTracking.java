package io.camelwamp.transport;

import java.util.Objects;

/**
 * Decides by which cookie a server knows an HTTP client again. Asked by fronts on any thread; must
 * not block.
 */
@FunctionalInterface
public interface ClientTracking {
    /** Knows nobody. */
    ClientTracking NONE = request -> Tracked.NOBODY;

    /**
     * What matters of an opening request.
     *
     * @param host the Host header, or null
     * @param origin the Origin header, which browsers send, or null
     * @param cookies the Cookie headers, joined with semicolons; empty for none
     * @param tls whether the connection has TLS
     */
    record Opening(String host, String origin, String cookies, boolean tls) {
        /** Never null: the cookies. */
        public Opening {
            Objects.requireNonNull(cookies, "cookies");
        }

        /** Without the cookies. */
        @Override
        public String toString() {
            return "Opening[host=" + host + ", origin=" + origin + "]";
        }
    }

    /**
     * What comes of it.
     *
     * @param cookie the value that the client is known by from now on, or null for none; a secret
     * @param setCookie the Set-Cookie header of the answer, or null for none
     */
    record Tracked(String cookie, String setCookie) {
        /** Not known, and not to be known. */
        public static final Tracked NOBODY = new Tracked(null, null);

        /** Whether the value was made for this connection, so that nobody else can know it. */
        public boolean isFresh() {
            return setCookie != null;
        }

        /** Without the cookie. */
        @Override
        public String toString() {
            return "Tracked[" + (cookie == null ? "nobody" : setCookie == null ? "known" : "new") + "]";
        }
    }

    /** Judges a client that opens a connection. */
    Tracked track(Opening opening);
}
