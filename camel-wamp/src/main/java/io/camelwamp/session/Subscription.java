package io.camelwamp.session;

import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.WampException;
import java.util.concurrent.CompletableFuture;

/** A subscription that the session restores after each reconnect until it is given up. */
public final class Subscription extends StandingRequest {
    private final SubscribeOptions options;
    private final EventHandler handler;
    private final Lane<ReceivedEvent> lane;
    private long lostInBurst;

    Subscription(
            WampSession session,
            String topic,
            SubscribeOptions options,
            EventHandler handler,
            LaneConfig config) {
        super(session, new Key(topic, options.match()));
        this.options = options;
        this.handler = handler;
        this.lane =
                new Lane<>(
                        config,
                        new EventHandling(handler, topic),
                        () -> session.laneHasRoom(this),
                        event -> session.lost(1));
    }

    /**
     * Gives the subscription up: from now on the handler gets no event that it does not have yet.
     */
    public CompletableFuture<Void> unsubscribe() {
        return withdraw();
    }

    SubscribeOptions options() {
        return options;
    }

    Lane<ReceivedEvent> lane() {
        return lane;
    }

    /**
     * Queues an event.
     *
     * @return how many events were lost by that: 0 or 1
     */
    int deliver(ReceivedEvent event) {
        if (!lane.isFull()) {
            lane.offer(event);
            if (lostInBurst > 0 && lane.hasRoom()) {
                handler.onLost(lostInBurst);
                lostInBurst = 0;
            }
            return 0;
        }
        switch (lane.config().overflow()) {
            case PAUSE -> {
                if (lane.waiting() < 8 * lane.config().capacity()) {
                    lane.offer(event);
                    return 0;
                }
            }
            case DROP_OLDEST -> {
                boolean dropped = lane.removeOldest() != null;
                lane.offer(event);
                if (!dropped) {
                    return 0;
                }
            }
            case DROP_NEWEST -> {}
        }
        if (++lostInBurst == 1) {
            handler.onLost(1);
        }
        return 1;
    }

    /** Tells whether reading should pause because of this subscription. */
    boolean wantsPause() {
        return lane.config().overflow() == Overflow.PAUSE && lane.isFull();
    }

    @Override
    public int waiting() {
        return lane.waiting();
    }

    @Override
    void onRefused(WampException reason) {
        handler.onRefused(reason);
    }

    /** Keeps what a handler throws away from the lane's worker. */
    private record EventHandling(EventHandler handler, String topic)
            implements Lane.Handler<ReceivedEvent> {
        @Override
        public void handle(ReceivedEvent event, Runnable done) {
            try {
                handler.onEvent(event, done);
            } catch (RuntimeException e) {
                SessionLog.handlerFailed("event of " + topic, e);
                done.run();
            }
        }
    }
}
