package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.outbound.OutboundAnswer;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.EventHandler;
import io.camelwamp.session.ReceivedEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the events of a topic to its application, one after the other, each until it is accepted or its attempts are used up.
 */
final class TopicEvents implements EventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(TopicEvents.class);

    private final HeldEndpoint held;
    private final CallbackSender sender;
    private final int attempts;
    private final LongAdder lost;

    /** Read and written on the event loop. */
    private boolean losing;

    /**
     * A handler.
     *
     * @param attempts how often an event is sent before it is given up
     * @param lost counts events that did not get there
     */
    TopicEvents(HeldEndpoint held, CallbackSender sender, int attempts, LongAdder lost) {
        this.held = held;
        this.sender = sender;
        this.attempts = attempts;
        this.lost = lost;
    }

    @Override
    public void onEvent(ReceivedEvent event, Runnable done) {
        HeldEndpoint.Route route = held.route();
        Application application = route.application();
        if (route.target() == null || application.isDead()) {
            lost.increment();
            done.run();
            return;
        }
        sender.postRepeatedly(
                        () -> held.route().target(),
                        headers(event),
                        ProcedureCalls.json(event.payload()),
                        attempts,
                        (answer, failure) -> {
                            ProcedureCalls.judge(application, answer, failure);
                            return !application.isDead() && held.route().target() != null;
                        })
                .whenComplete((answer, failure) -> {
                    try {
                        noteLoss(event, answer, failure);
                    } finally {
                        done.run();
                    }
                });
    }

    private void noteLoss(ReceivedEvent event, OutboundAnswer answer, Throwable failure) {
        if (failure == null && answer.isSuccess()) {
            return;
        }
        lost.increment();
        LOG.warn(
                "An event of {} (publication {}) did not get to {}: {}",
                event.topic(),
                event.publication(),
                held.route().application(),
                failure == null
                        ? "status " + answer.status()
                        : CallbackSender.causeOf(failure).getMessage());
    }

    /** The queue is full; told once when it begins and once when it is over. */
    @Override
    public void onLost(long count) {
        losing = !losing;
        if (losing) {
            LOG.warn("{} gets more events than it accepts: its queue is full, and events are lost", held.endpoint());
        } else {
            lost.add(count);
            LOG.warn("{} events of {} are lost, because its queue was full", count, held.endpoint());
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
