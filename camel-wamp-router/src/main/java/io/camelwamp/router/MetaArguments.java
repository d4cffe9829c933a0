package io.camelwamp.router;

import io.camelwamp.protocol.Elements;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.RequestIds;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arguments of a call to one of the router's procedures; what is missing or of another type is
 * {@code wamp.error.invalid_argument}, with a text that names it.
 */
final class MetaArguments {
    private final List<Object> args;
    private final Map<String, Object> kwargs;

    MetaArguments(Payload payload) {
        this.args = payload.args();
        this.kwargs = payload.kwargs();
    }

    // --- positional

    /** A required id. */
    long id(int index, String name) {
        return toId(arg(index), name);
    }

    /** A required text. */
    String text(int index, String name) {
        if (arg(index) instanceof String text) {
            return text;
        }
        throw invalid(name, "a string", arg(index));
    }

    /** A list, empty if absent. */
    @SuppressWarnings("unchecked")
    List<Object> list(int index, String name) {
        Object value = arg(index);
        if (value == null || value instanceof List) {
            return value == null ? List.of() : (List<Object>) value;
        }
        throw invalid(name, "a list", value);
    }

    /** A dictionary, empty if absent. */
    Map<String, Object> dict(int index, String name) {
        return toDict(arg(index), name);
    }

    /** A set of texts, or null if absent. */
    Set<String> texts(int index, String name) {
        Object value = arg(index);
        if (value == null) {
            return null;
        }
        Set<String> texts = new HashSet<>();
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (!(element instanceof String text)) {
                    throw invalid(name, "a list of strings", element);
                }
                texts.add(text);
            }
            return texts;
        }
        throw invalid(name, "a list of strings", value);
    }

    /** The {@code match} of an optional dictionary of options; exact if absent. */
    MatchPolicy match(int index, String name) {
        Object value = dict(index, name).get("match");
        try {
            if (value == null || value instanceof String) {
                return MatchPolicy.of((String) value);
            }
        } catch (IllegalArgumentException e) {
            throw new WampException(Uris.INVALID_ARGUMENT, name + "." + e.getMessage());
        }
        throw invalid(name + ".match", "a string", value);
    }

    private Object arg(int index) {
        return index < args.size() ? args.get(index) : null;
    }

    // --- by keyword; null if absent

    String text(String key) {
        Object value = kwargs.get(key);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw invalid(key, "a string", value);
    }

    /**
     * A URI: what a session is told as the reason of something. Some clients take a reason that is
     * none for a violation.
     *
     * @throws WampException {@code wamp.error.invalid_uri}
     */
    String uri(String key) {
        String uri = text(key);
        if (uri != null && !Uris.isValid(uri)) {
            throw new WampException(Uris.INVALID_URI, key + " must be a URI: no white space, no empty component");
        }
        return uri;
    }

    boolean flag(String key) {
        Object value = kwargs.get(key);
        if (value == null || value instanceof Boolean) {
            return value != null && (Boolean) value;
        }
        throw invalid(key, "a boolean", value);
    }

    Long id(String key) {
        Object value = kwargs.get(key);
        return value == null ? null : (Long) toId(value, key);
    }

    Instant time(String key) {
        String text = text(key);
        try {
            return text == null ? null : Timestamps.parse(text);
        } catch (DateTimeException e) {
            throw new WampException(
                    Uris.INVALID_ARGUMENT, key + " must be a time as in RFC 3339, such as 2024-05-17T08:30:00.000Z");
        }
    }

    Map<String, Object> dict(String key) {
        return toDict(kwargs.get(key), key);
    }

    // --- conversions

    private static long toId(Object value, String name) {
        long id = Elements.integral(value);
        if (!RequestIds.isId(id)) {
            throw invalid(name, "an integer from 1 to 2^53", value);
        }
        return id;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> toDict(Object value, String name) {
        if (value == null || value instanceof Map) {
            return value == null ? Map.of() : (Map<String, Object>) value;
        }
        throw invalid(name, "a dictionary", value);
    }

    private static WampException invalid(String name, String expected, Object value) {
        return new WampException(
                Uris.INVALID_ARGUMENT, name + " must be " + expected + ", but is " + Elements.kindOf(value));
    }
}
