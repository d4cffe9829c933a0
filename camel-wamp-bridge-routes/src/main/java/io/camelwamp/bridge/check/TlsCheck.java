package io.camelwamp.bridge.check;

import io.camelwamp.bridge.http.HttpRequests;
import io.camelwamp.bridge.http.RefusedException;
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
        if (requireTls && !proxies.isSecure(HttpRequests.requestOf(exchange))) {
            throw new RefusedException(400, "requests are accepted over TLS only: use https");
        }
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
