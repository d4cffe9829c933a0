package io.camelwamp.protocol;

import java.util.Locale;

/** What happens to a call that is cancelled (spec: advanced/rpc_call_canceling.md). */
public enum CancelMode {
    /** The caller stops waiting; the callee is not told. */
    SKIP,
    /** The callee is told to stop, and the caller waits for its answer. */
    KILL,
    /** The callee is told to stop, and the caller does not wait. */
    KILLNOWAIT;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The value of the {@code mode} option. */
    public String wireName() {
        return wireName;
    }

    /**
     * Reads the {@code mode} option.
     *
     * @param name the option's value; null means {@link #KILLNOWAIT}, as the field's routers have
     *     it
     * @throws IllegalArgumentException if the name is none of the three
     */
    public static CancelMode of(String name) {
        if (name == null) {
            return KILLNOWAIT;
        }
        for (CancelMode mode : values()) {
            if (mode.wireName.equals(name)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("mode must be skip, kill or killnowait, but is '" + name + "'");
    }
}
