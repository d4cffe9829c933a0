package io.camelwamp.bridge.callback;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells how the callback API is. It is up while its session with the router is ready; applications that do not answer are
 * details, because they are no reason to send requests to another bridge.
 */
final class CallbackHealth extends AbstractHealthCheck {
    private final Supplier<CallbackService> service;

    /**
     * A check.
     *
     * @param name tells it from those of other callback APIs
     * @param service what is asked; null while it is stopped
     */
    CallbackHealth(String name, Supplier<CallbackService> service) {
        super("camel", "wamp-callback:" + name);
        this.service = service;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        CallbackService current = service.get();
        if (current == null) {
            builder.message("It is not started").unknown();
            return;
        }
        Map<String, Integer> states = new TreeMap<>();
        current.statuses().forEach(status -> states.merge(ApiAnswer.word(status), 1, Integer::sum));
        states.forEach((state, count) -> builder.detail("endpoints." + state, count));
        builder.detail("callbacks.underWay", current.callbacksUnderWay());
        builder.detail("calls.pending", current.callsPending());
        builder.detail("results.waiting", current.resultsWaiting());
        builder.detail("results.lost", current.resultsLost());
        builder.detail("events.lost", current.eventsLost());
        if (current.isReady()) {
            builder.up();
        } else {
            builder.message("There is no session with the router").down();
        }
    }
}
