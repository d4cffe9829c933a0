package io.camelwamp.protocol;

import java.util.List;
import java.util.Map;

/**
 * What a client announces when it joins (spec: basic/sessions.md; advanced/authentication.md).
 *
 * @param values all entries, unmodifiable
 */
public record HelloDetails(Map<String, Object> values) implements Attributes {
    private static final Schema SCHEMA = Schema.of("HELLO.Details")
            .roles("publisher", "subscriber", "caller", "callee")
            .textLists("authmethods")
            .texts("authid", "authrole", "agent")
            .dicts("authextra");

    /**
     * Checks the known keys.
     *
     * @throws WampException.ProtocolViolation if one has a value of the wrong type
     */
    public HelloDetails {
        values = SCHEMA.check(values, "roles");
    }

    /** A copy with one more entry; null takes the key away. */
    public HelloDetails with(String key, Object value) {
        return new HelloDetails(valuesWith(key, value));
    }

    /** The announced roles with their features. */
    public Map<String, Object> roles() {
        return dict("roles");
    }

    /** Authentication methods in order of preference, or null. */
    public List<String> authmethods() {
        return list("authmethods");
    }

    /** The claimed identity, or null. */
    public String authid() {
        return text("authid");
    }

    /** Data of the authentication method, or null. */
    public Map<String, Object> authextra() {
        return dict("authextra");
    }
}
