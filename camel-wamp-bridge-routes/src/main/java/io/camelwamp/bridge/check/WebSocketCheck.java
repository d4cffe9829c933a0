package io.camelwamp.bridge.check;

import io.camelwamp.bridge.http.CorsPolicy;
import io.camelwamp.bridge.http.RequestOrigin;

/**
 * Who may open a WebSocket to the bridge's router: by the same rules that hold for requests to its
 * services. Immutable; may be used by any number of threads.
 */
public final class WebSocketCheck {
    private final ClientAddressCheck address = new ClientAddressCheck();
    private final TlsCheck tls = new TlsCheck();
    private final CorsPolicy cors;

    /**
     * A check by settings that services have, too.
     *
     * @param requireIp as {@link ClientAddressCheck#setRequireIp}
     * @param requireTls whether TLS is required
     * @param trustedProxies as {@link ClientAddressCheck#setTrustedProxies}
     * @param corsOrigins as {@link CorsPolicy#parse}
     * @throws IllegalArgumentException if one of the lists is malformed
     */
    public WebSocketCheck(String requireIp, boolean requireTls, String trustedProxies, String corsOrigins) {
        address.setRequireIp(requireIp);
        address.setTrustedProxies(trustedProxies);
        tls.setRequireTls(requireTls);
        tls.setTrustedProxies(trustedProxies);
        cors = CorsPolicy.parse(corsOrigins);
    }

    /**
     * Judges a request to open a WebSocket. Browsers let any page open one to anywhere, so that it
     * is up to the server to look at {@code Origin}; other clients send none.
     *
     * @return why it is refused, or null
     */
    public String refusal(RequestOrigin request) {
        String refusal = address.refusal(request);
        if (refusal == null) {
            refusal = tls.refusal(request);
        }
        boolean allowed = request.headers().apply("Origin").stream().allMatch(cors::allows);
        return refusal == null && !allowed
                ? "pages of the origin " + request.header("Origin") + " may not use this router"
                : refusal;
    }
}
