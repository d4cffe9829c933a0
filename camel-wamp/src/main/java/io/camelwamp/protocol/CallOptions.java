package io.camelwamp.protocol;

import java.util.Map;

/**
 * Options of a call (spec: basic/remote_procedure_call.md; advanced/rpc_*.md).
 *
 * @param values all entries, unmodifiable
 */
public record CallOptions(Map<String, Object> values) implements Attributes {
    /** An empty dictionary. */
    public static final CallOptions NONE;

    private static final Schema SCHEMA = Schema.of("CALL.Options")
            .bools("receive_progress", "progress", "disclose_me")
            .integers("timeout")
            .texts(
                    "rkey",
                    "runmode",
                    "ppt_scheme",
                    "ppt_serializer",
                    "ppt_cipher",
                    "ppt_keyid",
                    "transaction_hash",
                    "caller_authid",
                    "caller_authrole")
            .ids("caller")
            .dictLists("forward_for");

    static {
        NONE = new CallOptions(Map.of());
    }

    /**
     * Checks the known keys.
     *
     * @throws WampException.ProtocolViolation if one has a value of the wrong type
     */
    public CallOptions {
        values = SCHEMA.check(values);
    }

    /** The dictionary for these entries; shares one instance for none. */
    public static CallOptions of(Map<String, Object> values) {
        return values.isEmpty() ? NONE : new CallOptions(values);
    }

    /** A copy with one more entry; null takes the key away. */
    public CallOptions with(String key, Object value) {
        return new CallOptions(valuesWith(key, value));
    }

    /** Whether progressive results are wanted. */
    public boolean receiveProgress() {
        return flag("receive_progress", false);
    }

    /** Whether more invocations with the same request id follow. */
    public boolean progress() {
        return flag("progress", false);
    }

    /** Milliseconds until the dealer cancels the call; 0 means never. */
    public long timeout() {
        return number("timeout") == null ? 0 : number("timeout");
    }

    /** Whether the caller asks to be disclosed. */
    public boolean discloseMe() {
        return flag("disclose_me", false);
    }
}
