package io.camelwamp.router.permission;

import io.camelwamp.protocol.MatchPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An authorizer by rules: role and URI pattern say what is allowed, and what no rule allows is
 * denied.
 *
 * <p>Of the rules of a role that match a URI the most specific one decides alone: exact before the
 * longest prefix before wildcards. So a narrow rule can also take away what a broad one gives. A
 * pattern is granted only if one rule allows all of it and no rule within it forbids the action.
 *
 * <pre>{@code
 * Authorizer authorizer = RolePermissions.builder()
 *         .allow("backend", MatchPolicy.PREFIX, "", Action.values())
 *         .allow("frontend", MatchPolicy.PREFIX, "com.app.", Action.SUBSCRIBE, Action.CALL)
 *         .allow("frontend", MatchPolicy.EXACT, "com.app.audit")
 *         .build();
 * }</pre>
 *
 * <p>Instances are immutable and thread-safe.
 */
public final class RolePermissions implements Authorizer {
    /**
     * What a role may do with the URIs of a pattern.
     *
     * @param role the role, not null
     * @param match how {@code uri} is meant, not null
     * @param uri a URI or pattern, not null; the empty prefix is every URI
     * @param actions what is allowed; everything else is denied
     * @param granted the answer where the action is allowed: disclosure and trust level
     */
    public record Rule(String role, MatchPolicy match, String uri, Set<Action> actions, Permission granted) {
        /** Copies the set. */
        public Rule {
            Objects.requireNonNull(role, "role");
            Objects.requireNonNull(match, "match");
            Objects.requireNonNull(uri, "uri");
            actions = Set.copyOf(actions);
            if (!granted.allowed()) {
                throw new IllegalArgumentException(
                        "What a rule does not allow is denied: leave the action out instead of granting DENIED");
            }
        }
    }

    /** Collects rules; not thread-safe. */
    public static final class Builder {
        private final List<Rule> rules = new ArrayList<>();

        private Builder() {}

        /** Allows actions, and only these, on the URIs of a pattern; none forbids all. */
        public Builder allow(String role, MatchPolicy match, String uri, Action... actions) {
            return rule(new Rule(role, match, uri, Set.of(actions), Permission.GRANTED));
        }

        /** Adds a rule. */
        public Builder rule(Rule rule) {
            rules.add(rule);
            return this;
        }

        /**
         * Makes the authorizer.
         *
         * @throws IllegalArgumentException if two rules are for the same role and pattern
         */
        public RolePermissions build() {
            return new RolePermissions(rules);
        }
    }

    private record Entry(UriPattern pattern, Rule rule, CompletableFuture<Permission> granted) {}

    private static final class Role {
        final Map<String, Entry> exact = new HashMap<>();

        /** The most specific first. */
        final List<Entry> patterns = new ArrayList<>();
    }

    private static final Comparator<Entry> MOST_SPECIFIC_FIRST = Comparator.<Entry, MatchPolicy>comparing(
                    entry -> entry.pattern().match())
            .thenComparing(entry -> entry.pattern().uri().length(), Comparator.reverseOrder());

    private final CompletableFuture<Permission> denied = CompletableFuture.completedFuture(Permission.DENIED);
    private final Map<String, Role> roles = new HashMap<>();

    private RolePermissions(List<Rule> rules) {
        for (Rule rule : rules) {
            add(rule);
        }
        roles.values().forEach(role -> role.patterns.sort(MOST_SPECIFIC_FIRST));
    }

    private void add(Rule rule) {
        UriPattern pattern = new UriPattern(rule.match(), rule.uri());
        Entry entry = new Entry(pattern, rule, CompletableFuture.completedFuture(rule.granted()));
        Role role = roles.computeIfAbsent(rule.role(), name -> new Role());
        boolean duplicate = rule.match() == MatchPolicy.EXACT
                ? role.exact.putIfAbsent(rule.uri(), entry) != null
                : role.patterns.stream().anyMatch(other -> other.pattern().equals(pattern));
        if (duplicate) {
            throw new IllegalArgumentException("The role '" + rule.role() + "' has two rules for "
                    + rule.match().wireName() + " '" + rule.uri() + "': join them into one");
        }
        if (rule.match() != MatchPolicy.EXACT) {
            role.patterns.add(entry);
        }
    }

    /** Begins a set of rules. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CompletionStage<Permission> authorize(AccessRequest request) {
        Role role = roles.get(request.identity().authrole());
        Entry entry = role == null ? null : deciding(role, request);
        return entry != null && entry.rule().actions().contains(request.action()) ? entry.granted() : denied;
    }

    private static Entry deciding(Role role, AccessRequest request) {
        UriPattern asked = new UriPattern(request.match(), request.uri());
        if (request.match() == MatchPolicy.EXACT) {
            Entry exact = role.exact.get(request.uri());
            return exact != null ? exact : covering(role, asked);
        }
        Entry covering = covering(role, asked);
        return covering == null || forbidsPartOf(role, asked, covering, request.action()) ? null : covering;
    }

    private static Entry covering(Role role, UriPattern asked) {
        for (Entry entry : role.patterns) {
            if (entry.pattern().covers(asked)) {
                return entry;
            }
        }
        return null;
    }

    /** Whether a rule that is not for all of the pattern takes some of it away from the rule that is. */
    private static boolean forbidsPartOf(Role role, UriPattern asked, Entry covering, Action action) {
        for (Entry entry : role.exact.values()) {
            if (!entry.rule().actions().contains(action) && entry.pattern().overlaps(asked)) {
                return true;
            }
        }
        for (Entry entry : role.patterns) {
            if (entry == covering) {
                // What follows is less specific, and decides about nothing that this one matches.
                return false;
            }
            if (!entry.rule().actions().contains(action) && entry.pattern().overlaps(asked)) {
                return true;
            }
        }
        return false;
    }
}
