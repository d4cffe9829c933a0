package io.camelwamp.protocol;

import java.util.Map;

/**
 * Options of a subscription (spec: basic/publish_subscribe.md; advanced/pubsub_*.md).
 *
 * @param values all entries, unmodifiable
 */
public record SubscribeOptions(Map<String, Object> values) implements Attributes {
    /** An empty dictionary. */
    public static final SubscribeOptions NONE;

    private static final Schema SCHEMA = Schema.of("SUBSCRIBE.Options")
            .oneOf("match", "exact", "prefix", "wildcard")
            .bools("get_retained")
            .texts("nkey")
            .dictLists("forward_for");

    static {
        NONE = new SubscribeOptions(Map.of());
    }

    /**
     * Checks the known keys.
     *
     * @throws WampException.ProtocolViolation if one has a value of the wrong type
     */
    public SubscribeOptions {
        values = SCHEMA.check(values);
    }

    /** The dictionary for these entries; shares one instance for none. */
    public static SubscribeOptions of(Map<String, Object> values) {
        return values.isEmpty() ? NONE : new SubscribeOptions(values);
    }

    /** A copy with one more entry; null takes the key away. */
    public SubscribeOptions with(String key, Object value) {
        return new SubscribeOptions(valuesWith(key, value));
    }

    /** Whether the retained event is wanted at once. */
    public boolean getRetained() {
        return flag("get_retained", false);
    }
}
