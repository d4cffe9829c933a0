package io.camelwamp.protocol;

import java.util.Map;

/**
 * Options of CANCEL (spec: advanced/rpc_call_canceling.md).
 *
 * @param values all entries, unmodifiable
 */
public record CancelOptions(Map<String, Object> values) implements Attributes {
    /** An empty dictionary. */
    public static final CancelOptions NONE;

    private static final Schema SCHEMA = Schema.of("CANCEL.Options")
            .oneOf("mode", "skip", "kill", "killnowait")
            .dictLists("forward_for");

    static {
        NONE = new CancelOptions(Map.of());
    }

    /**
     * Checks the known keys.
     *
     * @throws WampException.ProtocolViolation if one has a value of the wrong type
     */
    public CancelOptions {
        values = SCHEMA.check(values);
    }

    /** The dictionary for these entries; shares one instance for none. */
    public static CancelOptions of(Map<String, Object> values) {
        return values.isEmpty() ? NONE : new CancelOptions(values);
    }

    /** A copy with one more entry; null takes the key away. */
    public CancelOptions with(String key, Object value) {
        return new CancelOptions(valuesWith(key, value));
    }

    /** The mode; killnowait where the sender left it out. */
    public CancelMode mode() {
        return CancelMode.of(text("mode"));
    }
}
