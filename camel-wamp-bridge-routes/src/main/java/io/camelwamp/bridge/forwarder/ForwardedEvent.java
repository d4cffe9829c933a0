package io.camelwamp.bridge.forwarder;

import io.camelwamp.bridge.json.JsonWriter;
import io.camelwamp.bridge.outbound.DeadLetter;
import io.camelwamp.bridge.outbound.UrlEncoding;
import io.camelwamp.component.WampConstants;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;

/**
 * An event as it is sent: {@code {"args": […], "kwargs": {…}}} and what is known about it.
 *
 * @param topic what it was published to
 * @param publication its id; null if the route did not get it from WAMP
 * @param headers of the request
 * @param body compact JSON
 */
record ForwardedEvent(String topic, Object publication, Map<String, List<String>> headers, byte[] body) {
    private static final Map<String, String> HEADERS = Map.of(
            WampConstants.TOPIC, "X-Wamp-Topic",
            WampConstants.PUBLICATION_ID, "X-Wamp-Publication",
            WampConstants.PUBLISHER, "X-Wamp-Publisher",
            WampConstants.PUBLISHER_AUTHID, "X-Wamp-Publisher-Authid",
            WampConstants.PUBLISHER_AUTHROLE, "X-Wamp-Publisher-Authrole");

    static ForwardedEvent of(Message message) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of("application/json"));
        HEADERS.forEach((header, name) -> {
            Object value = message.getHeader(header);
            if (value != null) {
                headers.put(name, List.of(plain(value.toString())));
            }
        });
        Object kwargs = message.getHeader(WampConstants.KWARGS);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("args", args(message.getBody()));
        body.put("kwargs", kwargs == null ? Map.of() : kwargs);
        return new ForwardedEvent(
                String.valueOf(message.getHeader(WampConstants.TOPIC)),
                message.getHeader(WampConstants.PUBLICATION_ID),
                headers,
                JsonWriter.writeObject(body));
    }

    /** What it is when it cannot be delivered to a URL. */
    DeadLetter letter(String url) {
        Map<String, Object> known = new LinkedHashMap<>();
        known.put(WampConstants.TOPIC, topic);
        known.put(WampConstants.PUBLICATION_ID, publication);
        return new DeadLetter(toString(), url, known, body);
    }

    private static List<?> args(Object body) {
        if (body == null) {
            return List.of();
        }
        return body instanceof List<?> list ? list : List.of(body);
    }

    /** What is not printable ASCII is percent-encoded, because headers have no other way to carry it. */
    private static String plain(String value) {
        return value.chars().allMatch(c -> c > ' ' && c < 0x7f) ? value : UrlEncoding.encode(value);
    }

    /** Without the payload. */
    @Override
    public String toString() {
        return "event " + publication + " of " + topic;
    }
}
