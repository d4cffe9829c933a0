package io.camelwamp.bridge.message;

import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.bridge.json.JsonReader;
import io.camelwamp.bridge.json.MalformedJsonException;
import io.camelwamp.protocol.Uris;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * The JSON object of a request, with checked access to its members; null, absent and empty are the
 * same.
 */
public final class RequestObject {
    private final Map<String, Object> members;

    private RequestObject(Map<String, Object> members) {
        this.members = members;
    }

    /**
     * Reads the message's body.
     *
     * @throws RefusedException if it is not one JSON object
     */
    public static RequestObject of(Exchange exchange) throws RefusedException {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        try {
            return new RequestObject(JsonReader.readObject(body == null ? new byte[0] : body));
        } catch (MalformedJsonException e) {
            throw new RefusedException(400, e.getMessage());
        }
    }

    /** An object without members, for requests that need no body. */
    public static RequestObject empty() {
        return new RequestObject(Map.of());
    }

    /** The names of all members. */
    public Set<String> names() {
        return Collections.unmodifiableSet(members.keySet());
    }

    /** A value as it was read, null if absent. */
    public Object value(String name) {
        return members.get(name);
    }

    /**
     * A text that is not empty, null if absent.
     *
     * @throws RefusedException if it is something else
     */
    public String text(String name) throws RefusedException {
        Object value = members.get(name);
        if (value != null && !(value instanceof String text && !text.isEmpty())) {
            throw wrongType(name, value, "a string that is not empty");
        }
        return (String) value;
    }

    /**
     * A member that must be there and be a WAMP URI.
     *
     * @throws RefusedException if it is not
     */
    public String uri(String name) throws RefusedException {
        Object value = members.get(name);
        if (value == null) {
            throw new RefusedException(400, "'" + name + "' is missing: it must be a URI such as com.example.name");
        }
        if (!(value instanceof String uri)) {
            throw wrongType(name, value, "a string");
        }
        if (!Uris.isValid(uri)) {
            throw new RefusedException(
                    400,
                    "'"
                            + name
                            + "' is not a valid WAMP URI: it must consist of non-empty components separated by dots,"
                            + " without white space and #");
        }
        return uri;
    }

    /**
     * A list, empty if absent.
     *
     * @throws RefusedException if it is something else
     */
    @SuppressWarnings("unchecked")
    public List<Object> list(String name) throws RefusedException {
        Object value = members.get(name);
        if (value != null && !(value instanceof List)) {
            throw wrongType(name, value, "a list");
        }
        return value == null ? List.of() : (List<Object>) value;
    }

    /**
     * An object, empty if absent.
     *
     * @throws RefusedException if it is something else
     */
    @SuppressWarnings("unchecked")
    public Map<String, Object> object(String name) throws RefusedException {
        Object value = members.get(name);
        if (value != null && !(value instanceof Map)) {
            throw wrongType(name, value, "an object");
        }
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    private static RefusedException wrongType(String name, Object value, String expected) {
        return new RefusedException(400, "'" + name + "' must be " + expected + ", but is " + kindOf(value));
    }

    /** What a value of a JSON body is called. */
    public static String kindOf(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String) {
            return "a string";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        return value instanceof Number ? "a number" : value instanceof List ? "a list" : "an object";
    }
}
