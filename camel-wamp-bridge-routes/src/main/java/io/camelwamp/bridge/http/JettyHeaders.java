package io.camelwamp.bridge.http;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Response;

/** Headers of answers that are the same each time, encoded once. */
final class JettyHeaders {
    /** The content type of every JSON answer. */
    static final HttpField JSON =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, JsonAnswer.CONTENT_TYPE);

    /** The {@code Cache-Control} of every JSON answer. */
    static final HttpField NO_CACHE =
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, JsonAnswer.NO_CACHE);

    private JettyHeaders() {}

    /** Sets the content type below the servlet API, which would spell it its own way. */
    static void setJsonContentType(HttpServletRequest request) {
        setJsonContentType(
                ServletContextRequest.getServletContextRequest(request)
                        .getServletContextResponse());
    }

    /** Sets the content type of the response that all its wrappers stand for. */
    static void setJsonContentType(Response response) {
        Response innermost = response;
        while (innermost instanceof Response.Wrapper wrapper) {
            innermost = wrapper.getWrapped();
        }
        innermost.getHeaders().put(JSON);
    }
}
