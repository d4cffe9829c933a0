package io.camelwamp.bridge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One callee or forwarder: what leads from WAMP to HTTP.
 *
 * @param name names its route
 * @param kind what it is
 * @param options values of the route template's parameters, by their names
 */
record OutboundService(String name, Kind kind, Map<String, String> options) {
    private static final Set<String> OF_ALL = Set.of(
            "realm",
            "timeout",
            "retries",
            "retryDelay",
            "maxRetryDelay",
            "queueSize",
            "concurrency",
            "privateAddresses",
            "bearerToken",
            "username",
            "password",
            "apiKey",
            "apiKeyName",
            "apiKeyIn",
            "tokenUrl",
            "clientId",
            "clientSecret",
            "scope");

    /** Options that must not begin with '#' by accident, nor show up anywhere. */
    static final Set<String> SECRETS = Set.of("bearerToken", "password", "apiKey", "clientSecret", "sessionSecret");

    /** The kinds and their route templates. */
    enum Kind {
        CALLEE("callee", "wamp-callee", Set.of("procedure", "baseUrl", "allowedTargets", "invoke")),
        MAPPED_CALLEE(
                "callee",
                "wamp-mapped-callee",
                Set.of("procedure", "baseUrl", "allowedTargets", "invoke", "method", "path", "statusErrors")),

        FORWARDER(
                "forwarder",
                "wamp-forwarder",
                Set.of("topic", "match", "url", "method", "expectedCode", "ordered", "deadLetter", "debug"));

        private final String word;
        private final String template;
        private final Set<String> own;

        Kind(String word, String template, Set<String> own) {
            this.word = word;
            this.template = template;
            this.own = own;
        }

        /** The kind in settings. */
        String word() {
            return word;
        }

        /** The kind at the beginning of a line, as wide as those of {@link ServiceSettings.Kind}. */
        String label() {
            return Character.toUpperCase(word.charAt(0)) + word.substring(1) + ":" + " ".repeat(9 - word.length());
        }

        String template() {
            return template;
        }

        /** The names of the options that it cannot do without. */
        List<String> requiredOptions() {
            return this == FORWARDER ? List.of("topic", "url") : List.of("procedure", "baseUrl");
        }

        /** The names of its options. */
        Set<String> optionNames() {
            Set<String> names = new TreeSet<>(OF_ALL);
            names.addAll(SettingKeys.SESSION_OPTIONS);
            names.addAll(own);
            return names;
        }
    }

    /** What it serves, for people; without what of the URL may hold secrets. */
    String describe() {
        boolean forwards = kind == Kind.FORWARDER;
        String url = String.valueOf(options.get(forwards ? "url" : "baseUrl"));
        return options.get(forwards ? "topic" : "procedure") + " -> "
                + url.split("\\?", 2)[0].replaceFirst("//[^/]*@", "//");
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return kind.word() + " " + name;
    }
}
