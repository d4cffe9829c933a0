package io.camelwamp.protocol;

import java.util.Map;

/**
 * Details of an invocation (spec: basic/remote_procedure_call.md; advanced/rpc_*.md).
 *
 * @param values all entries, unmodifiable
 */
public record InvocationDetails(Map<String, Object> values) implements Attributes {
    /** An empty dictionary. */
    public static final InvocationDetails NONE;

    private static final Schema SCHEMA = Schema.of("INVOCATION.Details")
            .bools("receive_progress", "progress")
            .ids("caller")
            .texts(
                    "caller_authid",
                    "caller_authrole",
                    "procedure",
                    "ppt_scheme",
                    "ppt_serializer",
                    "ppt_cipher",
                    "ppt_keyid",
                    "transaction_hash")
            .integers("trustlevel", "timeout")
            .dictLists("forward_for");

    static {
        NONE = new InvocationDetails(Map.of());
    }

    /**
     * Checks the known keys.
     *
     * @throws WampException.ProtocolViolation if one has a value of the wrong type
     */
    public InvocationDetails {
        values = SCHEMA.check(values);
    }

    /** The dictionary for these entries; shares one instance for none. */
    public static InvocationDetails of(Map<String, Object> values) {
        return values.isEmpty() ? NONE : new InvocationDetails(values);
    }

    /** A copy with one more entry; null takes the key away. */
    public InvocationDetails with(String key, Object value) {
        return new InvocationDetails(valuesWith(key, value));
    }

    /** Whether the caller wants progressive results. */
    public boolean receiveProgress() {
        return flag("receive_progress", false);
    }

    /** Whether more parts of the same invocation follow. */
    public boolean progress() {
        return flag("progress", false);
    }

    /** The procedure called; null where the registration is exact and the router leaves it out. */
    public String procedure() {
        return text("procedure");
    }

    /** Milliseconds until the callee is to end the call; 0 if that is not its business. */
    public long timeout() {
        return number("timeout") == null ? 0 : number("timeout");
    }

    /** The caller's session id if disclosed, else null. */
    public Long caller() {
        return number("caller");
    }
}
