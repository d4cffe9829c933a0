package io.camelwamp.bridge.outbound;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request to send. Immutable, as long as nobody writes to the body.
 *
 * @param method in upper case
 * @param target where to
 * @param headers values by names, in any case
 * @param body null for none
 * @param timeout for all of it, redirects included; null for the client's own
 * @param followRedirects whether redirects of a GET are followed where the policy allows their target
 */
public record OutboundRequest(
        String method,
        Target target,
        Map<String, List<String>> headers,
        byte[] body,
        Duration timeout,
        boolean followRedirects) {
    /**
     * Checks method and headers.
     *
     * @throws OutboundException of the kind {@code REFUSED} for methods and headers that must not be sent: CONNECT and
     *     TRACE, headers of the connection, {@code Host}, line breaks in values
     */
    public OutboundRequest {
        method = HeaderRules.method(method);
        headers.forEach((name, values) -> values.forEach(value -> HeaderRules.check(name, value)));
        Map<String, List<String>> copy = new LinkedHashMap<>();
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = copy;
    }

    /** A request without headers and body that follows no redirects. */
    public static OutboundRequest of(String method, Target target) {
        return new OutboundRequest(method, target, Map.of(), null, null, false);
    }

    /** The same request to another target. */
    public OutboundRequest withTarget(Target other) {
        return new OutboundRequest(method, other, headers, body, timeout, followRedirects);
    }

    /** The same request with these headers in place of its own. */
    public OutboundRequest withHeaders(Map<String, List<String>> others) {
        return new OutboundRequest(method, target, others, body, timeout, followRedirects);
    }

    /** The same request with a body. */
    public OutboundRequest withBody(byte[] octets) {
        return new OutboundRequest(method, target, headers, octets, timeout, followRedirects);
    }

    /** The same request with a time-out. */
    public OutboundRequest withTimeout(Duration limit) {
        return new OutboundRequest(method, target, headers, body, limit, followRedirects);
    }

    /** The same request, but following redirects. */
    public OutboundRequest followingRedirects() {
        return new OutboundRequest(method, target, headers, body, timeout, true);
    }

    /** Whether sending it twice has the effect of sending it once (RFC 9110, section 9.2.2). */
    public boolean isIdempotent() {
        return switch (method) {
            case "GET", "HEAD", "PUT", "DELETE", "OPTIONS" -> true;
            default -> false;
        };
    }

    /** Method, origin and path: the query and the headers may be secrets. */
    @Override
    public String toString() {
        return method + " " + target.with(target.path(), null);
    }
}
