package io.camelwamp.bridge.forwarder;

import io.camelwamp.bridge.outbound.DeadLetters;
import io.camelwamp.bridge.outbound.OutboundAnswer;
import io.camelwamp.bridge.outbound.OutboundException;
import io.camelwamp.bridge.outbound.Recall;
import io.camelwamp.bridge.outbound.Retrier;
import io.camelwamp.bridge.outbound.Turns;
import io.camelwamp.bridge.outbound.Unfinished;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events that wait for their turn, and those that are under way. What cannot be delivered is a dead letter. Thread-safe. */
final class EventQueue {
    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

    private final ArrayBlockingQueue<ForwardedEvent> waiting;
    private final int places;
    private final EventSender sender;
    private final DeadLetters deadLetters;
    private final String url;
    private final Unfinished unfinished;
    private final Recall recall = new Recall();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Turns turns = new Turns();
    private final AtomicLong forwarded = new AtomicLong();
    private volatile boolean stopped;

    /** Guarded by this. */
    private long stoppedAt;

    /**
     * An empty queue.
     *
     * @param capacity how many events may wait
     * @param places how many may be under way at once; with one they keep their order
     * @param url what dead letters say they were meant for
     * @param unfinished counts events that are under way
     */
    EventQueue(
            int capacity, int places, EventSender sender, DeadLetters deadLetters, String url, Unfinished unfinished) {
        this.waiting = new ArrayBlockingQueue<>(capacity);
        this.places = places;
        this.sender = sender;
        this.deadLetters = deadLetters;
        this.url = url;
        this.unfinished = unfinished;
    }

    /** Takes an event, if there is room. */
    boolean offer(ForwardedEvent event) {
        boolean taken = waiting.offer(event);
        if (taken) {
            sendWaiting();
        }
        return taken;
    }

    /** How many events wait or are under way. */
    int pending() {
        return waiting.size() + underWay.get();
    }

    /** How many events the backend has accepted. */
    long forwarded() {
        return forwarded.get();
    }

    /**
     * From now on no event is sent; those that wait are dead letters, those under way go on.
     *
     * @return when it was stopped first, as {@link System#nanoTime} has it
     */
    synchronized long stop() {
        if (!stopped) {
            stoppedAt = System.nanoTime();
            stopped = true;
        }
        giveUpWaiting();
        return stoppedAt;
    }

    /** Gives up what is under way. */
    void abandon() {
        recall.recall();
    }

    private void sendWaiting() {
        if (stopped) {
            giveUpWaiting();
            return;
        }
        turns.take(() -> {
            while (!stopped && underWay.get() < places && !waiting.isEmpty()) {
                sendNext();
            }
        });
    }

    private void sendNext() {
        // Counted before it is taken out, or for a moment nothing would seem to be pending or unfinished.
        underWay.incrementAndGet();
        unfinished.begin();
        ForwardedEvent event = waiting.poll();
        if (event == null) {
            underWay.decrementAndGet();
            unfinished.end();
        } else {
            send(event);
        }
    }

    private void giveUpWaiting() {
        for (ForwardedEvent event = waiting.poll(); event != null; event = waiting.poll()) {
            deadLetters.take(event.letter(url), "the bridge stopped");
        }
    }

    private void send(ForwardedEvent event) {
        CompletableFuture<OutboundAnswer> sent;
        try {
            sent = sender.send(event, recall);
        } catch (RuntimeException e) {
            sent = CompletableFuture.failedFuture(e);
        }
        sent.whenComplete((answer, failure) -> {
            if (failure == null) {
                forwarded.incrementAndGet();
                ended();
            } else {
                undelivered(event, Retrier.unwrapped(failure));
            }
        });
    }

    private void undelivered(ForwardedEvent event, Throwable reason) {
        LOG.debug("The {} was not forwarded", event, reason);
        boolean abandoned =
                reason instanceof OutboundException known && known.kind() == OutboundException.Kind.RECALLED;
        (abandoned
                        ? deadLetters.takeDoubtful(event.letter(url))
                        : deadLetters.take(event.letter(url), reason.getMessage()))
                .thenRun(this::ended);
    }

    private void ended() {
        underWay.decrementAndGet();
        try {
            sendWaiting();
        } finally {
            unfinished.end();
        }
    }
}
