package io.camelwamp.bridge.outbound;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Adds to requests what a backend wants to know its clients by. Thread-safe; does not block. */
interface Credentials {
    /** None. */
    Credentials NONE = CompletableFuture::completedFuture;

    /** The request with the credentials, or an {@link OutboundException} if there are none to be had. */
    CompletableFuture<OutboundRequest> addTo(OutboundRequest request);

    /**
     * A backend has answered a request with 401.
     *
     * @return whether there may be better credentials now, so that the request is worth another try
     */
    default boolean renew(OutboundRequest refused) {
        return false;
    }

    /** A header, in place of one that the request may have. */
    static Credentials header(String name, String value) {
        HeaderRules.check(name, value);
        return request -> CompletableFuture.completedFuture(withHeader(request, name, value));
    }

    /** A query parameter. */
    static Credentials parameter(String name, String value) {
        String query = UrlEncoding.encode(name) + "=" + UrlEncoding.encode(value);
        return request -> CompletableFuture.completedFuture(
                request.withTarget(request.target().withQuery(query)));
    }

    /** A request with a header in place of all that have its name in any case. */
    static OutboundRequest withHeader(OutboundRequest request, String name, String value) {
        Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
        headers.keySet().removeIf(name::equalsIgnoreCase);
        headers.put(name, List.of(value));
        return request.withHeaders(headers);
    }
}
