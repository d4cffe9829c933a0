package io.camelwamp.session;

import io.camelwamp.protocol.Uris;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether and when to connect again; pure, so that every decision can be tested.
 *
 * <p>The delay doubles with each failure up to a cap, and the actual waiting time is drawn from the
 * upper half of it, so that clients of a restarted router do not come back all at once. A session
 * that lasted {@link #stableAfter()} resets the count.
 *
 * @param firstDelay after the first failure
 * @param maxDelay the cap
 * @param maxAttempts failures in a row after which to give up; 0 means never
 * @param stableAfter how long a session must have lasted for the count to begin anew
 * @param refusalGrace how long a refusal that looks permanent (unknown realm, failed
 *     authentication) is taken for a router that is still starting
 */
public record ReconnectPolicy(
        Duration firstDelay, Duration maxDelay, int maxAttempts, Duration stableAfter, Duration refusalGrace) {

    /** 0.5 s doubling up to 30 s, for ever; refusals are retried for one minute. */
    public static final ReconnectPolicy DEFAULT = new ReconnectPolicy(
            Duration.ofMillis(500), Duration.ofSeconds(30), 0, Duration.ofSeconds(10), Duration.ofSeconds(60));

    private static final Set<String> PERMANENT = Set.of(
            Uris.NO_SUCH_REALM,
            Uris.NO_SUCH_ROLE,
            Uris.AUTHENTICATION_FAILED,
            Uris.AUTHENTICATION_DENIED,
            Uris.NO_MATCHING_AUTH_METHOD,
            Uris.NO_AUTH_METHOD,
            Uris.CANNOT_AUTHENTICATE,
            Uris.NOT_AUTHORIZED,
            Uris.AUTHORIZATION_FAILED,
            "wamp.error.authentication_required",
            "wamp.error.authorization_denied",
            "wamp.error.authorization_required",
            "wamp.error.no_such_principal");

    /** Checks the numbers. */
    public ReconnectPolicy {
        if (firstDelay.isNegative() || firstDelay.isZero() || maxDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException(
                    "The first reconnect delay must be positive and not above the maximum, but they are "
                            + firstDelay
                            + " and "
                            + maxDelay);
        }
    }

    /**
     * What to do after a session ended.
     *
     * @param end why
     * @param failures how many ended in a row without a stable session, this one included; at least
     *     1
     * @param refusedFor how long refusals have been going on
     * @param random uniform in [0, 1)
     * @return how long to wait, or empty to give up
     */
    public Optional<Duration> delayAfter(SessionEnd end, int failures, Duration refusedFor, double random) {
        if (end.kind() == SessionEnd.Kind.LEFT || (maxAttempts > 0 && failures >= maxAttempts)) {
            return Optional.empty();
        }
        if (isPermanent(end) && refusedFor.compareTo(refusalGrace) >= 0) {
            return Optional.empty();
        }
        return Optional.of(backoff(failures, random));
    }

    /**
     * Tells whether a refusal will stay one unless somebody changes the configuration of either
     * side.
     */
    public static boolean isPermanent(SessionEnd end) {
        return end.kind() == SessionEnd.Kind.REFUSED && PERMANENT.contains(end.uri());
    }

    /** The waiting time before attempt number {@code failures}, counted from 1. */
    Duration backoff(int failures, double random) {
        int doublings = Math.min(failures - 1, 30);
        double cap = Math.min(maxDelay.toNanos(), firstDelay.toNanos() * (double) (1L << doublings));
        return Duration.ofNanos((long) (cap / 2 + cap / 2 * random));
    }
}
