package io.camelwamp.protocol;

import java.util.Map;

/**
 * Options of a registration (spec: basic/remote_procedure_call.md; advanced/rpc_*.md).
 *
 * @param values all entries, unmodifiable
 */
public record RegisterOptions(Map<String, Object> values) implements Attributes {
    /** An empty dictionary. */
    public static final RegisterOptions NONE;

    private static final Schema SCHEMA = Schema.of("REGISTER.Options")
            .oneOf("match", "exact", "prefix", "wildcard")
            .oneOf("invoke", "single", "roundrobin", "random", "first", "last")
            .bools("disclose_caller", "forward_timeout", "force_reregister")
            .positive("concurrency")
            .dictLists("forward_for");

    static {
        NONE = new RegisterOptions(Map.of());
    }

    /**
     * Checks the known keys.
     *
     * @throws WampException.ProtocolViolation if one has a value of the wrong type
     */
    public RegisterOptions {
        values = SCHEMA.check(values);
    }

    /** The dictionary for these entries; shares one instance for none. */
    public static RegisterOptions of(Map<String, Object> values) {
        return values.isEmpty() ? NONE : new RegisterOptions(values);
    }

    /** A copy with one more entry; null takes the key away. */
    public RegisterOptions with(String key, Object value) {
        return new RegisterOptions(valuesWith(key, value));
    }

    /** The invocation policy of shared registrations; single if absent. */
    public String invoke() {
        return values().get("invoke") == null ? "single" : text("invoke");
    }
}
