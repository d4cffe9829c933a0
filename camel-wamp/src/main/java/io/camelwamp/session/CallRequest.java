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
import io.camelwamp.transport.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * CALL until its last RESULT or ERROR.
 *
 * <p>With a progress handler everything goes through one lane, so that partial results arrive in
 * order and before the final one; without, the result completes on the loop.
 */
final class CallRequest extends PendingRequest implements WampCall {
    private final WampSession session;
    private final String procedure;
    private final CallOptions options;
    private final Payload payload;
    private final Duration timeout;
    private final Lane<Runnable> progress;
    private final Consumer<CallResult> onProgress;
    private final CompletableFuture<CallResult> result = new CompletableFuture<>();
    private EventLoop.Cancellable timer = () -> {};

    CallRequest(WampSession session, CallTarget target, Payload payload) {
        super(MessageType.CALL);
        this.session = session;
        this.procedure = target.procedure();
        this.options = target.wireOptions();
        this.payload = payload;
        this.timeout = target.timeout();
        this.onProgress = target.onProgress();
        this.progress =
                onProgress == null
                        ? null
                        : new Lane<>(
                                target.lane(), CallRequest::runInTurn, () -> {}, Runnable::run);
    }

    private static void runInTurn(Runnable step, Runnable done) {
        try {
            step.run();
        } catch (RuntimeException e) {
            SessionLog.handlerFailed("progressive result", e);
        } finally {
            done.run();
        }
    }

    Duration timeout() {
        return timeout;
    }

    CallOptions options() {
        return options;
    }

    /** Keeps the timer that limits this call, to be stopped when it is over. */
    void limitedBy(EventLoop.Cancellable newTimer) {
        timer.cancel();
        timer = newTimer;
    }

    @Override
    public CompletableFuture<CallResult> result() {
        return result;
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
    boolean answered(Message reply) {
        Result message = (Result) reply;
        CallResult received = new CallResult(message.details(), message.payload());
        if (!message.details().progress()) {
            timer.cancel();
            inOrder(() -> result.complete(received));
            return true;
        }
        // Progress that was not asked for says nothing; only the final result counts then.
        if (progress != null) {
            if (progress.isFull()) {
                session.end(
                        this,
                        CancelMode.KILLNOWAIT,
                        new WampException(
                                Uris.UNAVAILABLE,
                                "Partial results of "
                                        + procedure
                                        + " came faster than they were handled; the call was"
                                        + " cancelled"));
            } else {
                progress.offer(() -> onProgress.accept(received));
            }
        }
        return false;
    }

    @Override
    void failed(WampException failure) {
        timer.cancel();
        inOrder(() -> result.completeExceptionally(failure));
    }

    private void inOrder(Runnable completion) {
        if (progress == null) {
            completion.run();
        } else {
            progress.offer(completion);
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
