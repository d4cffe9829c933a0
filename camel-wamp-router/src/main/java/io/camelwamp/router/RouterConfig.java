package io.camelwamp.router;

import io.camelwamp.protocol.Uris;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/**
 * Settings of a router; immutable. {@link Router#builder()} makes one.
 *
 * @param realms the realms by name
 * @param otherRealms settings of realms that come to be when somebody joins them and go with their
 *     last session, or null if only {@code realms} exist
 * @param maxOtherRealms how many such realms may exist at a time
 * @param helloTimeout from the opening of a connection until its session must have joined
 * @param shutdownTimeout how long a closing router waits for the answers to its GOODBYEs
 * @param strictRequestIds whether request ids other than 1, 2, 3 … are a protocol violation, as the
 *     specification says
 * @param limits what one session may cost
 * @param clock the time of day
 */
record RouterConfig(
        Map<String, RealmConfig> realms,
        RealmConfig otherRealms,
        int maxOtherRealms,
        Duration helloTimeout,
        Duration shutdownTimeout,
        boolean strictRequestIds,
        SessionLimits limits,
        InstantSource clock) {

    RouterConfig {
        realms = Map.copyOf(realms);
        Objects.requireNonNull(limits, "limits");
        requirePositive("helloTimeout", helloTimeout);
        requirePositive("shutdownTimeout", shutdownTimeout);
        if (realms.isEmpty() && otherRealms == null) {
            throw new IllegalArgumentException(
                    "A router needs a realm: name at least one, or let realms be created on demand");
        }
        for (String realm : realms.keySet()) {
            if (!Uris.isValid(realm)) {
                throw new IllegalArgumentException(
                        "The realm '" + realm + "' is not a URI: no white space, no '#', no empty component");
            }
        }
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive, but is " + duration);
        }
    }
}
