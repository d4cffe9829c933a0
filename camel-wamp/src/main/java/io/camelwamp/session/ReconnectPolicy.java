package io.camelwamp.session;

import io.camelwamp.protocol.Uris;
import java.time.Duration;
import java.util.Set;

/**
 * Decides whether and when to connect again; pure, so that every decision can be tested.
 *
 * <p>The delay doubles with each failure up to a cap, and the actual waiting time is drawn from the
 * upper half of it, so that clients of a restarted router do not come back all at once. A session
 * that lasted {@link #stableAfter()} resets the count. A router that cannot be reached is tried for
 * ever; what looks like a mistake in the configuration of either side has a time of grace, because a
 * router that is still starting answers like that too.
 *
 * @param firstDelay after the first failure
 * @param maxDelay the cap
 * @param maxAttempts failures in a row after which to give up; 0 means never
 * @param stableAfter how long a session must have lasted for the count to begin anew
 * @param refusalGrace how long it is tried with a router that does not know the realm or the role
 * @param authenticationGrace how long it is tried with a router that does not accept who we are
 * @param handshakeGrace how long it is tried with a server that turns us away before there is a
 *     session: HTTP 403, a certificate that is not trusted
 */
public record ReconnectPolicy(
        Duration firstDelay,
        Duration maxDelay,
        int maxAttempts,
        Duration stableAfter,
        Duration refusalGrace,
        Duration authenticationGrace,
        Duration handshakeGrace) {

    /**
     * 0.5 s doubling up to 30 s, for ever; the grace is one minute with a router, and ten with who
     * turns us away before.
     */
    public static final ReconnectPolicy DEFAULT = new ReconnectPolicy(
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            0,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10));

    /** What a failure asks for. */
    enum Cause {
        /** We left, and stay away. */
        LEFT,
        /** Trying again may help. */
        PASSING,
        /** The router does not know the realm or the role. */
        REALM,
        /** The router does not accept who we are, or we cannot say it. */
        AUTHENTICATION,
        /** The server turned us away before there was a session. */
        HANDSHAKE;

        static Cause of(SessionEnd end) {
            return switch (end.kind()) {
                case LEFT -> LEFT;
                case TURNED_AWAY -> HANDSHAKE;
                case REFUSED -> ofRefusal(end.uri());
                case GOODBYE, ABORTED, VIOLATION, LOST, UNREACHABLE, SILENT -> PASSING;
            };
        }

        private static Cause ofRefusal(String uri) {
            if (UNKNOWN.contains(uri)) {
                return REALM;
            }
            return UNACCEPTED.contains(uri) ? AUTHENTICATION : PASSING;
        }
    }

    private static final Set<String> UNKNOWN = Set.of(Uris.NO_SUCH_REALM, Uris.NO_SUCH_ROLE);

    private static final Set<String> UNACCEPTED = Set.of(
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

    /** With the same grace for everything. */
    public ReconnectPolicy(
            Duration firstDelay, Duration maxDelay, int maxAttempts, Duration stableAfter, Duration grace) {
        this(firstDelay, maxDelay, maxAttempts, stableAfter, grace, grace, grace);
    }

    /**
     * Tells whether no further attempt makes sense.
     *
     * @param end why the latest one, or its session, ended
     * @param failures how many ended in a row without a stable session, this one included
     * @param refusedFor how long nothing but refusals has been heard; zero with the first one
     */
    boolean givesUpAfter(SessionEnd end, int failures, Duration refusedFor) {
        if (maxAttempts > 0 && failures >= maxAttempts) {
            return true;
        }
        return switch (Cause.of(end)) {
            case LEFT -> true;
            case PASSING -> false;
            case REALM -> refusedFor.compareTo(refusalGrace) >= 0;
            case AUTHENTICATION -> refusedFor.compareTo(authenticationGrace) >= 0;
            case HANDSHAKE -> refusedFor.compareTo(handshakeGrace) >= 0;
        };
    }

    /**
     * Tells whether a refusal will stay one unless somebody changes the configuration of either
     * side.
     */
    public static boolean isPermanent(SessionEnd end) {
        return switch (Cause.of(end)) {
            case REALM, AUTHENTICATION, HANDSHAKE -> true;
            case LEFT, PASSING -> false;
        };
    }

    /** The waiting time before attempt number {@code failures}, counted from 1. */
    Duration backoff(int failures, double random) {
        int doublings = Math.min(failures - 1, 30);
        double cap = Math.min(maxDelay.toNanos(), firstDelay.toNanos() * (double) (1L << doublings));
        return Duration.ofNanos((long) (cap / 2 + cap / 2 * random));
    }
}
