package io.camelwamp.bridge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.http.common.DefaultHttpBinding;
import org.apache.camel.http.common.HttpMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes nothing from the request's headers, query or form into the message, and writes the answer
 * as one array of octets with its length.
 *
 * <p>Give it to a consumer as {@code httpBinding=#class:io.camelwamp.bridge.http.RawHttpBinding}.
 * Compared with Camel's own binding it saves the copies and conversions, and nothing that a client
 * sends can become a header of the answer or of a later step.
 */
public class RawHttpBinding extends DefaultHttpBinding {
    private static final Logger LOG = LoggerFactory.getLogger(RawHttpBinding.class);
    private static final String CAMEL = "camel";

    @Override
    public void readRequest(HttpServletRequest request, Message message) {
        Map<String, Object> headers = message.getHeaders();
        headers.put(Exchange.HTTP_METHOD, request.getMethod());
        // The servlet takes the context path from its beginning, so it must not be absent.
        headers.put(Exchange.HTTP_PATH, request.getRequestURI());
        if (request.getQueryString() != null) {
            headers.put(Exchange.HTTP_QUERY, request.getQueryString());
        }
    }

    /** Reads nothing: a step that knows the limits does, such as {@code BodyReader}. */
    @Override
    public Object parseBody(HttpServletRequest request, Message message) {
        return null;
    }

    /** Writes the answer; a client that has gone away is no failure. */
    @Override
    public void writeResponse(Exchange exchange, HttpServletResponse response) throws IOException {
        try {
            write(exchange, response);
            if (response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST) {
                commitBeforeTheBodyIsRead(exchange, response);
            }
        } catch (IOException e) {
            LOG.debug("An answer could not be written: {}", e.toString());
        }
    }

    private static void write(Exchange exchange, HttpServletResponse response) throws IOException {
        if (exchange.getException() != null) {
            writeFailure(exchange, exchange.getException(), response);
            return;
        }
        try {
            byte[] body = bodyOf(exchange.getMessage());
            writeHead(exchange, response);
            writeBody(body, response);
        } catch (InvalidPayloadException e) {
            writeFailure(exchange, e, response);
        }
    }

    /** For what no step of the route has made an answer of. */
    private static void writeFailure(
            Exchange exchange, Exception failure, HttpServletResponse response) throws IOException {
        if (failure instanceof RefusedException refused) {
            JsonAnswer.set(exchange, refused.status(), JsonAnswer.errorBody(refused.getMessage()));
        } else {
            JsonAnswer.set(exchange, 500, UnexpectedFailure.report(failure));
        }
        writeHead(exchange, response);
        writeBody((byte[]) exchange.getMessage().getBody(), response);
    }

    /**
     * Jetty closes the connection of an answer that is committed at its end while octets of the
     * request are still on their way; an answer that is committed before leaves the server time to
     * skip them.
     */
    private static void commitBeforeTheBodyIsRead(Exchange exchange, HttpServletResponse response)
            throws IOException {
        if (exchange.getIn() instanceof HttpMessage message
                && message.getRequest().getHeader("Expect") == null
                && !message.getRequest().getInputStream().isFinished()) {
            response.flushBuffer();
        }
    }

    private static void writeHead(Exchange exchange, HttpServletResponse response) {
        Message message = exchange.getMessage();
        response.setStatus(
                message.getHeader(
                        Exchange.HTTP_RESPONSE_CODE, HttpServletResponse.SC_OK, Integer.class));
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            String name = header.getKey();
            Object value = header.getValue();
            if (value != null && !name.regionMatches(true, 0, CAMEL, 0, CAMEL.length())) {
                writeHeader(exchange, name, value, response);
            }
        }
    }

    private static void writeHeader(
            Exchange exchange, String name, Object value, HttpServletResponse response) {
        if (value == JsonAnswer.CONTENT_TYPE && exchange.getIn() instanceof HttpMessage message) {
            JettyHeaders.setJsonContentType(message.getRequest());
        } else if (name.equalsIgnoreCase(Exchange.CONTENT_TYPE)) {
            response.setContentType(value.toString());
        } else if (value instanceof Collection<?> values) {
            values.forEach(one -> response.addHeader(name, String.valueOf(one)));
        } else {
            response.addHeader(name, value.toString());
        }
    }

    private static byte[] bodyOf(Message message) throws InvalidPayloadException {
        Object body = message.getBody();
        if (body == null) {
            return new byte[0];
        }
        return body instanceof byte[] octets ? octets : message.getMandatoryBody(byte[].class);
    }

    private static void writeBody(byte[] body, HttpServletResponse response) throws IOException {
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
