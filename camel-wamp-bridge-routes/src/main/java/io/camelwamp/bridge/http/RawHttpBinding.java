package io.camelwamp.bridge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.http.common.DefaultHttpBinding;
import org.apache.camel.http.common.HttpMessage;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.util.Callback;
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

    private Processor failureAnswer = RawHttpBinding::answerByDefault;
    private ServedPaths paths;

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
            reportUnwritten(e);
        }
    }

    private static void reportUnwritten(Throwable cause) {
        LOG.debug("An answer could not be written: {}", cause.toString());
    }

    private void write(Exchange exchange, HttpServletResponse response) throws IOException {
        if (exchange.getException() != null) {
            answerFailure(exchange);
        }
        byte[] body;
        try {
            body = bodyOf(exchange.getMessage());
        } catch (InvalidPayloadException e) {
            JsonAnswer.set(exchange, 500, UnexpectedFailure.report(e));
            body = (byte[]) exchange.getMessage().getBody();
        }
        writeHead(exchange, response);
        response.setContentLength(body.length);
        if (body.length > 0) {
            writeBody(body, response.getOutputStream());
        }
    }

    /** The thread may be one that continues routes, which must not wait for a client that does not read. */
    private static void writeBody(byte[] body, OutputStream out) throws IOException {
        if (out instanceof HttpOutput jetty) {
            jetty.sendContent(ByteBuffer.wrap(body), Callback.from(() -> {}, RawHttpBinding::reportUnwritten));
        } else {
            out.write(body);
        }
    }

    private static void answerByDefault(Exchange exchange) {
        if (exchange.getException() instanceof RefusedException refused) {
            JsonAnswer.set(exchange, refused);
        } else {
            JsonAnswer.set(exchange, 500, UnexpectedFailure.report(exchange.getException()));
        }
    }

    private void answerFailure(Exchange exchange) {
        try {
            failureAnswer.process(exchange);
        } catch (Exception e) {
            JsonAnswer.set(exchange, 500, UnexpectedFailure.report(e));
        }
    }

    /**
     * Jetty closes the connection of an answer that is committed at its end while octets of the
     * request are still on their way; an answer that is committed before leaves the server time to
     * skip them.
     */
    private static void commitBeforeTheBodyIsRead(Exchange exchange, HttpServletResponse response) throws IOException {
        if (exchange.getIn() instanceof HttpMessage message
                && message.getRequest().getHeader("Expect") == null
                && !message.getRequest().getInputStream().isFinished()) {
            response.flushBuffer();
        }
    }

    private static void writeHead(Exchange exchange, HttpServletResponse response) {
        Message message = exchange.getMessage();
        response.setStatus(message.getHeader(Exchange.HTTP_RESPONSE_CODE, HttpServletResponse.SC_OK, Integer.class));
        HttpServletRequest request = exchange.getIn() instanceof HttpMessage origin ? origin.getRequest() : null;
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            HttpField known = request == null ? null : known(header.getValue());
            if (known != null) {
                JettyHeaders.of(request, response).accept(known);
            } else {
                writeHeader(header.getKey(), header.getValue(), response);
            }
        }
    }

    /** The headers that every JSON answer has. */
    private static HttpField known(Object value) {
        if (value == JsonAnswer.CONTENT_TYPE) {
            return JettyHeaders.JSON;
        }
        return value == JsonAnswer.NO_CACHE ? JettyHeaders.NO_CACHE : null;
    }

    private static void writeHeader(String name, Object value, HttpServletResponse response) {
        if (value == null || name.regionMatches(true, 0, CAMEL, 0, CAMEL.length())) {
            return;
        }
        if (name.equalsIgnoreCase(Exchange.CONTENT_TYPE)) {
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

    /**
     * Sets what makes the answer of an exchange that has failed, such as an {@code ErrorAnswer};
     * without it, refusals are answered as they say, and other failures are logged and answered
     * with 500.
     */
    public void setFailureAnswer(Processor failureAnswer) {
        this.failureAnswer = failureAnswer;
    }

    /** Sets which paths below the consumer's are served; all if null. */
    public void setPaths(ServedPaths paths) {
        this.paths = paths;
    }

    /** Which paths below the consumer's are served; null for all. */
    ServedPaths paths() {
        return paths;
    }
}
