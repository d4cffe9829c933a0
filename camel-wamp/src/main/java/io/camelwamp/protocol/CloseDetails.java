package io.camelwamp.protocol;

import java.util.Map;

/**
 * Details of ABORT and GOODBYE (spec: basic/sessions.md).
 *
 * @param values all entries, unmodifiable
 */
public record CloseDetails(Map<String, Object> values) implements Attributes {
    /** An empty dictionary. */
    public static final CloseDetails NONE;

    private static final Schema SCHEMA = Schema.of("ABORT/GOODBYE.Details").texts("message");

    static {
        NONE = new CloseDetails(Map.of());
    }

    /**
     * Checks the known keys.
     *
     * @throws WampException.ProtocolViolation if one has a value of the wrong type
     */
    public CloseDetails {
        values = SCHEMA.check(values);
    }

    /** The dictionary for these entries; shares one instance for none. */
    public static CloseDetails of(Map<String, Object> values) {
        return values.isEmpty() ? NONE : new CloseDetails(values);
    }

    /** A copy with one more entry; null takes the key away. */
    public CloseDetails with(String key, Object value) {
        return new CloseDetails(valuesWith(key, value));
    }

    /** A text for people, or null. */
    public String message() {
        return text("message");
    }
}
