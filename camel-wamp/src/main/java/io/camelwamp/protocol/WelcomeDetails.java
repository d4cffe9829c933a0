package io.camelwamp.protocol;

import java.util.Map;

/**
 * What a router tells when a client has joined (spec: basic/sessions.md;
 * advanced/authentication.md).
 *
 * @param values all entries, unmodifiable
 */
public record WelcomeDetails(Map<String, Object> values) implements Attributes {
    private static final Schema SCHEMA = Schema.of("WELCOME.Details")
            .roles("broker", "dealer")
            .texts("realm", "authid", "authrole", "authmethod", "authprovider", "agent")
            .dicts("authextra");

    /**
     * Checks the known keys.
     *
     * @throws WampException.ProtocolViolation if one has a value of the wrong type
     */
    public WelcomeDetails {
        values = SCHEMA.check(values, "roles");
    }

    /** A copy with one more entry; null takes the key away. */
    public WelcomeDetails with(String key, Object value) {
        return new WelcomeDetails(valuesWith(key, value));
    }

    /** The router's roles with their features. */
    public Map<String, Object> roles() {
        return dict("roles");
    }

    /** The realm joined, or null if the router does not say. */
    public String realm() {
        return text("realm");
    }

    /** The identity given, or null. */
    public String authid() {
        return text("authid");
    }

    /** The role given, or null. */
    public String authrole() {
        return text("authrole");
    }

    /** The method used, or null. */
    public String authmethod() {
        return text("authmethod");
    }
}
