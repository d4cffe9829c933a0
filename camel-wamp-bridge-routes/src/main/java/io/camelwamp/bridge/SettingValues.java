package io.camelwamp.bridge;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;

/**
 * What may be the value of a setting: above all, one that closes something may not be empty by accident, which would open
 * it.
 */
final class SettingValues {
    /** Says that there is none of an option that another setting gives to many. */
    static final String NONE = "none";

    /** Options that protect something, or prove who we are. */
    private static final Set<String> NEVER_EMPTY = Set.of(
            "key",
            "secret",
            "githubSecret",
            "requireIp",
            "requireTls",
            "corsOrigins",
            "keysFile",
            "keysVariable",
            "bearerToken",
            "username",
            "password",
            "apiKey",
            "tokenUrl",
            "clientId",
            "clientSecret",
            "keyStore",
            "trustStore",
            "usersFile");

    private static final Set<String> MAY_BE_NONE = Set.of("key", "secret", "githubSecret", "requireIp", "bearerToken");

    private static final Set<String> MILLISECONDS = Set.of(
            "waitForSession",
            "callTimeout",
            "longCallTimeout",
            "callbackTimeout",
            "probeInterval",
            "stopTimeout",
            "timeout",
            "retryDelay",
            "maxRetryDelay");

    private static final Set<String> NUMBERS = Set.of(
            "timestampDeltaLimit",
            "replayCapacity",
            "postBodyLimit",
            "bodyCap",
            "retryAfter",
            "pendingCalls",
            "attempts",
            "resultAttempts",
            "waitingResults",
            "waitingResultOctets",
            "failuresUntilDead",
            "endpointsPerKey",
            "queueSize",
            "concurrency",
            "retries",
            "expectedCode");

    private static final Set<String> FLAGS = Set.of("requireTls", "replayProtection", "debug", "ordered");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

    /** As Camel spells durations. */
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}(ms|[dhms]))+");

    private SettingValues() {}

    /**
     * Checks that nothing that closes something is given and empty.
     *
     * @throws IllegalArgumentException if something is; the text names it
     */
    static void checkGiven(Map<String, String> given) {
        new TreeMap<>(given).forEach((key, value) -> {
            String option = key.substring(key.lastIndexOf('.') + 1);
            boolean ofRouter = key.equals(SettingKeys.PREFIX + "router." + option);
            boolean closing = key.startsWith(SettingKeys.PREFIX) && NEVER_EMPTY.contains(option);
            if ((ofRouter || closing) && value.isBlank()) {
                throw new IllegalArgumentException(key + " is empty: give it a value or leave it out" + orNone(option));
            }
        });
    }

    private static String orNone(String option) {
        if (option.equals("corsOrigins")) {
            return ", or say * for any origin";
        }
        return MAY_BE_NONE.contains(option) ? ", or say none to have none whatever is set for many" : "";
    }

    /** Whether a value says that there is none. */
    static boolean isNone(String option, String value) {
        return value.equals(NONE) && MAY_BE_NONE.contains(option);
    }

    /**
     * Checks one option of a service as it is behind placeholders.
     *
     * @param service says whose it is
     * @param resolve replaces placeholders
     * @return the value to use; one with placeholders stays as it is, because it may be a secret
     * @throws IllegalArgumentException if it cannot be; the text names service and option, not the value of a secret
     */
    static String checked(String service, String option, String value, UnaryOperator<String> resolve) {
        String resolved = resolved(service, option, value, resolve);
        if (resolved.isBlank()) {
            if (NEVER_EMPTY.contains(option) || SettingKeys.SESSION_OPTIONS.contains(option)) {
                throw new IllegalArgumentException(option + " of the " + service + " is given as " + value
                        + ", which is empty: set what it stands for, or" + " leave out the option");
            }
            return value;
        }
        if (MILLISECONDS.contains(option)) {
            return String.valueOf(milliseconds(option + " of the " + service, resolved));
        }
        if (NUMBERS.contains(option) && !NUMBER.matcher(resolved).matches()) {
            throw invalid(option + " of the " + service, resolved, "a whole number");
        }
        if (FLAGS.contains(option) && !resolved.equals("true") && !resolved.equals("false")) {
            throw invalid(option + " of the " + service, resolved, "true or false");
        }
        return value;
    }

    private static String resolved(String service, String option, String value, UnaryOperator<String> resolve) {
        try {
            return resolve.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + " of the " + service + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a time.
     *
     * @param name what it is called in the error's text
     * @param text milliseconds, or a duration such as {@code 5s} or {@code 1m30s}
     * @throws IllegalArgumentException if it is neither
     */
    static long milliseconds(String name, String text) {
        if (NUMBER.matcher(text).matches()) {
            return Long.parseLong(text);
        }
        if (DURATION.matcher(text).matches()) {
            return TimeUtils.toMilliSeconds(text);
        }
        throw invalid(name, text, "a whole number of milliseconds, or a duration such as 5s or 1m30s");
    }

    /**
     * Reads what is true or false.
     *
     * @param name what it is called in the error's text
     * @throws IllegalArgumentException if it is neither
     */
    static boolean flag(String name, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, text, "true or false");
        };
    }

    /** Says that a setting has a value that it cannot have. */
    static IllegalArgumentException invalid(String name, String value, String expected) {
        return new IllegalArgumentException(name + " is '" + value + "': it must be " + expected);
    }
}
