package io.camelwamp.router;

import io.camelwamp.protocol.MatchPolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Values by URI and match policy, found by the URIs that they match; what subscriptions and
 * registrations have in common.
 */
final class PatternTable<V> {
    private final Map<String, V> exact = new HashMap<>();
    private final PrefixIndex<V> prefixes = new PrefixIndex<>();
    private final WildcardIndex<V> wildcards = new WildcardIndex<>();
    private int size;

    /** The value of exactly this pair, or null. */
    V get(MatchPolicy match, String uri) {
        return switch (match) {
            case EXACT -> exact.get(uri);
            case PREFIX -> prefixes.get(uri);
            case WILDCARD -> wildcards.get(uri);
        };
    }

    /** Adds a value for a pair that has none. */
    void add(MatchPolicy match, String uri, V value) {
        switch (match) {
            case EXACT -> exact.put(uri, value);
            case PREFIX -> prefixes.put(uri, value);
            case WILDCARD -> wildcards.put(uri, value);
        }
        size++;
    }

    /** Takes the value of a pair away that has one. */
    void remove(MatchPolicy match, String uri) {
        switch (match) {
            case EXACT -> exact.remove(uri);
            case PREFIX -> prefixes.remove(uri);
            case WILDCARD -> wildcards.remove(uri);
        }
        size--;
    }

    /**
     * Visits every value whose pattern matches a URI, each once: exact, then prefixes, then
     * wildcards.
     */
    void forEachMatch(String uri, Consumer<? super V> visitor) {
        V value = exact.get(uri);
        if (value != null) {
            visitor.accept(value);
        }
        prefixes.forEachPrefixOf(uri, visitor);
        wildcards.forEachMatch(uri, visitor);
    }

    /**
     * The one value that a URI goes to: exact before the longest prefix before the most specific
     * wildcard (spec: advanced/rpc_pattern_based_registration.md); null if none matches.
     *
     * <p>Of the prefixes of one URI the longest text is also the one with the most components.
     */
    V bestMatch(String uri) {
        V value = exact.get(uri);
        if (value == null) {
            value = prefixes.longestPrefixOf(uri);
        }
        return value != null ? value : wildcards.mostSpecificMatch(uri);
    }

    /** How many pairs have a value. */
    int size() {
        return size;
    }

    /** Whether no structure is left behind; stronger than {@code size() == 0}. */
    boolean isEmpty() {
        return exact.isEmpty() && prefixes.isEmpty() && wildcards.isEmpty();
    }
}
