package io.camelwamp.protocol;

import java.util.Map;

/**
 * What a router says when it takes a subscription or registration away (spec:
 * advanced/pubsub_subscription_revocation.md, advanced/rpc_registration_revocation.md).
 *
 * @param values all entries, unmodifiable
 */
public record RevocationDetails(Map<String, Object> values) implements Attributes {
    /** An empty dictionary. */
    public static final RevocationDetails NONE;

    private static final Schema SCHEMA = Schema.of("UNSUBSCRIBED/UNREGISTERED.Details")
            .ids("subscription", "registration")
            .texts("reason");

    static {
        NONE = new RevocationDetails(Map.of());
    }

    /**
     * Checks the known keys.
     *
     * @throws WampException.ProtocolViolation if one has a value of the wrong type
     */
    public RevocationDetails {
        values = SCHEMA.check(values);
    }

    /** The dictionary for these entries; shares one instance for none. */
    public static RevocationDetails of(Map<String, Object> values) {
        return values.isEmpty() ? NONE : new RevocationDetails(values);
    }

    /** A copy with one more entry; null takes the key away. */
    public RevocationDetails with(String key, Object value) {
        return new RevocationDetails(valuesWith(key, value));
    }

    /** The subscription's id, or null. */
    public Long subscription() {
        return number("subscription");
    }

    /** The registration's id, or null. */
    public Long registration() {
        return number("registration");
    }

    /** Why, or null. */
    public String reason() {
        return text("reason");
    }
}
