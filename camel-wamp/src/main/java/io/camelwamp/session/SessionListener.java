package io.camelwamp.session;

import io.camelwamp.protocol.Welcome;

/** Hears of the life of a session; called on its event loop, so that it must not block. */
public interface SessionListener {
    /**
     * The router has let us in; subscriptions and registrations are restored next. A request that is
     * made here waits for that and goes out before {@link #ready()}.
     */
    default void joined(Welcome welcome) {}

    /** Everything the application asked for has been answered by the router; requests flow. */
    default void ready() {}

    /** The session is over, or could not begin. */
    default void ended(SessionEnd end) {}

    /** The session will not be tried again. */
    default void givenUp(SessionEnd end) {}
}
