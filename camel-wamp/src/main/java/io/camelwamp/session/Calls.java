package io.camelwamp.session;

import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

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
        if (!request.timeout().isZero()) {
            limit(request, request.timeout());
        }
        if (!request.isOver()) {
            supervisor.submit(request);
        }
    }

    private void limit(CallRequest request, Duration left) {
        try {
            request.limitedBy(loop.schedule(left, () -> timedOut(request)));
        } catch (RejectedExecutionException e) {
            request.failed(new WampException.NotConnected("The session's event loop was closed"));
        }
    }

    /** Partial results set no timers: there may be many of them. */
    private void timedOut(CallRequest request) {
        if (request.lastPartAt() != 0) {
            Duration left = request.timeout().minusNanos(loop.nanoTime() - request.lastPartAt());
            if (!left.isZero() && !left.isNegative()) {
                limit(request, left);
                return;
            }
        }
        long millis = request.timeout().toMillis();
        if (request.isSent()) {
            end(
                    request,
                    request.modeAtTimeout(),
                    new WampException.TimedOut("No result of %s within %d ms; the call was cancelled"
                            .formatted(request.procedure(), millis)));
        } else {
            end(
                    request,
                    null,
                    new WampException.NotConnected("%s was not called within %d ms: %s"
                            .formatted(request.procedure(), millis, supervisor.obstacle())));
        }
    }

    /** Cancels a call; see {@link WampCall#cancel}. */
    void cancel(CallRequest request, CancelMode mode) {
        WampException reason = new WampException.Canceled("The call of " + request.procedure() + " was cancelled");
        OpenSession open = supervisor.open();
        // Where the router cannot be told, there is no end of the callee to wait for.
        if (mode != CancelMode.KILL || open == null || !open.awaits(request) || !open.takesCancel()) {
            end(request, mode, reason);
        } else if (request.kill()) {
            open.cancel(request, mode);
            endLater(request, reason);
        }
    }

    private void endLater(CallRequest request, WampException reason) {
        try {
            request.endsWith(loop.schedule(patience, () -> end(request, null, reason)));
        } catch (RejectedExecutionException e) {
            // The loop was closed: no answer can come any more.
            end(request, null, reason);
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

    /** Sends another part of a call, as soon as its first one was sent; see {@link WampCall#send}. */
    CompletableFuture<Boolean> sendPart(CallRequest request, Payload part, boolean last) {
        CompletableFuture<Boolean> room = new CompletableFuture<>();
        request.begun().thenRun(() -> sendNow(request, part, last, room));
        return room;
    }

    private void sendNow(CallRequest request, Payload part, boolean last, CompletableFuture<Boolean> room) {
        OpenSession open = supervisor.open();
        try {
            boolean sent = open != null && open.sendPart(request, part, last, () -> room.complete(!request.isOver()));
            if (!sent) {
                room.complete(false);
            }
        } catch (WampException e) {
            room.completeExceptionally(e);
            end(request, CancelMode.KILLNOWAIT, e);
        }
    }

    /** Nothing of a call is to wait any more. */
    void over(CallRequest request) {
        OpenSession open = supervisor.open();
        if (open != null) {
            open.callOver(request);
        }
    }
}
