package io.camelwamp.protocol;

import java.util.Map;

/**
 * Options of INTERRUPT (spec: advanced/rpc_call_canceling.md).
 *
 * @param values all entries, unmodifiable
 */
public record InterruptOptions(Map<String, Object> values) implements Attributes {
    /** An empty dictionary. */
    public static final InterruptOptions NONE;

    private static final Schema SCHEMA = Schema.of("INTERRUPT.Options")
            .oneOf("mode", "skip", "kill", "killnowait")
            .texts("reason")
            .dictLists("forward_for");

    static {
        NONE = new InterruptOptions(Map.of());
    }

    /**
     * Checks the known keys.
     *
     * @throws WampException.ProtocolViolation if one has a value of the wrong type
     */
    public InterruptOptions {
        values = SCHEMA.check(values);
    }

    /** The dictionary for these entries; shares one instance for none. */
    public static InterruptOptions of(Map<String, Object> values) {
        return values.isEmpty() ? NONE : new InterruptOptions(values);
    }

    /** A copy with one more entry; null takes the key away. */
    public InterruptOptions with(String key, Object value) {
        return new InterruptOptions(valuesWith(key, value));
    }

    /** The mode; killnowait where the router left it out. */
    public CancelMode mode() {
        return CancelMode.of(text("mode"));
    }

    /** Why the call was cancelled, as a URI, or null. */
    public String reason() {
        return text("reason");
    }
}
