package io.camelwamp.session;

import io.camelwamp.protocol.CancelMode;
import java.util.concurrent.CompletableFuture;

/** A call under way. */
public interface WampCall {
    /**
     * The final result. It completes on the event loop (continue with an {@code …Async} method if
     * that may block), or on the executor of the progress handler if there is one; failures are
     * {@link io.camelwamp.protocol.WampException}s.
     */
    CompletableFuture<CallResult> result();

    /**
     * Cancels the call; does nothing if it is complete. May be called from any thread.
     *
     * @param mode skip and killnowait fail the result at once, kill waits for the callee's answer
     *     for a bounded time
     */
    void cancel(CancelMode mode);
}
