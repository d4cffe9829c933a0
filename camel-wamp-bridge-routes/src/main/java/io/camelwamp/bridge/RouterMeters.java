package io.camelwamp.bridge;

import io.camelwamp.router.RouterStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;

/** The embedded router's meters, {@code wamp.router.…}; not to be touched if Micrometer is not there. */
final class RouterMeters {
    private final MeterRegistry registry;
    private final ManagedRouter router;
    private final List<Meter> meters = new ArrayList<>();

    private RouterMeters(MeterRegistry registry, ManagedRouter router) {
        this.registry = registry;
        this.router = router;
    }

    /**
     * Adds a router's meters to the context's registry, if there is one.
     *
     * @return takes them away again
     */
    static Runnable register(CamelContext context, ManagedRouter router) {
        MeterRegistry registry = CamelContextHelper.findSingleByType(context, MeterRegistry.class);
        if (registry == null) {
            return () -> {};
        }
        RouterMeters added = new RouterMeters(registry, router);
        added.addGauges();
        added.addCounters();
        return () -> added.meters.forEach(registry::remove);
    }

    private void addGauges() {
        gauge("realms", "Realms that exist", RouterStatistics::realms);
        gauge("connections", "Open connections, joined or not", RouterStatistics::connections);
        gauge("sessions", "Sessions that have joined", RouterStatistics::sessions);
        gauge("subscriptions", "Topics and patterns subscribed to", RouterStatistics::subscriptions);
        gauge("registrations", "Procedures and patterns registered", RouterStatistics::registrations);
        gauge("calls.in.flight", "Calls that were not answered yet", RouterStatistics::callsInFlight);
        gauge("events.retained", "Events kept for later subscribers", RouterStatistics::retainedEvents);
        gauge("events.remembered", "Events kept in histories", RouterStatistics::historyEvents);
    }

    private void addCounters() {
        counter("joined", "Sessions that have joined so far", RouterStatistics::joined);
        counter("refused", "Clients that were not let in", RouterStatistics::refused);
        counter("aborted", "Connections ended by the router", RouterStatistics::aborted);
        counter("publications", "Publications accepted", RouterStatistics::publications);
        counter("events", "Events sent", RouterStatistics::events);
        counter("events.dropped", "Events that slow receivers did not get", RouterStatistics::droppedEvents);
        counter("calls", "Calls that reached a callee", RouterStatistics::calls);
        counter("events.evicted", "Events kept that had to go", RouterStatistics::evictedEvents);
        counter("denied", "Requests that were not permitted", RouterStatistics::denied);
        counter("revoked", "Subscriptions and registrations taken away", RouterStatistics::revoked);
        counter("killed", "Sessions ended by others", RouterStatistics::killed);
    }

    private void gauge(String name, String description, ToDoubleFunction<RouterStatistics> value) {
        meters.add(Gauge.builder("wamp.router." + name, router, r -> value.applyAsDouble(r.statistics()))
                .description(description)
                .register(registry));
    }

    private void counter(String name, String description, ToDoubleFunction<RouterStatistics> value) {
        meters.add(FunctionCounter.builder("wamp.router." + name, router, r -> value.applyAsDouble(r.statistics()))
                .description(description)
                .register(registry));
    }
}
