package io.camelwamp.bridge.outbound;

import java.util.Locale;

/** Whether connections may go to loopback, private, link-local and other addresses that are not public. */
public enum PrivateAddresses {
    /** For hosts that the settings name in full; what a wildcard lets through must be public. */
    NAMED,
    /** For all hosts. */
    ALWAYS,
    /** For none. */
    NEVER;

    /**
     * Reads an option's value.
     *
     * @throws IllegalArgumentException if it is none of {@code named}, {@code always}, {@code never}
     */
    public static PrivateAddresses parse(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "named" -> NAMED;
            case "always" -> ALWAYS;
            case "never" -> NEVER;
            default ->
                throw new IllegalArgumentException(
                        "privateAddresses is '" + value + "': it must be named, always or never");
        };
    }
}
