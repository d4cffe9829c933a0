package io.camelwamp.component;

import io.camelwamp.protocol.CancelMode;
import io.camelwamp.session.CallResult;
import io.camelwamp.session.WampCall;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Ends a call with what goes wrong beside it: a part that cannot be sent, or a partial result that
 * cannot be handled. Thread-safe.
 */
final class CallWatch {
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    /** Something went wrong; the first one counts. */
    void failed(Throwable cause) {
        failure.completeExceptionally(cause);
    }

    /** Tells whether the call has failed by this. */
    boolean hasFailed() {
        return failure.isCompletedExceptionally();
    }

    /** The result of a call, or the failure, which cancels the call. */
    CompletableFuture<CallResult> over(WampCall call, CancelMode mode) {
        failure.whenComplete((nothing, cause) -> call.cancel(mode));
        return call.result().handle((result, cause) -> {
            if (hasFailed()) {
                failure.join();
            }
            if (cause != null) {
                throw cause instanceof CompletionException known ? known : new CompletionException(cause);
            }
            return result;
        });
    }
}
