package io.camelwamp.router;

/**
 * What a router holds at one moment, and what it has done since it was made.
 *
 * @param realms realms that exist
 * @param connections open connections, joined or not
 * @param sessions joined sessions
 * @param subscriptions pairs of topic and match policy that somebody subscribes to
 * @param registrations pairs of procedure and match policy that somebody registered
 * @param callsInFlight calls that were not answered yet
 * @param joined sessions that have joined so far
 * @param refused HELLOs that were answered with ABORT
 * @param aborted connections ended for breaking the protocol or not reading what they asked for
 * @param publications publications accepted
 * @param events EVENTs handed to transports
 * @param droppedEvents EVENTs not delivered, as the receiver is too slow or cannot carry them
 * @param calls calls that reached a callee
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
        long calls) {}
