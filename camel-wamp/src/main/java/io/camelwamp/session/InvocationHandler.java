package io.camelwamp.session;

import io.camelwamp.protocol.WampException;

/** Serves the invocations of a registration; called on the executor of its {@link LaneConfig}. */
@FunctionalInterface
public interface InvocationHandler {
    /**
     * Serves an invocation. It must be completed or failed, now or later and on any thread; if this
     * method throws, the caller gets {@code wamp.error.runtime_error}, or the URI of a {@link
     * WampException}.
     */
    void onInvocation(ReceivedInvocation invocation);

    /**
     * As {@link #onInvocation(ReceivedInvocation)}, for handlers that go on working when nobody
     * waits for the answer any more: they override this, and so take no more invocations at once
     * than the lane's concurrency, however many were cancelled. As it is, an invocation takes its
     * place until it is over.
     *
     * @param invocation the invocation
     * @param done to be run when the next invocation may come; on any thread, also after this
     *     method has returned
     */
    default void onInvocation(ReceivedInvocation invocation, Runnable done) {
        invocation.whenOver(done);
        onInvocation(invocation);
    }

    /**
     * Hears that the router refused the registration or took it away; called on the event loop, once
     * for each time; logs it unless overridden. The session tries again, with growing pauses, until it is unregistered.
     */
    default void onRefused(WampException reason) {
        SessionLog.LOG.warn("The router refuses a registration, which is tried again: {}", reason.getMessage());
    }
}
