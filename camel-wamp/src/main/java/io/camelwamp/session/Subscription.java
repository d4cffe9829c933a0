package io.camelwamp.session;

import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.WampException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/** A subscription that the session restores after each reconnect until it is given up. */
public final class Subscription extends StandingRequest {
    private final SubscribeOptions options;
    private final EventHandler handler;
    private final Lane<ReceivedEvent> lane;
    private final LongAdder lost = new LongAdder();
    private long lostInBurst;

    Subscription(WampSession session, String topic, SubscribeOptions options, EventHandler handler, LaneConfig config) {
        super(session, new Key(topic, options.match()));
        this.options = options;
        this.handler = handler;
        this.lane =
                new Lane<>("an event of " + topic, config, handler::onEvent, () -> session.laneHasRoom(this), event -> {
                    lost.increment();
                    session.lost(1);
                });
    }

    /**
     * Gives the subscription up: no more events are taken in. Those that are waiting in the queue
     * still reach the handler.
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
            endBurst();
            return 0;
        }
        switch (lane.config().overflow()) {
            case PAUSE -> {
                if (lane.waiting() < 8L * lane.config().capacity()) {
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
        lost.increment();
        if (++lostInBurst == 1) {
            tellLost();
        }
        return 1;
    }

    /** Tells how many were lost, if any were and there is room again; on the loop. */
    void endBurst() {
        if (lostInBurst > 0 && lane.hasRoom()) {
            tellLost();
            lostInBurst = 0;
        }
    }

    private void tellLost() {
        SessionLog.guard("lost events of " + uri(), () -> handler.onLost(lostInBurst));
    }

    /** Tells whether reading should pause because of this subscription. */
    boolean wantsPause() {
        return lane.config().overflow() == Overflow.PAUSE && lane.isFull();
    }

    @Override
    public long lost() {
        return lost.sum();
    }

    @Override
    public int waiting() {
        return lane.waiting();
    }

    @Override
    void onRefused(WampException reason) {
        handler.onRefused(reason);
    }
}
