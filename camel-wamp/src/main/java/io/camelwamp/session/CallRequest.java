package io.camelwamp.session;

import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.WelcomeDetails;
import io.camelwamp.transport.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * CALL until its last RESULT or ERROR.
 *
 * <p>With a progress handler everything goes through one lane, so that partial results arrive in
 * order and before the final one; without, the result completes on the loop.
 */
final class CallRequest extends PendingRequest implements WampCall {
    /** A partial result, or the end of the call. */
    private record Step(boolean last, Consumer<Runnable> task) {}

    private static final CallOptions PROGRESS = CallOptions.NONE.with("progress", true);

    private final WampSession session;
    private final String procedure;
    private final CallOptions options;
    private final Payload payload;
    private final Duration timeout;
    private final CancelMode cancelMode;
    private final Lane<Step> progress;
    private final ProgressHandler onProgress;

    /** Of the partial results that wait for the handler, about; up on the loop, down on the executor. */
    private final AtomicLong progressOctets = new AtomicLong();

    private final CompletableFuture<CallResult> result = new CompletableFuture<>();

    /** Done when the CALL was sent, or will not be. */
    private final CompletableFuture<Void> begun = new CompletableFuture<>();

    // On the event loop only.
    private EventLoop.Cancellable limit = () -> {};
    private EventLoop.Cancellable patience = () -> {};
    private boolean killed;
    private boolean over;
    private long lastPartAt;

    CallRequest(WampSession session, CallTarget target, Payload payload) {
        super(MessageType.CALL);
        this.session = session;
        this.procedure = target.procedure();
        this.options = target.wireOptions();
        this.payload = payload;
        this.timeout = target.timeout();
        this.cancelMode = target.cancelMode();
        this.onProgress = target.onProgress();
        this.progress = onProgress == null
                ? null
                : new Lane<>(
                        "a partial result of " + procedure,
                        target.lane(),
                        CallRequest::take,
                        () -> {},
                        CallRequest::endWithoutExecutor);
    }

    private static void take(Step step, Runnable done) {
        step.task.accept(done);
    }

    private static void endWithoutExecutor(Step step) {
        if (step.last) {
            step.task.accept(() -> {});
        }
    }

    Duration timeout() {
        return timeout;
    }

    /** What the router is to be told at the time-out; null if it was told to kill the call, and would be told no more. */
    CancelMode modeAtTimeout() {
        return cancelMode == CancelMode.KILL && !kill() ? null : cancelMode;
    }

    /** The timer of the call's time-out, in place of the one before. */
    void limitedBy(EventLoop.Cancellable timer) {
        limit = timer;
    }

    /** The timer of the wait for the end of a killed call. */
    void endsWith(EventLoop.Cancellable timer) {
        patience = timer;
    }

    /** When the last partial result came, on the loop's clock; 0 if none has. */
    long lastPartAt() {
        return lastPartAt;
    }

    /** Tells whether nothing is to be done for this call any more. */
    boolean isOver() {
        return over;
    }

    /** Notes that the callee is asked to stop; false if it was before. */
    boolean kill() {
        boolean first = !killed;
        killed = true;
        return first;
    }

    @Override
    public CompletableFuture<CallResult> result() {
        return result;
    }

    @Override
    public CompletableFuture<Boolean> send(Payload part, boolean last) {
        if (!options.progress()) {
            throw new IllegalStateException("The call of " + procedure + " did not begin with the option progress");
        }
        return session.continueCall(this, part, last);
    }

    /** Done when the CALL was sent, or will not be. */
    CompletableFuture<Void> begun() {
        return begun;
    }

    /** The next CALL of the same id; options other than this are those of the first. */
    Message message(Payload part, boolean last) {
        return new Call(id(), last ? CallOptions.NONE : PROGRESS, procedure, part);
    }

    @Override
    void sent(long requestId, Runnable whenExpired) {
        super.sent(requestId, whenExpired);
        begun.complete(null);
    }

    @Override
    WampException objection(WelcomeDetails router) {
        if (options.progress() && !ClientRoles.announces(router, "dealer", "progressive_call_invocations")) {
            return new WampException(
                    Uris.FEATURE_NOT_SUPPORTED,
                    "Calls in parts (progressive call invocations) are not supported by this router: send the arguments"
                            + " in one call");
        }
        return ClientRoles.objectionToPassthru(options, router, "dealer");
    }

    @Override
    public void cancel(CancelMode mode) {
        if (!result.isDone()) {
            session.cancel(this, mode);
        }
    }

    @Override
    Message message(long requestId) {
        return new Call(requestId, options, procedure, payload);
    }

    @Override
    int size() {
        return payload.weight();
    }

    @Override
    boolean answered(Message reply) {
        Result message = (Result) reply;
        CallResult received = new CallResult(message.details(), message.payload());
        if (!message.details().progress()) {
            end(() -> result.complete(received));
            return true;
        }
        lastPartAt = session.nanoTime();
        // Progress that was not asked for says nothing; only the final result counts then.
        if (progress != null) {
            partial(received);
        }
        return false;
    }

    private void partial(CallResult received) {
        int weight = received.payload().weight();
        if (hasRoomFor(weight)) {
            progressOctets.addAndGet(weight);
            progress.offer(new Step(false, done -> {
                progressOctets.addAndGet(-weight);
                onProgress.onProgress(received, done);
            }));
            return;
        }
        session.end(
                this,
                CancelMode.KILLNOWAIT,
                new WampException(
                        Uris.UNAVAILABLE,
                        "Partial results of "
                                + procedure
                                + " came faster than they were handled; the call was cancelled"));
    }

    private boolean hasRoomFor(int weight) {
        long waiting = progressOctets.get();
        return !progress.isFull() && (waiting == 0 || waiting + weight <= CallTarget.PROGRESS_OCTETS);
    }

    @Override
    void failed(WampException failure) {
        boolean confirmed = killed && Uris.CANCELED.equals(failure.uri());
        WampException told = confirmed ? new WampException.Canceled(failure.payload(), failure.details()) : failure;
        end(() -> result.completeExceptionally(told));
    }

    private void end(Runnable completion) {
        over = true;
        limit.cancel();
        patience.cancel();
        begun.complete(null);
        session.callOver(this);
        if (progress == null) {
            completion.run();
        } else {
            progress.offer(new Step(true, done -> {
                completion.run();
                done.run();
            }));
        }
    }

    /** The procedure, for texts. */
    String procedure() {
        return procedure;
    }

    /** Calls have timers of their own; the request time-out of the session is not for them. */
    @Override
    boolean hasDeadline() {
        return false;
    }
}
