package io.camelwamp.protocol;

import java.util.Map;

/**
 * Details of an event (spec: basic/publish_subscribe.md; advanced/pubsub_*.md).
 *
 * @param values all entries, unmodifiable
 */
public record EventDetails(Map<String, Object> values) implements Attributes {
    /** An empty dictionary. */
    public static final EventDetails NONE;

    private static final Schema SCHEMA = Schema.of("EVENT.Details")
            .ids("publisher")
            .texts(
                    "topic",
                    "publisher_authid",
                    "publisher_authrole",
                    "ppt_scheme",
                    "ppt_serializer",
                    "ppt_cipher",
                    "ppt_keyid",
                    "transaction_hash")
            .integers("trustlevel")
            .bools("retained", "x_acknowledged_delivery")
            .dictLists("forward_for");

    static {
        NONE = new EventDetails(Map.of());
    }

    /**
     * Checks the known keys.
     *
     * @throws WampException.ProtocolViolation if one has a value of the wrong type
     */
    public EventDetails {
        values = SCHEMA.check(values);
    }

    /** The dictionary for these entries; shares one instance for none. */
    public static EventDetails of(Map<String, Object> values) {
        return values.isEmpty() ? NONE : new EventDetails(values);
    }

    /** A copy with one more entry; null takes the key away. */
    public EventDetails with(String key, Object value) {
        return new EventDetails(valuesWith(key, value));
    }

    /**
     * The topic published to; null where the subscription is exact and the router leaves it out.
     */
    public String topic() {
        return text("topic");
    }

    /** The publisher's session id if disclosed, else null. */
    public Long publisher() {
        return number("publisher");
    }

    /** Whether this event was kept from before the subscription. */
    public boolean retained() {
        return flag("retained", false);
    }
}
