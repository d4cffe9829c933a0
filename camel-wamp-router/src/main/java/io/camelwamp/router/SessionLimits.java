package io.camelwamp.router;

/**
 * What one session may cost the router; immutable.
 *
 * @param eventQueueOctets unread octets above which EVENTs are dropped and INVOCATIONs go to
 *     another callee or fail
 * @param queueOctets unread octets above which the session is aborted, as replies can neither be
 *     dropped nor wait
 * @param subscriptions how many subscriptions it may hold
 * @param registrations how many registrations it may hold
 * @param callsInFlight how many of its calls may be unanswered
 */
public record SessionLimits(
        long eventQueueOctets, long queueOctets, int subscriptions, int registrations, int callsInFlight) {

    /** 2 MiB of events, 32 MiB in all, 10,000 subscriptions and registrations, 65,536 calls. */
    public static final SessionLimits DEFAULT = new SessionLimits(2L << 20, 32L << 20, 10_000, 10_000, 65_536);

    /** Checks that the limits make sense together. */
    public SessionLimits {
        if (eventQueueOctets < 1 || queueOctets <= eventQueueOctets) {
            throw new IllegalArgumentException("eventQueueOctets must be positive and below queueOctets, but they are "
                    + eventQueueOctets
                    + " and "
                    + queueOctets);
        }
        if (subscriptions < 1 || registrations < 1 || callsInFlight < 1) {
            throw new IllegalArgumentException("subscriptions, registrations and callsInFlight must be positive");
        }
    }
}
