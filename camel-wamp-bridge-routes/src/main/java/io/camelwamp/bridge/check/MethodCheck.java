package io.camelwamp.bridge.check;

import io.camelwamp.bridge.http.CorsPolicy;
import io.camelwamp.bridge.http.HttpRequests;
import io.camelwamp.bridge.http.JsonAnswer;
import io.camelwamp.bridge.http.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Lets POST and PUT pass, or other methods that it is told, answers OPTIONS (and ends the route), refuses other methods with 405;
 * sets the CORS headers of whatever answer follows.
 *
 * <p>The consumer must hand these requests on: {@code optionsEnabled=true&traceEnabled=true}.
 */
public class MethodCheck implements Processor {
    private static final String OPTIONS = "OPTIONS";
    private static final String GET = "GET";

    private CorsPolicy cors = CorsPolicy.ANY;
    private String path = "/";
    private List<String> methods = List.of("POST", "PUT");
    private Set<String> readable;

    @Override
    public void process(Exchange exchange) throws RefusedException {
        HttpServletRequest request = HttpRequests.requestOf(exchange);
        HttpServletResponse response = HttpRequests.responseOf(exchange);
        String origin = request.getHeader("Origin");
        HttpRequests.applyCors(exchange, cors);
        checkPath(request.getPathInfo());
        List<String> allowed = allowed(request.getPathInfo());
        String withOptions = String.join(",", allowed) + "," + OPTIONS;
        if (request.getMethod().equals(OPTIONS)) {
            answerOptions(exchange, response, withOptions);
        } else if (allowed.contains(request.getMethod())) {
            checkOrigin(origin);
        } else {
            throw new RefusedException(
                    405,
                    "the method " + request.getMethod() + " is not allowed: use " + String.join(" or ", allowed),
                    Map.of("Allow", withOptions));
        }
    }

    private List<String> allowed(String requested) {
        return readable == null || requested == null || isReadable(requested)
                ? methods
                : methods.stream().filter(method -> !method.equals(GET)).toList();
    }

    private boolean isReadable(String requested) {
        String below = requested.substring(Math.min(path.length(), requested.length()));
        return readable.contains(below.replaceAll("^/|/$", ""));
    }

    /** Camel takes /publisher for something below /publish, and so it does /PUBLISH. */
    private void checkPath(String requested) throws RefusedException {
        if (requested != null && !HttpRequests.isBelow(requested, path)) {
            throw new RefusedException(404, "nothing is served under this path");
        }
    }

    private void checkOrigin(String origin) throws RefusedException {
        if (!cors.allows(origin)) {
            throw new RefusedException(403, "pages of the origin " + origin + " may not use this service");
        }
    }

    private static void answerOptions(Exchange exchange, HttpServletResponse response, String allowed) {
        response.setHeader("Allow", allowed);
        response.setHeader("Access-Control-Allow-Methods", allowed);
        JsonAnswer.set(exchange, HttpServletResponse.SC_OK, new byte[0]);
        exchange.setRouteStop(true);
    }

    /**
     * Sets the origins whose pages may use the service.
     *
     * @param corsOrigins origins separated by commas, such as {@code https://shop.example.com};
     *     null and {@code *} allow any
     */
    public void setCorsOrigins(String corsOrigins) {
        this.cors = CorsPolicy.parse(corsOrigins);
    }

    /**
     * Sets the path of the service.
     *
     * @param path what the consumer listens on, such as {@code /publish}; {@code /} by default
     */
    public void setPath(String path) {
        this.path = path;
    }

    /** Sets the methods that pass, separated by commas; {@code POST,PUT} by default. */
    public void setMethods(String methods) {
        this.methods = Arrays.stream(methods.split(",")).map(String::trim).toList();
    }

    /** Sets the places below the path, separated by commas, to which alone GET passes, if it passes at all; all by default. */
    public void setReadable(String readable) {
        this.readable = Set.of(readable.split(","));
    }
}
