package io.camelwamp.bridge.http;

import io.camelwamp.bridge.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Makes a message the JSON answer to its request. */
public final class JsonAnswer {
    /** The content type of every answer. */
    public static final String CONTENT_TYPE = "application/json; charset=UTF-8";

    /** The {@code Cache-Control} of every answer. */
    public static final String NO_CACHE = "no-store,no-cache,must-revalidate,max-age=0";

    private JsonAnswer() {}

    /**
     * Replaces body and headers; what the request or earlier steps left in the headers is not sent.
     *
     * @param status the HTTP status
     * @param json the body, not null, may be empty
     */
    public static void set(Exchange exchange, int status, byte[] json) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, CONTENT_TYPE);
        message.setHeader("Cache-Control", NO_CACHE);
        message.setBody(json);
    }

    /** Replaces body and headers by those of a refusal. */
    public static void set(Exchange exchange, RefusedException refused) {
        set(exchange, refused.status(), errorBody(refused.getMessage()));
        refused.headers().forEach(exchange.getMessage()::setHeader);
    }

    /** The body of an error without arguments; its text is for people. */
    public static byte[] errorBody(String text) {
        return errorBody(text, List.of(), Map.of());
    }

    /**
     * The body of an error.
     *
     * @param error a WAMP URI, or a text for people
     * @param args positional arguments, not null
     * @param kwargs keyword arguments, not null
     */
    public static byte[] errorBody(String error, List<?> args, Map<String, ?> kwargs) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("args", args);
        body.put("kwargs", kwargs);
        return JsonWriter.writeObject(body);
    }
}
