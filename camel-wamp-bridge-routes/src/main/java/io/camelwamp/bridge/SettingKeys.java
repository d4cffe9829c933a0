package io.camelwamp.bridge;

import io.camelwamp.bridge.ServiceSettings.Kind;
import io.camelwamp.bridge.access.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which settings there are, and which one a misspelt key was probably meant to be. */
final class SettingKeys {
    /** What all settings of the bridge begin with. */
    static final String PREFIX = "bridge.";

    /** Options that services of more than one kind have, as the route templates name them. */
    static final Set<String> SERVICE_OPTIONS = Set.of(
            "realm",
            "role",
            "authMethods",
            "authid",
            "sessionSecret",
            "sessionSecretFile",
            "sessionKeyFile",
            "waitForSession",
            "key",
            "secret",
            "timestampDeltaLimit",
            "replayProtection",
            "replayRepository",
            "replayCapacity",
            "postBodyLimit",
            "bodyCap",
            "requireIp",
            "requireTls",
            "trustedProxies",
            "corsOrigins",
            "errorStatus",
            "errorStatusTable",
            "retryAfter",
            "debug");

    /** Options of the session that a service has with the router, whatever its kind. */
    static final Set<String> SESSION_OPTIONS =
            Set.of("role", "authMethods", "authid", "sessionSecret", "sessionSecretFile", "sessionKeyFile");

    /** The option that only callers have. */
    static final String CALL_TIMEOUT = "callTimeout";

    /** What webhooks do not have of {@link #SERVICE_OPTIONS}. */
    private static final Set<String> NOT_OF_WEBHOOKS = Set.of("errorStatus", "errorStatusTable", "retryAfter");

    private static final Set<String> OF_WEBHOOKS_ONLY =
            Set.of("topic", "githubSecret", "successResponse", "errorResponse");

    /** What callback APIs do not have of {@link #SERVICE_OPTIONS}: their clients have tokens, and need not sign. */
    private static final Set<String> NOT_OF_CALLBACKS =
            Set.of("key", "secret", "timestampDeltaLimit", "replayProtection", "replayRepository", "replayCapacity");

    private static final Set<String> OF_CALLBACKS_ONLY = Set.of(
            CALL_TIMEOUT,
            "service",
            "keysFile",
            "keysVariable",
            "database",
            "dataSource",
            "allowedTargets",
            "privateAddresses",
            "client",
            "invoke",
            "longCallTimeout",
            "pendingCalls",
            "callbackTimeout",
            "attempts",
            "deadLetter",
            "resultAttempts",
            "waitingResults",
            "waitingResultOctets",
            "retryDelay",
            "failuresUntilDead",
            "probeInterval",
            "endpointsPerKey",
            "queueSize",
            "concurrency",
            "stopTimeout");

    private static final Set<String> OWN = Set.of(
            "address",
            "port",
            "routerUrl",
            "routerPath",
            "websocket",
            "rawsocket.port",
            "realms",
            "page",
            "demo",
            "routes",
            "idleTimeout",
            "requestHeaderSize",
            "minRequestDataRate",
            "shutdownTimeout",
            "tls.keyStore",
            "tls.keyStorePassword",
            "publisher.paths",
            "caller.paths",
            "webhook.paths",
            "callback.paths");

    private static final Set<String> FILES =
            Set.of(".keysFile", ".usersFile", ".database", ".sessionSecretFile", ".sessionKeyFile");

    private static final Set<String> OF_NAMED_SERVICE = Set.of("type", "path");

    private SettingKeys() {}

    /** Whether the value of a setting is the name of a file, to be looked for beside that of the settings. */
    static boolean isFile(String key) {
        return key.startsWith(PREFIX) && FILES.stream().anyMatch(key::endsWith);
    }

    /** The options of one kind of service. */
    static Set<String> optionsOf(Kind kind) {
        Set<String> options = new TreeSet<>(SERVICE_OPTIONS);
        switch (kind) {
            case PUBLISHER -> {}
            case CALLER -> options.add(CALL_TIMEOUT);
            case WEBHOOK -> {
                options.removeAll(NOT_OF_WEBHOOKS);
                options.addAll(OF_WEBHOOKS_ONLY);
            }
            case CALLBACK -> {
                options.removeAll(NOT_OF_CALLBACKS);
                options.addAll(OF_CALLBACKS_ONLY);
            }
        }
        return options;
    }

    /**
     * Checks that every key is one of ours, of Camel's, or certainly of neither.
     *
     * @throws IllegalArgumentException if one is not; the text names the nearest that there is
     */
    static void check(Collection<String> keys) {
        for (String key : keys) {
            String first = key.contains(".") ? key.substring(0, key.indexOf('.') + 1) : key;
            if (first.equals(PREFIX)) {
                checkOwn(key);
            } else if (!first.equals("camel.") && NearestName.distance(first, PREFIX) <= 2) {
                throw unknown(key, PREFIX + key.substring(first.length()));
            }
        }
    }

    private static void checkOwn(String key) {
        List<String> candidates = candidates(key);
        if (!candidates.contains(key)) {
            // Crossbar.io writes post_body_limit and baseurl.
            for (String candidate : candidates) {
                if (candidate.equalsIgnoreCase(key.replace("_", ""))) {
                    throw unknown(key, candidate);
                }
            }
            throw unknown(key, NearestName.of(key, candidates));
        }
    }

    private static IllegalArgumentException unknown(String key, String nearest) {
        return new IllegalArgumentException("there is no setting '" + key + "'; did you mean '" + nearest + "'?");
    }

    /** All keys that could be meant; those of named services have the name that was given. */
    private static List<String> candidates(String key) {
        Set<String> names = new TreeSet<>(OWN);
        names.addAll(SERVICE_OPTIONS);
        names.add(CALL_TIMEOUT);
        for (Kind kind : Kind.values()) {
            optionsOf(kind).forEach(option -> names.add(kind.word() + "." + option));
        }
        OutboundSettings.addKeys(key, names);
        RouterSettings.addKeys(key, names);
        String[] parts = key.split("\\.", 4);
        if (parts.length == 4 && parts[1].equals("services")) {
            String service = "services." + parts[2] + ".";
            for (Kind kind : Kind.values()) {
                optionsOf(kind).forEach(option -> names.add(service + option));
            }
            OF_NAMED_SERVICE.forEach(option -> names.add(service + option));
        }
        List<String> candidates = new ArrayList<>();
        names.forEach(name -> candidates.add(PREFIX + name));
        return candidates;
    }
}
