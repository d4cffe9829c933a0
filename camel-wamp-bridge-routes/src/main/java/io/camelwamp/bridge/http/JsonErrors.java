package io.camelwamp.bridge.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers in JSON what the server itself refuses: malformed requests, unknown paths, services that
 * are stopping.
 */
final class JsonErrors extends ErrorHandler {
    private final CorsPolicy cors;

    JsonErrors(CorsPolicy cors) {
        this.cors = cors;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Throwable cause = (Throwable) request.getAttribute(ERROR_EXCEPTION);
        int status = response.getStatus();
        String reason = (String) request.getAttribute(ERROR_MESSAGE);
        if (cause instanceof HttpException failure) {
            status = failure.getCode();
            reason = failure.getReason();
            response.setStatus(status);
        }
        boolean unexpected = status == HttpStatus.INTERNAL_SERVER_ERROR_500 && cause != null;
        byte[] body = unexpected ? UnexpectedFailure.report(cause) : JsonAnswer.errorBody(textOf(status, reason));
        setHeaders(request, response, status);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private void setHeaders(Request request, Response response, int status) {
        HttpFields given = request.getHeaders();
        HttpFields.Mutable headers = JettyHeaders.of(response);
        headers.put(JettyHeaders.JSON);
        headers.put(JettyHeaders.NO_CACHE);
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            headers.put(HttpHeader.RETRY_AFTER, 1);
        }
        cors.apply(given.get(HttpHeader.ORIGIN), given.get("Access-Control-Request-Headers"), headers::put);
    }

    private static String textOf(int status, String reason) {
        return switch (status) {
            case HttpStatus.NOT_FOUND_404 -> "nothing is served under this path";
            case HttpStatus.REQUEST_TIMEOUT_408 -> "the request did not arrive in time";
            case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                "the URI or the headers" + " of the request are too large";
            case HttpStatus.SERVICE_UNAVAILABLE_503 -> "the service is stopping or not there: try again later";
            case HttpStatus.BAD_REQUEST_400 ->
                "the request is not valid HTTP" + (reason == null || reason.isEmpty() ? "" : ": " + reason);
            default -> reason == null || reason.isEmpty() ? HttpStatus.getMessage(status) : reason;
        };
    }
}
