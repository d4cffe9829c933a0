package io.camelwamp.router;

import io.camelwamp.protocol.RegisterOptions;

/** A session that answers the calls of one registration. */
final class Callee {
    private final RouterSession session;
    private final boolean forwardTimeout;
    private final boolean discloseCaller;

    /** How many calls it answers at a time. */
    private final long concurrency;

    private int callsInFlight;

    Callee(RouterSession session, RegisterOptions options) {
        this.session = session;
        this.forwardTimeout = options.flag("forward_timeout", false);
        this.discloseCaller = options.flag("disclose_caller", false);
        Long limit = options.number("concurrency");
        this.concurrency = limit == null ? Long.MAX_VALUE : limit;
    }

    RouterSession session() {
        return session;
    }

    /** Whether it watches over time-outs itself. */
    boolean forwardTimeout() {
        return forwardTimeout;
    }

    /** Whether it asked to be told who calls. */
    boolean discloseCaller() {
        return discloseCaller;
    }

    void began() {
        callsInFlight++;
    }

    void ended() {
        callsInFlight--;
    }

    /** Whether it can take one more call: it reads what it is sent, and its limit is not reached. */
    boolean isAvailable() {
        return callsInFlight < concurrency && session.hasRoom();
    }
}
