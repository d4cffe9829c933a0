package io.camelwamp.bridge;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The options of a service: its own, and those for many services, where it has none of its own.
 *
 * @param given all settings of the bridge
 * @param prefixes what keys begin with, the service's own first
 */
record InheritedOptions(Map<String, String> given, List<String> prefixes) {
    /** Of each line only one may be set, so whoever sets one of its own does not inherit another one. */
    private static final List<List<Set<String>>> CHOICES = List.of(
            List.of(Set.of("sessionSecret"), Set.of("sessionSecretFile")),
            List.of(
                    Set.of("bearerToken"),
                    Set.of("username", "password"),
                    Set.of("apiKey"),
                    Set.of("tokenUrl", "clientId", "clientSecret")));

    /** The value of an option, which may be empty; null if there is none. */
    String value(String option) {
        for (String prefix : prefixes) {
            String value = given.get(prefix + option);
            if (value != null || hasAlternative(prefix, option)) {
                return value;
            }
        }
        return null;
    }

    private boolean hasAlternative(String prefix, String option) {
        return CHOICES.stream()
                .filter(choice -> choice.stream().anyMatch(one -> one.contains(option)))
                .flatMap(List::stream)
                .filter(one -> !one.contains(option))
                .flatMap(Set::stream)
                .map(other -> given.get(prefix + other))
                .anyMatch(value -> value != null && !value.isEmpty());
    }

    /** Without values, some of which are secrets. */
    @Override
    public String toString() {
        return "options of " + prefixes;
    }
}
