package io.camelwamp.protocol;

import java.util.Map;

/**
 * Details of a result (spec: basic/remote_procedure_call.md;
 * advanced/rpc_progressive_call_results.md).
 *
 * @param values all entries, unmodifiable
 */
public record ResultDetails(Map<String, Object> values) implements Attributes {
    /** An empty dictionary. */
    public static final ResultDetails NONE;

    private static final Schema SCHEMA = Schema.of("RESULT.Details")
            .bools("progress")
            .ids("callee")
            .texts("callee_authid", "callee_authrole", "ppt_scheme", "ppt_serializer", "ppt_cipher", "ppt_keyid")
            .dictLists("forward_for");

    static {
        NONE = new ResultDetails(Map.of());
    }

    /**
     * Checks the known keys.
     *
     * @throws WampException.ProtocolViolation if one has a value of the wrong type
     */
    public ResultDetails {
        values = SCHEMA.check(values);
    }

    /** The dictionary for these entries; shares one instance for none. */
    public static ResultDetails of(Map<String, Object> values) {
        return values.isEmpty() ? NONE : new ResultDetails(values);
    }

    /** A copy with one more entry; null takes the key away. */
    public ResultDetails with(String key, Object value) {
        return new ResultDetails(valuesWith(key, value));
    }

    /** Whether more results follow. */
    public boolean progress() {
        return flag("progress", false);
    }
}
