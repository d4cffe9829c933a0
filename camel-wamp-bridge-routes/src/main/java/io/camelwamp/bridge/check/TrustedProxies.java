package io.camelwamp.bridge.check;

import io.camelwamp.bridge.http.RequestOrigin;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a request really came from, if it came through proxies whose word is believed. Immutable.
 *
 * <p>Only what trusted proxies added is believed: from the server's end of the list up to and
 * including the first hop that is not trusted. A proxy may hand on the one kind of header while it
 * writes the other; so if both are there, both must satisfy a check.
 */
final class TrustedProxies {
    private final NetworkList proxies;

    private TrustedProxies(NetworkList proxies) {
        this.proxies = proxies;
    }

    /** Reads the option {@code trustedProxies}; see {@link NetworkList#parse}. */
    static TrustedProxies parse(String list) {
        return new TrustedProxies(NetworkList.parse("trustedProxies", list));
    }

    /** The client's address; more than one if headers contradict each other. */
    List<String> clientAddresses(RequestOrigin request) {
        List<String> addresses = new ArrayList<>(2);
        for (ForwardedHops hops : believedHops(request)) {
            if (!hops.isEmpty()) {
                addresses.add(hops.addresses().get(firstBelieved(hops)));
            }
        }
        return addresses.isEmpty() ? List.of(request.address()) : addresses;
    }

    /** Whether the client's request was made over TLS. */
    boolean isSecure(RequestOrigin request) {
        List<String> protocols = new ArrayList<>(2);
        for (ForwardedHops hops : believedHops(request)) {
            int size = hops.protocols().size();
            if (size > 0) {
                int walked = hops.isEmpty() ? 1 : hops.addresses().size() - firstBelieved(hops);
                protocols.add(hops.protocols().get(Math.max(0, size - walked)));
            }
        }
        protocols.removeIf(String::isEmpty);
        return protocols.isEmpty() ? request.secure() : protocols.stream().allMatch("https"::equalsIgnoreCase);
    }

    private List<ForwardedHops> believedHops(RequestOrigin request) {
        if (proxies.isEmpty() || !proxies.contains(request.address())) {
            return List.of();
        }
        return List.of(ForwardedHops.standard(request), ForwardedHops.customary(request));
    }

    /** The index of the hop farthest from the server that a trusted proxy has reported. */
    private int firstBelieved(ForwardedHops hops) {
        int index = hops.addresses().size() - 1;
        while (index > 0 && proxies.contains(hops.addresses().get(index))) {
            index--;
        }
        return index;
    }
}
