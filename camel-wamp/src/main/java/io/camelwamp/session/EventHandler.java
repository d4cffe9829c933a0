package io.camelwamp.session;

import io.camelwamp.protocol.WampException;

/** Takes the events of a subscription; called on the executor of its {@link LaneConfig}. */
@FunctionalInterface
public interface EventHandler {
    /**
     * Takes an event.
     *
     * @param event the event
     * @param done to be run when the next event may come; on any thread, also after this method has
     *     returned
     */
    void onEvent(ReceivedEvent event, Runnable done);

    /**
     * Hears that events were lost because the queue was full, once when it begins and once when it
     * is over; called on the event loop.
     *
     * @param count how many so far in this burst
     */
    default void onLost(long count) {}

    /**
     * Hears that the router refused the subscription or took it away; called on the event loop, once
     * for each time; logs it unless overridden. The session tries again, with growing pauses, until it is unsubscribed.
     */
    default void onRefused(WampException reason) {
        SessionLog.LOG.warn("The router refuses a subscription, which is tried again: {}", reason.getMessage());
    }
}
