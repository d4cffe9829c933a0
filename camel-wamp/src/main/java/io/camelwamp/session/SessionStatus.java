package io.camelwamp.session;

import java.util.List;

/**
 * A session at one moment, for health checks and people.
 *
 * @param phase what it is doing
 * @param sessionId the router's id of the session, or 0 if there is none
 * @param peer where the router is
 * @param reconnects how many sessions there have been after the first
 * @param serializer how messages are encoded, or empty if there is no session
 * @param load what it has to do
 * @param lostEvents events dropped because a queue was full
 * @param wanted how many subscriptions and registrations the application wants to hold
 * @param held how many of them the router holds
 * @param refused subscriptions and registrations that the router refuses at this moment, as texts
 * @param lastFailure why the latest session ended or could not begin; null if none has yet
 */
public record SessionStatus(
        Phase phase,
        long sessionId,
        String peer,
        long reconnects,
        String serializer,
        SessionLoad load,
        long lostEvents,
        int wanted,
        int held,
        List<String> refused,
        SessionEnd lastFailure) {
    /** Whether requests go out at once and the router holds all that the application wants. */
    public boolean isComplete() {
        return phase == Phase.READY && held == wanted;
    }

    /** What a session is doing. */
    public enum Phase {
        /** Connecting and joining, for the first time or again. */
        CONNECTING,
        /** Joined; subscriptions and registrations are being restored. */
        RESTORING,
        /** Open for requests. */
        READY,
        /** Waiting before the next attempt to connect. */
        BACKING_OFF,
        /** Given up, because trying again makes no sense; see the last failure. */
        GIVEN_UP,
        /** Closed by the application. */
        CLOSED
    }
}
