package io.camelwamp.bridge.check;

import io.camelwamp.bridge.http.HttpRequests;
import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.bridge.http.RequestOrigin;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Lets requests pass that come from the listed addresses and networks; refuses others with 400. */
public class ClientAddressCheck implements Processor {
    private NetworkList required = NetworkList.parse("requireIp", null);
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
        boolean accepted =
                required.isEmpty() || proxies.clientAddresses(request).stream().allMatch(required::contains);
        return accepted ? null : "requests from your address are not accepted here";
    }

    /**
     * Sets who may send requests.
     *
     * @param requireIp addresses and networks separated by commas, such as {@code 127.0.0.1,
     *     10.0.0.0/8, 192.168.1.1/255.255.255.0, ::1, fd00::/8}; IPv4 entries hold for IPv4 clients
     *     of an IPv6 socket too; null for anybody
     * @throws IllegalArgumentException if an entry is none, or there is no entry
     */
    public void setRequireIp(String requireIp) {
        NetworkList networks = NetworkList.parse("requireIp", requireIp);
        if (requireIp != null && networks.isEmpty()) {
            throw new IllegalArgumentException("requireIp is empty: name the addresses and networks that may send"
                    + " requests, or leave it out for anybody");
        }
        this.required = networks;
    }

    /**
     * Sets whose {@code Forwarded} and {@code X-Forwarded-For} headers are believed.
     *
     * @param trustedProxies addresses and networks of proxies separated by commas; null or blank
     *     for none
     */
    public void setTrustedProxies(String trustedProxies) {
        this.proxies = TrustedProxies.parse(trustedProxies);
    }
}
