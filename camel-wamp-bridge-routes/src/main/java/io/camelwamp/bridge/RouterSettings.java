package io.camelwamp.bridge;

import io.camelwamp.bridge.admission.AdmissionSettings;
import io.camelwamp.bridge.admission.RoleRules;
import io.camelwamp.router.MetaAccess;
import io.camelwamp.router.auth.AnonymousMethod;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings of who may join the embedded router and do what there: {@code bridge.router.…}. */
final class RouterSettings {
    private static final String ROUTER = "router.";
    private static final String ROLES = ROUTER + "roles.";
    private static final String PREFIX = SettingKeys.PREFIX + ROUTER;
    private static final Set<String> OPTIONS =
            Set.of("usersFile", "authMethods", "anonymousRole", "cookies", "metaAccess");

    private final Map<String, String> given;

    /**
     * The settings among others.
     *
     * @param given all settings of the bridge
     */
    RouterSettings(Map<String, String> given) {
        this.given = given;
    }

    /** Adds the keys, without the prefix of all settings, that could be meant by a given one. */
    static void addKeys(String key, Collection<String> names) {
        OPTIONS.forEach(option -> names.add(ROUTER + option));
        String[] parts = key.split("\\.", 4);
        if (parts.length == 4 && !parts[3].isEmpty()) {
            names.add(ROLES + parts[3]);
        }
    }

    /** One of the settings that were given, or null. */
    String any() {
        return given.keySet().stream()
                .filter(key -> key.startsWith(PREFIX))
                .sorted()
                .findFirst()
                .orElse(null);
    }

    /**
     * What they say.
     *
     * @throws IllegalArgumentException if one is impossible or contradicts another
     */
    AdmissionSettings admission() {
        String file = text("usersFile", "");
        List<String> methods = Arrays.stream(text("authMethods", "").split(","))
                .map(String::trim)
                .filter(method -> !method.isEmpty())
                .distinct()
                .toList();
        AdmissionSettings admission = new AdmissionSettings(
                file.isEmpty() ? null : Path.of(file),
                methods,
                text("anonymousRole", AnonymousMethod.NAME),
                RoleRules.parse(roles()),
                SettingValues.flag(PREFIX + "cookies", text("cookies", "false")),
                metaAccess());
        if (given.containsKey(PREFIX + "anonymousRole") && !admission.admitsAnonymous()) {
            throw new IllegalArgumentException(PREFIX + "anonymousRole has no effect, as anonymous clients are not let"
                    + " in: add anonymous to " + PREFIX + "authMethods");
        }
        return admission;
    }

    /**
     * Checks the role of a service: its session gets what it asks for, but without rules it could do nothing.
     *
     * @param service prints as its name
     * @throws IllegalArgumentException if roles have rules, and this one has none
     */
    static void checkRole(Object service, Map<String, String> options, AdmissionSettings admission) {
        String role = options.get("role");
        boolean known =
                role == null || role.startsWith("{{") || admission.roles().know(role);
        if (!known) {
            throw new IllegalArgumentException("the " + service + " has the role '" + role
                    + "', for which bridge.router.roles has no rules; there are "
                    + String.join(", ", admission.roles().roles()));
        }
    }

    private String text(String option, String ifAbsent) {
        String value = given.get(PREFIX + option);
        return value == null || value.isBlank() ? ifAbsent : value.trim();
    }

    private Map<String, String> roles() {
        Map<String, String> roles = new TreeMap<>();
        String prefix = SettingKeys.PREFIX + ROLES;
        given.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                roles.put(key.substring(prefix.length()), value);
            }
        });
        return roles;
    }

    private MetaAccess metaAccess() {
        String value = text("metaAccess", "read");
        return Arrays.stream(MetaAccess.values())
                .filter(access -> word(access).equals(value))
                .findFirst()
                .orElseThrow(() -> SettingValues.invalid(
                        PREFIX + "metaAccess",
                        value,
                        Arrays.stream(MetaAccess.values())
                                .map(RouterSettings::word)
                                .collect(Collectors.joining(", "))));
    }

    private static String word(MetaAccess access) {
        return access.name().toLowerCase(Locale.ROOT);
    }
}
