package io.camelwamp.bridge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.camel.Exchange;
import org.apache.camel.http.common.HttpMessage;

/** Finds the servlet request and response that an exchange stands for. */
public final class HttpRequests {
    private HttpRequests() {}

    /**
     * The request.
     *
     * @throws IllegalStateException if the exchange does not come from a servlet-based consumer
     */
    public static HttpServletRequest requestOf(Exchange exchange) {
        return messageOf(exchange).getRequest();
    }

    /**
     * The response; headers set on it are sent whatever becomes of the exchange.
     *
     * @throws IllegalStateException if the exchange does not come from a servlet-based consumer
     */
    public static HttpServletResponse responseOf(Exchange exchange) {
        return messageOf(exchange).getResponse();
    }

    /**
     * Sets the CORS headers of whatever answer follows.
     *
     * @throws IllegalStateException if the exchange does not come from a servlet-based consumer
     */
    public static void applyCors(Exchange exchange, CorsPolicy cors) {
        HttpServletRequest request = requestOf(exchange);
        cors.apply(
                request.getHeader("Origin"),
                request.getHeader("Access-Control-Request-Headers"),
                JettyHeaders.of(request, responseOf(exchange)));
    }

    /**
     * Tells whether a path is a service's own, or has further components behind it.
     *
     * @param path the path of a request; null is below nothing
     * @param service the path of a service, with a slash at its end or not
     */
    public static boolean isBelow(String path, String service) {
        int length = service.endsWith("/") ? service.length() - 1 : service.length();
        return path != null
                && path.startsWith(service.substring(0, length))
                && (path.length() == length || path.charAt(length) == '/');
    }

    private static HttpMessage messageOf(Exchange exchange) {
        if (exchange.getIn() instanceof HttpMessage message) {
            return message;
        }
        throw new IllegalStateException("this step reads the HTTP request itself: it belongs in a route from jetty: or"
                + " servlet:, before any step that replaces the message");
    }
}
