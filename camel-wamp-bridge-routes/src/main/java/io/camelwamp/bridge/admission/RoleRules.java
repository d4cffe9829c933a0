package io.camelwamp.bridge.admission;

import io.camelwamp.bridge.access.UriPattern;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.router.permission.Action;
import io.camelwamp.router.permission.Authorizer;
import io.camelwamp.router.permission.Permission;
import io.camelwamp.router.permission.RolePermissions;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What roles may do: rules such as {@code subscribe com.example.*}, separated by commas. Immutable.
 *
 * <p>A rule is actions, a space, and a {@link UriPattern}; actions are separated by commas, too, or {@code *} for all, or
 * {@code none}. Of the rules that match a URI the most specific one decides, as {@link RolePermissions} has it; rules of
 * one role for the same pattern add up.
 */
public final class RoleRules {
    private static final String ALL = "*";
    private static final String NONE = "none";
    private static final String WORDS =
            Arrays.stream(Action.values()).map(RoleRules::word).collect(Collectors.joining(", "));

    private final Map<String, Map<UriPattern, Set<Action>>> rules = new TreeMap<>();

    /**
     * Reads the rules of roles by the names of the roles; no role at all means that everybody may do everything.
     *
     * @throws IllegalArgumentException if a rule is malformed; the text names it and its role
     */
    public static RoleRules parse(Map<String, String> texts) {
        RoleRules parsed = new RoleRules();
        texts.forEach((role, text) -> parsed.rules.put(role, rules(role, text)));
        return parsed;
    }

    private static Map<UriPattern, Set<Action>> rules(String role, String text) {
        Map<UriPattern, Set<Action>> rules = new LinkedHashMap<>();
        Set<Action> actions = EnumSet.noneOf(Action.class);
        boolean open = false;
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            String[] words = part.strip().split("\\s+");
            try {
                actions.addAll(actions(words[0]));
                open = words.length == 1;
                if (words.length > 2) {
                    throw new IllegalArgumentException("there are too many words in '" + part.strip() + "'");
                }
                if (!open) {
                    rules.computeIfAbsent(UriPattern.parse(words[1]), absent -> EnumSet.noneOf(Action.class))
                            .addAll(actions);
                    actions.clear();
                }
            } catch (IllegalArgumentException e) {
                throw malformed(role, e.getMessage());
            }
        }
        if (open) {
            throw malformed(role, "the last rule has no pattern of URIs");
        }
        return rules;
    }

    private static IllegalArgumentException malformed(String role, String why) {
        return new IllegalArgumentException("bridge.router.roles." + role + " is malformed: " + why
                + "; write rules such as 'subscribe com.example.*'");
    }

    private static Set<Action> actions(String word) {
        if (word.equals(ALL)) {
            return EnumSet.allOf(Action.class);
        }
        if (word.equals(NONE)) {
            return Set.of();
        }
        return Arrays.stream(Action.values())
                .filter(action -> word(action).equals(word))
                .findFirst()
                .map(Set::of)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + word + "' is no action: there are " + WORDS + ", * for all, and none"));
    }

    private static String word(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    /** Whether there are any roles; otherwise everybody may do everything. */
    public boolean restrict() {
        return !rules.isEmpty();
    }

    /** Whether there is anything that a role may not do, as far as rules go; the trusted one needs rules of its own for it. */
    public boolean restrict(String role) {
        return restrict() && (rules.containsKey(role) || !role.equals(Admission.TRUSTED));
    }

    /** Whether a role may do anything at all: it has rules, is trusted, or there are no roles. */
    public boolean know(String role) {
        return rules.isEmpty() || rules.containsKey(role) || role.equals(Admission.TRUSTED);
    }

    /** The names of the roles that have rules. */
    public Set<String> roles() {
        return Collections.unmodifiableSet(new TreeSet<>(rules.keySet()));
    }

    /** Decides by the rules. */
    Authorizer authorizer() {
        if (rules.isEmpty()) {
            return Authorizer.ALLOW_ALL;
        }
        RolePermissions.Builder builder = RolePermissions.builder();
        rules.forEach((role, patterns) -> patterns.forEach((pattern, actions) -> builder.rule(
                new RolePermissions.Rule(role, pattern.match(), pattern.text(), actions, Permission.GRANTED))));
        if (!rules.containsKey(Admission.TRUSTED)) {
            builder.allow(Admission.TRUSTED, MatchPolicy.PREFIX, "", Action.values());
        }
        return builder.build();
    }

    @Override
    public String toString() {
        return rules.isEmpty() ? "everything for everybody" : "roles " + rules.keySet();
    }
}
