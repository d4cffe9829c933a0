package io.camelwamp.protocol;

import java.util.Map;

/**
 * Options of a result on its way from the callee (spec: basic/remote_procedure_call.md;
 * advanced/rpc_progressive_call_results.md).
 *
 * @param values all entries, unmodifiable
 */
public record YieldOptions(Map<String, Object> values) implements Attributes {
    /** An empty dictionary. */
    public static final YieldOptions NONE;

    private static final Schema SCHEMA = Schema.of("YIELD.Options")
            .bools("progress")
            .ids("callee")
            .texts("callee_authid", "callee_authrole", "ppt_scheme", "ppt_serializer", "ppt_cipher", "ppt_keyid")
            .dictLists("forward_for");

    static {
        NONE = new YieldOptions(Map.of());
    }

    /**
     * Checks the known keys.
     *
     * @throws WampException.ProtocolViolation if one has a value of the wrong type
     */
    public YieldOptions {
        values = SCHEMA.check(values);
    }

    /** The dictionary for these entries; shares one instance for none. */
    public static YieldOptions of(Map<String, Object> values) {
        return values.isEmpty() ? NONE : new YieldOptions(values);
    }

    /** A copy with one more entry; null takes the key away. */
    public YieldOptions with(String key, Object value) {
        return new YieldOptions(valuesWith(key, value));
    }

    /** Whether more results follow. */
    public boolean progress() {
        return flag("progress", false);
    }
}
