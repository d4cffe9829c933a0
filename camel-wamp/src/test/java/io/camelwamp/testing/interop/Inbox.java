package io.camelwamp.testing.interop;

import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.ReceivedEvent;
import io.camelwamp.session.Subscription;
import io.camelwamp.session.WampSession;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A subscription of our own engine that keeps its events until the test asks for them. */
public final class Inbox {
    private final BlockingQueue<ReceivedEvent> events = new LinkedBlockingQueue<>();
    private final Subscription subscription;

    private Inbox(WampSession session, String topic, SubscribeOptions options, LaneConfig lane) {
        this.subscription = session.subscribe(topic, options, this::take, lane);
    }

    /** Subscribes; the router's answer has not come yet. */
    static Inbox open(WampSession session, String topic, SubscribeOptions options, LaneConfig lane) {
        return new Inbox(session, topic, options, lane);
    }

    private void take(ReceivedEvent event, Runnable done) {
        events.add(event);
        done.run();
    }

    /** The subscription itself. */
    public Subscription subscription() {
        return subscription;
    }

    /** Gives the subscription back and waits for the router's answer. */
    public void unsubscribe() {
        PeerProcess.await(subscription.unsubscribe(), "unsubscribe");
    }

    /** Waits for the next event. */
    public ReceivedEvent next() {
        try {
            ReceivedEvent event = events.poll(PeerProcess.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                throw new AssertionError("No event came within " + PeerProcess.LIMIT);
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("next event", e);
        }
    }

    /** Waits for the next event and returns what it carries. */
    public Content nextContent() {
        return Content.of(next().payload());
    }

    /** Tells whether nothing has come that was not asked for. */
    public boolean isEmpty() {
        return events.isEmpty();
    }
}
