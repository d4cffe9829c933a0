package io.camelwamp.router;

/** What {@link RouterStatistics} counts and no table knows; confined to the event loop. */
final class Counters {
    int sessions;
    int callsInFlight;
    long joined;
    long refused;
    long aborted;
    long publications;
    long events;
    long droppedEvents;
    long calls;
    int retainedEvents;
    int historyEvents;
    long evictedEvents;
    long denied;
    long revoked;
    long killed;
}
