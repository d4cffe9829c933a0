package io.camelwamp.bridge.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.server.Request;

/**
 * What a request says of where it comes from, be it one of a servlet or one that Jetty has not
 * handed to any.
 *
 * @param address the address of whoever opened the connection
 * @param secure whether the connection is TLS
 * @param headers all values of the header with a name; an empty list if it is absent
 */
public record RequestOrigin(String address, boolean secure, Function<String, List<String>> headers) {
    /** The origin of a servlet's request. */
    public static RequestOrigin of(HttpServletRequest request) {
        return new RequestOrigin(
                request.getRemoteAddr(), request.isSecure(), name -> Collections.list(request.getHeaders(name)));
    }

    /**
     * A check of requests as Jetty has them.
     *
     * @param refusal returns why a request of that origin is refused, or null
     */
    public static Function<Request, String> checkedBy(Function<RequestOrigin, String> refusal) {
        return request -> refusal.apply(
                new RequestOrigin(Request.getRemoteAddr(request), request.isSecure(), name -> request.getHeaders()
                        .getValuesList(name)));
    }

    /** The first value of a header, null if it is absent. */
    public String header(String name) {
        List<String> values = headers.apply(name);
        return values.isEmpty() ? null : values.get(0);
    }
}
