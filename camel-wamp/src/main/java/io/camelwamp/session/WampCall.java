package io.camelwamp.session;

import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Payload;
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
     * Sends another part of a call that began with the option {@code progress} (spec:
     * advanced/rpc_progressive_call_invocations.md). May be called from any thread, once the part
     * before may be followed.
     *
     * @param part arguments and keyword arguments
     * @param last whether it is the last one, which every such call needs
     * @return completes with true when the router takes another part, with false when the call is over;
     *     fails if the part cannot be sent, which cancels the call
     */
    CompletableFuture<Boolean> send(Payload part, boolean last);

    /**
     * Cancels the call; does nothing if it is complete. May be called from any thread.
     *
     * @param mode skip and killnowait fail the result at once, kill waits for the callee's answer
     *     for a bounded time
     */
    void cancel(CancelMode mode);
}
