package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.outbound.DeadLetter;
import io.camelwamp.bridge.outbound.OutboundAnswer;
import io.camelwamp.bridge.outbound.Turns;
import io.camelwamp.component.WampConstants;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.EventHandler;
import io.camelwamp.session.ReceivedEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends the events of a topic to its application, one after the other, each until it is accepted or its attempts are used up.
 * What does not get there, and what too many wait before, is a dead letter. Thread-safe.
 */
final class TopicEvents implements EventHandler {
    /** The header of a dead letter with the name of the API key that subscribed. */
    static final String KEY = "CamelWampCallbackKey";

    /** An event that waits, with its size if that is counted. */
    private record Waiting(String topic, long publication, Map<String, String> headers, byte[] json, boolean counted) {}

    private final HeldEndpoint held;
    private final EventDelivery delivery;
    private final ArrayBlockingQueue<Waiting> waiting;
    private final Turns turns = new Turns();
    private final AtomicBoolean underWay = new AtomicBoolean();

    /** Written on the event loop. */
    private boolean losing;

    TopicEvents(HeldEndpoint held, EventDelivery delivery) {
        this.held = held;
        this.delivery = delivery;
        this.waiting = new ArrayBlockingQueue<>(delivery.queueSize());
    }

    @Override
    public void onEvent(ReceivedEvent received, Runnable done) {
        byte[] json = ProcedureCalls.json(received.payload());
        // One event may always wait, so that no application is without events because of another one.
        boolean counted = !waiting.isEmpty();
        Waiting event = new Waiting(received.topic(), received.publication(), headers(received), json, counted);
        boolean fits = !counted || delivery.room().enter(json.length);
        delivery.unfinished().begin();
        if (fits && waiting.offer(event)) {
            sendWaiting();
            done.run();
            return;
        }
        if (fits) {
            leave(event);
        }
        delivery.letters().pass(letter(event), "too many events wait").thenRun(() -> {
            delivery.unfinished().end();
            done.run();
        });
    }

    private void leave(Waiting event) {
        if (event.counted()) {
            delivery.room().leave(event.json().length);
        }
    }

    private void sendWaiting() {
        turns.take(() -> {
            while (!waiting.isEmpty() && underWay.compareAndSet(false, true)) {
                Waiting event = waiting.poll();
                if (event == null) {
                    underWay.set(false);
                } else {
                    leave(event);
                    send(event);
                }
            }
        });
    }

    private void send(Waiting event) {
        CompletableFuture<Void> sent;
        try {
            sent = attempt(event);
        } catch (RuntimeException e) {
            sent = delivery.letters().take(letter(event), String.valueOf(e.getMessage()));
        }
        sent.whenComplete((nothing, failure) -> {
            underWay.set(false);
            try {
                sendWaiting();
            } finally {
                delivery.unfinished().end();
            }
        });
    }

    /** An application that dies meanwhile may be back before the attempts are used up. */
    private CompletableFuture<Void> attempt(Waiting event) {
        HeldEndpoint.Route route = held.route();
        if (route.target() == null) {
            return delivery.letters().take(letter(event), "callbacks to its URL are not allowed");
        }
        if (route.application().isDead()) {
            return delivery.letters().take(letter(event), "the application does not answer, and is taken for dead");
        }
        // Of one attempt the URL and the application belong together: they may change before the next.
        AtomicReference<HeldEndpoint.Route> taken = new AtomicReference<>();
        return delivery.sender()
                .postRepeatedly(
                        () -> {
                            HeldEndpoint.Route now = held.route();
                            taken.set(now);
                            return now.target();
                        },
                        event.headers(),
                        event.json(),
                        delivery.attempts(),
                        (answer, failure) -> {
                            ProcedureCalls.judge(taken.get().application(), answer, failure);
                            return held.route().target() != null;
                        })
                .handle((answer, failure) -> ended(event, answer, failure))
                .thenCompose(letter -> letter);
    }

    private CompletableFuture<Void> ended(Waiting event, OutboundAnswer answer, Throwable failure) {
        if (failure == null && answer.isSuccess()) {
            return CompletableFuture.completedFuture(null);
        }
        return delivery.letters().take(letter(event), CallbackSender.reason(answer, failure));
    }

    private DeadLetter letter(Waiting event) {
        HeldEndpoint.Route route = held.route();
        Map<String, Object> known = new LinkedHashMap<>();
        known.put(WampConstants.TOPIC, event.topic());
        known.put(WampConstants.PUBLICATION_ID, event.publication());
        known.put(KEY, route.endpoint().id().owner());
        String what = "event " + event.publication() + " of " + event.topic() + " for key "
                + route.endpoint().id().owner();
        return new DeadLetter(what, CallbackSender.plain(route.endpoint().url()), known, event.json());
    }

    /** Even the dead-letter endpoint is too slow; told once when it begins and once when it is over. */
    @Override
    public void onLost(long count) {
        losing = !losing;
        if (!losing) {
            delivery.letters().lost(count, "events for " + held.endpoint(), "they come too fast");
        }
    }

    @Override
    public void onRefused(WampException reason) {
        held.refused(reason);
    }

    private static Map<String, String> headers(ReceivedEvent event) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Wamp-Topic", event.topic());
        headers.put("X-Wamp-Publication", String.valueOf(event.publication()));
        if (event.details().publisher() != null) {
            headers.put("X-Wamp-Publisher", String.valueOf(event.details().publisher()));
        }
        return headers;
    }
}
