package io.camelwamp.session;

import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.EventLoop;
import java.time.Duration;

/**
 * Begins calls and ends them before their results: time limits and cancellation. Lives on the event
 * loop.
 */
final class Calls {
    private final SessionSupervisor supervisor;
    private final EventLoop loop;
    private final Duration patience;

    /**
     * No call yet.
     *
     * @param patience how long a killed call may take to end
     */
    Calls(SessionSupervisor supervisor, EventLoop loop, Duration patience) {
        this.supervisor = supervisor;
        this.loop = loop;
        this.patience = patience;
    }

    /** Sends a call, unless it was cancelled on its way to the loop. */
    void begin(CallRequest request) {
        if (request.isOver()) {
            return;
        }
        Duration limit = request.timeout();
        if (!limit.isZero()) {
            request.limitedBy(loop.schedule(limit, () -> timedOut(request)));
        }
        supervisor.submit(request);
    }

    private void timedOut(CallRequest request) {
        end(
                request,
                CancelMode.KILLNOWAIT,
                new WampException.TimedOut(
                        "No result of "
                                + request.procedure()
                                + " within "
                                + request.timeout().toMillis()
                                + " ms; the call was cancelled"));
    }

    /** Cancels a call; see {@link WampCall#cancel}. */
    void cancel(CallRequest request, CancelMode mode) {
        WampException reason =
                new WampException.Canceled("The call of " + request.procedure() + " was cancelled");
        OpenSession open = supervisor.open();
        if (mode != CancelMode.KILL || open == null || !open.awaits(request)) {
            end(request, mode, reason);
        } else if (request.kill()) {
            open.cancel(request, mode);
            request.limitedBy(loop.schedule(patience, () -> end(request, null, reason)));
        }
    }

    /**
     * Stops waiting for a result and tells the router, if it knows of the call.
     *
     * @param mode null if the router has been told before
     */
    void end(CallRequest request, CancelMode mode, WampException reason) {
        if (request.isOver()) {
            return;
        }
        supervisor.abandon(request, mode);
        request.failed(reason);
    }
}
