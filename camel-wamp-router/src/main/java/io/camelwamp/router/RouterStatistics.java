package io.camelwamp.router;

/**
 * What a router holds at one moment, and what it has done since it was made.
 *
 * @param realms realms that exist
 * @param connections open connections, joined or not
 * @param sessions joined sessions
 * @param subscriptions pairs of topic and match policy that somebody subscribes to, or whose history is
 *     kept
 * @param registrations pairs of procedure and match policy that somebody registered
 * @param callsInFlight calls that were not answered yet
 * @param joined sessions that have joined so far
 * @param refused HELLOs that were answered with ABORT
 * @param aborted connections ended for breaking the protocol or not reading what they asked for
 * @param publications publications accepted
 * @param events EVENTs handed to transports
 * @param droppedEvents EVENTs not delivered, as the receiver is too slow or cannot carry them, or
 *     does not know the payload pass-through mode that they use
 * @param calls calls that reached a callee
 * @param retainedEvents events kept for later subscribers
 * @param historyEvents events kept in histories
 * @param evictedEvents events that had to go, or were not even kept, because retained events or a
 *     history would have grown beyond their bounds
 * @param denied requests refused because an authorizer said so, failed, or took too long
 * @param revoked subscriptions and registrations taken from sessions that went on
 * @param killed sessions ended by others through the meta API
 */
public record RouterStatistics(
        int realms,
        int connections,
        int sessions,
        int subscriptions,
        int registrations,
        int callsInFlight,
        long joined,
        long refused,
        long aborted,
        long publications,
        long events,
        long droppedEvents,
        long calls,
        int retainedEvents,
        int historyEvents,
        long evictedEvents,
        long denied,
        long revoked,
        long killed) {}
