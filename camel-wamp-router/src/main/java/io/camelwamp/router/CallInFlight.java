package io.camelwamp.router;

import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.InvocationDetails;
import io.camelwamp.protocol.Payload;
import io.camelwamp.transport.EventLoop;

/** A call between its INVOCATION and the answer to its caller. */
final class CallInFlight {
    private final RouterSession caller;
    private final long request;
    private final String procedure;
    private final Registration registration;
    private final Callee callee;
    private final long invocation;
    private final InvocationDetails details;

    /** Whether the caller sends more chunks of arguments. */
    private boolean inputOpen;

    /** Whether the callee was told to stop and the caller waits for its answer. */
    private boolean interrupted;

    private long lastHeardNanos;
    private EventLoop.Cancellable timer;

    /**
     * A call that starts now.
     *
     * @param call the CALL that began it
     * @param invocation the id of the callee's INVOCATION
     * @param details those of every INVOCATION of this call, but for {@code progress}
     */
    CallInFlight(
            RouterSession caller,
            Call call,
            Registration registration,
            Callee callee,
            long invocation,
            InvocationDetails details) {
        this.caller = caller;
        this.request = call.request();
        this.procedure = call.procedure();
        this.registration = registration;
        this.callee = callee;
        this.invocation = invocation;
        this.details = details;
        this.inputOpen = call.options().progress();
    }

    RouterSession caller() {
        return caller;
    }

    long request() {
        return request;
    }

    String procedure() {
        return procedure;
    }

    Callee registered() {
        return callee;
    }

    RouterSession callee() {
        return callee.session();
    }

    long invocation() {
        return invocation;
    }

    /** Whether the callee was asked for progressive results. */
    boolean progressive() {
        return details.receiveProgress();
    }

    /** The INVOCATION with one portion of arguments. */
    Invocation invocation(Payload payload) {
        InvocationDetails its = inputOpen ? details.with("progress", true) : details;
        return new Invocation(invocation, registration.id(), its, payload);
    }

    boolean isInputOpen() {
        return inputOpen;
    }

    void closeInput() {
        inputOpen = false;
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
