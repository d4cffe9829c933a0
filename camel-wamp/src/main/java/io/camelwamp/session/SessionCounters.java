package io.camelwamp.session;

import java.util.concurrent.atomic.LongAdder;

/** What a session counts over all its connections; written on any thread. */
final class SessionCounters {
    final LongAdder reconnects = new LongAdder();
    final LongAdder lostEvents = new LongAdder();
    final LongAdder orphanedEvents = new LongAdder();
    final LongAdder lateAnswers = new LongAdder();
    final LongAdder unknownAnswers = new LongAdder();
}
