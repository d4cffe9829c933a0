package io.camelwamp.bridge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Response;

/**
 * Headers of answers, written below the servlet API: that would spell the content type its own way,
 * and would encode again what is the same each time.
 */
final class JettyHeaders {
    /** The content type of every JSON answer. */
    static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, JsonAnswer.CONTENT_TYPE);

    /** The {@code Cache-Control} of every JSON answer. */
    static final HttpField NO_CACHE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, JsonAnswer.NO_CACHE);

    private JettyHeaders() {}

    /** Where headers of the answer to a request are put, in place of others of the same name. */
    static Consumer<HttpField> of(HttpServletRequest request, HttpServletResponse response) {
        ServletContextRequest core = ServletContextRequest.getServletContextRequest(request);
        if (core == null) {
            return field -> response.setHeader(field.getName(), field.getValue());
        }
        return of(core.getServletContextResponse())::put;
    }

    /** The headers of the response that all its wrappers stand for. */
    static HttpFields.Mutable of(Response response) {
        Response innermost = response;
        while (innermost instanceof Response.Wrapper wrapper) {
            innermost = wrapper.getWrapped();
        }
        return innermost.getHeaders();
    }
}
