package io.camelwamp.router;

import java.util.Locale;

/**
 * Which of several callees of one procedure gets a call (spec:
 * advanced/rpc_shared_registration.md).
 */
enum InvocationPolicy {
    /** There is only one. */
    SINGLE,
    /** Each in turn, in the order of registration. */
    ROUNDROBIN,
    /** Any. */
    RANDOM,
    /** The one registered first; the others stand by. */
    FIRST,
    /** The one registered last; the others stand by. */
    LAST;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The value of the {@code invoke} option. */
    String wireName() {
        return wireName;
    }

    /** Reads the {@code invoke} option, whose values REGISTER's options have checked. */
    static InvocationPolicy of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
