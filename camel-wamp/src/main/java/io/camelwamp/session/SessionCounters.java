package io.camelwamp.session;

import io.camelwamp.protocol.MessageType;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What a session counts over all its connections; may be read from any thread. */
public final class SessionCounters {
    final LongAdder reconnects = new LongAdder();
    final LongAdder events = new LongAdder();
    final LongAdder lostEvents = new LongAdder();
    final LongAdder orphanedEvents = new LongAdder();
    final LongAdder invocations = new LongAdder();
    final LongAdder rejectedInvocations = new LongAdder();
    final LongAdder lateAnswers = new LongAdder();
    final LongAdder unknownAnswers = new LongAdder();
    final LongAdder requestsLost = new LongAdder();
    private final LongAdder publications = new LongAdder();
    private final LongAdder calls = new LongAdder();
    private final LatencyHistogram publishLatency;
    private final LatencyHistogram callLatency;

    SessionCounters(LongSupplier clock) {
        publishLatency = new LatencyHistogram(clock);
        callLatency = new LatencyHistogram(clock);
    }

    /** A request was handed to the transport. */
    void sent(MessageType type) {
        if (type == MessageType.CALL) {
            calls.increment();
        } else if (type == MessageType.PUBLISH) {
            publications.increment();
        }
    }

    /** A request got its last answer, be it a success or an ERROR; on the loop. */
    void answered(MessageType type, long sentAt, long now) {
        if (type == MessageType.CALL) {
            callLatency.record(sentAt, now);
        } else if (type == MessageType.PUBLISH) {
            publishLatency.record(sentAt, now);
        }
    }

    /** Sessions after the first. */
    public long reconnects() {
        return reconnects.sum();
    }

    /** Publications sent, acknowledged or not. */
    public long publications() {
        return publications.sum();
    }

    /** Calls sent. */
    public long calls() {
        return calls.sum();
    }

    /** Requests whose session ended before their answer: whether they took effect is unknown. */
    public long requestsLost() {
        return requestsLost.sum();
    }

    /** Events received. */
    public long events() {
        return events.sum();
    }

    /** Events dropped because a subscription's queue was full or its executor was shut down. */
    public long lostEvents() {
        return lostEvents.sum();
    }

    /** Events of subscriptions that are not held, or not any more. */
    public long orphanedEvents() {
        return orphanedEvents.sum();
    }

    /** Invocations received. */
    public long invocations() {
        return invocations.sum();
    }

    /** Invocations answered with {@code wamp.error.unavailable}, because a queue was full. */
    public long rejectedInvocations() {
        return rejectedInvocations.sum();
    }

    /** Answers to requests that were over: cancelled, timed out or answered before. */
    public long lateAnswers() {
        return lateAnswers.sum();
    }

    /** Answers to requests that were never sent. */
    public long unknownAnswers() {
        return unknownAnswers.sum();
    }

    /** From PUBLISH to PUBLISHED or ERROR. */
    public LatencyHistogram publishLatency() {
        return publishLatency;
    }

    /** From CALL to the final RESULT or ERROR. */
    public LatencyHistogram callLatency() {
        return callLatency;
    }
}
