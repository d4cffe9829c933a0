package io.camelwamp.router;

import io.camelwamp.transport.EventLoop;

/** A call between its INVOCATION and the answer to its caller. */
final class CallInFlight {
    private final RouterSession caller;
    private final long request;
    private final RouterSession callee;
    private final long invocation;
    private final boolean progressive;

    /** Whether the callee was told to stop and the caller waits for its answer. */
    private boolean interrupted;

    private long lastHeardNanos;
    private EventLoop.Cancellable timer;

    /**
     * A call that starts now.
     *
     * @param request the id of the caller's CALL
     * @param invocation the id of the callee's INVOCATION
     * @param progressive whether the callee was asked for progressive results
     */
    CallInFlight(RouterSession caller, long request, RouterSession callee, long invocation, boolean progressive) {
        this.caller = caller;
        this.request = request;
        this.callee = callee;
        this.invocation = invocation;
        this.progressive = progressive;
    }

    RouterSession caller() {
        return caller;
    }

    long request() {
        return request;
    }

    RouterSession callee() {
        return callee;
    }

    long invocation() {
        return invocation;
    }

    boolean progressive() {
        return progressive;
    }

    boolean interrupted() {
        return interrupted;
    }

    void interrupt() {
        interrupted = true;
    }

    /** When the callee last sent a result, or the call began. */
    long lastHeardNanos() {
        return lastHeardNanos;
    }

    void heard(long nanos) {
        lastHeardNanos = nanos;
    }

    /** The timer that ends the call; null for none. */
    void timer(EventLoop.Cancellable current) {
        timer = current;
    }

    boolean hasTimer() {
        return timer != null;
    }

    void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
