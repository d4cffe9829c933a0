package io.camelwamp.protocol;

import java.util.List;
import java.util.Map;

/**
 * Options of a publication (spec: basic/publish_subscribe.md; advanced/pubsub_*.md).
 *
 * @param values all entries, unmodifiable
 */
public record PublishOptions(Map<String, Object> values) implements Attributes {
    /** An empty dictionary. */
    public static final PublishOptions NONE;

    private static final Schema SCHEMA = Schema.of("PUBLISH.Options")
            .bools("acknowledge", "exclude_me", "disclose_me", "retain")
            .idLists("exclude", "eligible")
            .textLists("exclude_authid", "exclude_authrole", "eligible_authid", "eligible_authrole")
            .texts("rkey", "ppt_scheme", "ppt_serializer", "ppt_cipher", "ppt_keyid", "transaction_hash")
            .dictLists("forward_for");

    private static final List<String> WHITELISTS = List.of("eligible", "eligible_authid", "eligible_authrole");

    static {
        NONE = new PublishOptions(Map.of());
    }

    /**
     * Checks the known keys.
     *
     * @throws WampException.ProtocolViolation if one has a value of the wrong type
     */
    public PublishOptions {
        values = SCHEMA.check(values);
    }

    /** The dictionary for these entries; shares one instance for none. */
    public static PublishOptions of(Map<String, Object> values) {
        return values.isEmpty() ? NONE : new PublishOptions(values);
    }

    /** A copy with one more entry; null takes the key away. */
    public PublishOptions with(String key, Object value) {
        return new PublishOptions(valuesWith(key, value));
    }

    /**
     * Whether a list of eligible receivers is there and empty, so that nobody may get the event.
     * Brokers in the field take such a list for none at all and deliver to everybody, so better
     * send nothing.
     */
    public boolean reachesNobody() {
        for (String key : WHITELISTS) {
            List<Object> receivers = list(key);
            if (receivers != null && receivers.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Whether the broker answers with PUBLISHED or ERROR. */
    public boolean acknowledge() {
        return flag("acknowledge", false);
    }

    /** Whether the publisher itself gets no event; true if absent. */
    public boolean excludeMe() {
        return flag("exclude_me", true);
    }

    /** Whether the publisher asks to be disclosed. */
    public boolean discloseMe() {
        return flag("disclose_me", false);
    }

    /** Whether the broker keeps the event for later subscribers. */
    public boolean retain() {
        return flag("retain", false);
    }
}
