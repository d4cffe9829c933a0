package io.camelwamp.bridge;

import io.camelwamp.bridge.admission.Admission;
import io.camelwamp.bridge.admission.RoleRules;
import io.camelwamp.router.auth.AnonymousMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One publisher, caller, webhook or callback API.
 *
 * @param name names its route
 * @param kind what it is
 * @param path where it is served
 * @param options values of the route template's parameters, by their names
 */
record ServiceSettings(String name, Kind kind, String path, Map<String, String> options) {
    /** The kinds of services; their route templates are called {@code wamp-KIND}. */
    enum Kind {
        PUBLISHER("publisher", "Publisher:", "/publish,/push"),
        CALLER("caller", "Caller:   ", "/call"),
        WEBHOOK("webhook", "Webhook:  ", ""),
        CALLBACK("callback", "Callbacks:", "");

        private final String word;
        private final String label;
        private final String paths;

        Kind(String word, String label, String paths) {
            this.word = word;
            this.label = label;
            this.paths = paths;
        }

        /** The kind at the beginning of a line, as wide as those of the others. */
        String label() {
            return label;
        }

        /** The kind in settings and in texts. */
        String word() {
            return word;
        }

        /** Where services of the kind are unless settings say otherwise. */
        String defaultPaths() {
            return paths;
        }

        /** The names of the options that it cannot do without. */
        List<String> requiredOptions() {
            return this == WEBHOOK ? List.of("topic") : List.of();
        }

        String template() {
            return "wamp-" + word;
        }
    }

    /** The realm that it serves. */
    String realm() {
        return options.get("realm");
    }

    /** Whether it publishes or calls whatever anybody asks for. */
    boolean isOpen() {
        return (kind == Kind.PUBLISHER || kind == Kind.CALLER) && !has("key") && !has("requireIp");
    }

    /**
     * Whether the embedded router keeps its session from anything: a session that has to prove who it is has the role of a
     * user, and any other has the role that it asks for.
     */
    boolean isRestrictedBy(RoleRules roles) {
        boolean proves = has("authMethods")
                && Arrays.stream(options.get("authMethods").split(","))
                        .map(String::trim)
                        .noneMatch(AnonymousMethod.NAME::equals);
        return proves ? roles.restrict() : roles.restrict(has("role") ? options.get("role") : Admission.TRUSTED);
    }

    private boolean has(String option) {
        return !options.getOrDefault(option, "").isBlank();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return kind.word() + " " + name + " at " + path;
    }
}
