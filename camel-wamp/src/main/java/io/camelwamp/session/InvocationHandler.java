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
     * Hears that the router refused the registration or took it away; called on the event loop. The
     * session tries again until it is unregistered.
     */
    default void onRefused(WampException reason) {}
}
