package io.camelwamp.session;

import java.util.concurrent.atomic.LongAdder;

/** What a session counts over all its connections; may be read from any thread. */
public final class SessionCounters {
    final LongAdder reconnects = new LongAdder();
    final LongAdder lostEvents = new LongAdder();
    final LongAdder orphanedEvents = new LongAdder();
    final LongAdder lateAnswers = new LongAdder();
    final LongAdder unknownAnswers = new LongAdder();

    SessionCounters() {}

    /** Sessions after the first. */
    public long reconnects() {
        return reconnects.sum();
    }

    /** Events dropped because a subscription's queue was full or its executor was shut down. */
    public long lostEvents() {
        return lostEvents.sum();
    }

    /** Events of subscriptions that are not held, or not any more. */
    public long orphanedEvents() {
        return orphanedEvents.sum();
    }

    /** Answers to requests that were over: cancelled, timed out or answered before. */
    public long lateAnswers() {
        return lateAnswers.sum();
    }

    /** Answers to requests that were never sent. */
    public long unknownAnswers() {
        return unknownAnswers.sum();
    }
}
