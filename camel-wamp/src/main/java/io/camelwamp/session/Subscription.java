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
    private final Backlog.Share octets;
    private final LongAdder lost = new LongAdder();

    Subscription(WampSession session, String topic, SubscribeOptions options, EventHandler handler, LaneConfig config) {
        super(session, new Key(topic, options.match()));
        this.options = options;
        this.handler = handler;
        Runnable onRoom = () -> session.hasRoom(this);
        this.octets = session.backlog().share(onRoom);
        this.lane = new Lane<>("an event of " + topic, config, this::handle, onRoom, event -> {
            octets.remove(event.payload().weight());
            lost.increment();
            session.lost(1);
        });
    }

    private void handle(ReceivedEvent event, Runnable done) {
        octets.remove(event.payload().weight());
        handler.onEvent(event, done);
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

    /** Whether an event finds no room: too many wait, or too many octets in the session's queues together. */
    private boolean isFull() {
        return lane.isFull() || octets.isUsedUp();
    }

    @Override
    boolean hasRoom() {
        return lane.hasRoom() && octets.hasRoom();
    }

    /**
     * Queues an event.
     *
     * @return how many events were lost by that
     */
    int deliver(ReceivedEvent event) {
        if (!isFull()) {
            offer(event);
            return 0;
        }
        return switch (lane.config().overflow()) {
            case PAUSE -> {
                boolean fits = lane.waiting() < 8L * lane.config().capacity() && !octets.isUsedUp();
                if (fits) {
                    offer(event);
                }
                yield fits ? 0 : lose(1);
            }
            case DROP_OLDEST -> {
                int dropped = dropOldest();
                offer(event);
                yield lose(dropped);
            }
            case DROP_NEWEST -> lose(1);
        };
    }

    private void offer(ReceivedEvent event) {
        octets.add(event.payload().weight());
        lane.offer(event);
    }

    private int dropOldest() {
        int dropped = 0;
        while (isFull()) {
            ReceivedEvent oldest = lane.removeOldest();
            if (oldest == null) {
                break;
            }
            octets.remove(oldest.payload().weight());
            dropped++;
        }
        return dropped;
    }

    private int lose(int events) {
        if (events > 0) {
            lost.add(events);
            missed(events);
        }
        return events;
    }

    @Override
    void onBurstBegun(long events) {
        SessionLog.guard("lost events of " + uri(), () -> handler.onLost(events));
    }

    @Override
    void onBurstOver(long events) {
        SessionLog.guard("lost events of " + uri(), () -> handler.onLost(events));
    }

    /** Tells whether reading should pause because of this subscription. */
    boolean wantsPause() {
        return lane.config().overflow() == Overflow.PAUSE && isFull();
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
