package io.camelwamp.bridge.check;

import io.camelwamp.bridge.http.HttpRequests;
import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.bridge.http.RequestOrigin;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Lets requests pass that were made over TLS; refuses others with 400. Does nothing unless TLS is
 * required.
 */
public class TlsCheck implements Processor {
    private boolean requireTls;
    private TrustedProxies proxies = TrustedProxies.parse(null);

    @Override
    public void process(Exchange exchange) throws RefusedException {
        String refusal = refusal(RequestOrigin.of(HttpRequests.requestOf(exchange)));
        if (refusal != null) {
            throw new RefusedException(400, refusal);
        }
    }

    /** Why a request of that origin is refused, or null. */
    String refusal(RequestOrigin request) {
        return requireTls && !proxies.isSecure(request)
                ? "requests are accepted over TLS only: use https or wss"
                : null;
    }

    /** Sets whether TLS is required; false by default. */
    public void setRequireTls(boolean requireTls) {
        this.requireTls = requireTls;
    }

    /**
     * Sets whose {@code Forwarded} and {@code X-Forwarded-Proto} headers are believed.
     *
     * @param trustedProxies addresses and networks of proxies separated by commas; null or blank
     *     for none
     */
    public void setTrustedProxies(String trustedProxies) {
        this.proxies = TrustedProxies.parse(trustedProxies);
    }
}
