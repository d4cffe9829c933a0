package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.access.UriPattern;
import io.camelwamp.protocol.MatchPolicy;
import java.util.List;
import java.util.Set;

/**
 * An API key: who an application is, and what it may do. The token itself is not kept.
 *
 * @param name the owner of what is registered with the key; stays when the token is replaced
 * @param hash the SHA-256 of the token
 * @param actions what the key may be used for
 * @param patterns which topics and procedures it is for
 */
record ApiKey(String name, TokenHash hash, Set<Action> actions, List<UriPattern> patterns) {
    ApiKey {
        actions = Set.copyOf(actions);
        patterns = List.copyOf(patterns);
    }

    /** Tells whether the key is for an action on a topic or procedure, or on a pattern of such. */
    boolean permits(Action action, String uri, MatchPolicy match) {
        return actions.contains(action) && patterns.stream().anyMatch(pattern -> pattern.covers(uri, match));
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "key " + name;
    }
}
