package io.camelwamp.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An Options or Details dictionary: known keys have been checked for their types, unknown ones are
 * kept (spec: basic/messages.md, section Extensibility).
 *
 * <p>Implementations are records around an unmodifiable map; the accessors here read it.
 */
public interface Attributes {
    /** All entries, known or not; unmodifiable, in the order of the wire. */
    Map<String, Object> values();

    /** Tells whether there are no entries. */
    default boolean isEmpty() {
        return values().isEmpty();
    }

    /** A boolean entry, or the given default if absent. */
    default boolean flag(String key, boolean ifAbsent) {
        Object value = values().get(key);
        return value == null ? ifAbsent : (Boolean) value;
    }

    /** A text entry, or null if absent. */
    default String text(String key) {
        return (String) values().get(key);
    }

    /** An id or integer entry, or null if absent. */
    default Long number(String key) {
        return (Long) values().get(key);
    }

    /** A list of ids or texts, or null if absent. */
    @SuppressWarnings("unchecked")
    default <T> List<T> list(String key) {
        return (List<T>) values().get(key);
    }

    /** A dictionary entry, or null if absent. */
    @SuppressWarnings("unchecked")
    default Map<String, Object> dict(String key) {
        return (Map<String, Object>) values().get(key);
    }

    /** The match policy of a SUBSCRIBE or REGISTER. */
    default MatchPolicy match() {
        return MatchPolicy.of(text("match"));
    }

    /** A copy of the entries with one more; null takes the key away. */
    default Map<String, Object> valuesWith(String key, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(values());
        if (value == null) {
            copy.remove(key);
        } else {
            copy.put(key, value);
        }
        return Collections.unmodifiableMap(copy);
    }
}
