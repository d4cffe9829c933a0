package io.camelwamp.component;

import io.camelwamp.session.LatencyHistogram;
import io.camelwamp.session.SessionLoad;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;

/**
 * A session's meters, {@code wamp.session.…}; all of them look at what the session counts anyway.
 *
 * <p>Micrometer is optional: without it this class cannot even be loaded, so who uses it asks first
 * for {@link MeterRegistry} by its name.
 */
final class SessionMeters {
    private static final double[] QUANTILES = {0.5, 0.99, 1};

    private final MeterRegistry registry;
    private final ManagedSession session;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();

    private SessionMeters(MeterRegistry registry, ManagedSession session) {
        this.registry = registry;
        this.session = session;
        this.tags = Tags.of("component", session.getComponent(), "session", session.getName());
    }

    /**
     * Adds a session's meters to the context's registry, if there is one.
     *
     * @return takes them away again
     */
    static Runnable register(CamelContext context, ManagedSession session) {
        MeterRegistry registry = CamelContextHelper.findSingleByType(context, MeterRegistry.class);
        if (registry == null) {
            return () -> {};
        }
        SessionMeters meters = new SessionMeters(registry, session);
        meters.addState();
        meters.addCounters();
        meters.addLatency("publish", session.counters().publishLatency());
        meters.addLatency("call", session.counters().callLatency());
        return () -> meters.meters.forEach(registry::remove);
    }

    private void addState() {
        gauge("ready", "1 while requests go out at once and all is held", s -> s.isReady() ? 1 : 0);
        load("requests.in.flight", "Requests that wait for an answer", SessionLoad::inFlight);
        load("requests.waiting", "Requests that cannot be sent yet", SessionLoad::waiting);
        load("invocations.in.flight", "Invocations that wait for our answer", SessionLoad::invocations);
        load("queued", "Events and invocations that wait for routes", SessionLoad::queued);
        load("unread.octets", "Octets sent that the network has not taken", SessionLoad::unreadOctets);
        load("reading.paused", "1 while a full queue holds the router back", l -> l.readingPaused() ? 1 : 0);
        gauge("wanted", "Subscriptions and registrations that routes ask for", ManagedSession::getWanted);
        gauge("held", "Subscriptions and registrations that the router holds", ManagedSession::getHeld);
    }

    private void addCounters() {
        counter("reconnects", "Sessions after the first", ManagedSession::getReconnects);
        counter("publications", "Publications sent", ManagedSession::getPublications);
        counter("calls", "Calls sent", ManagedSession::getCalls);
        counter("requests.lost", "Requests with an unknown outcome", ManagedSession::getRequestsLost);
        counter("events", "Events received", ManagedSession::getEvents);
        counter("events.lost", "Events lost for want of room", ManagedSession::getEventsLost);
        counter("events.orphaned", "Events of subscriptions given up", ManagedSession::getEventsOrphaned);
        counter("invocations", "Invocations received", ManagedSession::getInvocations);
        counter("invocations.rejected", "Invocations refused for want of room", ManagedSession::getInvocationsRejected);
        counter("answers.late", "Answers to requests that were over", ManagedSession::getAnswersLate);
        counter("answers.unknown", "Answers to requests never sent", ManagedSession::getAnswersUnknown);
    }

    private void addLatency(String request, LatencyHistogram latency) {
        Tags own = tags.and("request", request);
        add(FunctionTimer.builder(
                        "wamp.session.latency",
                        latency,
                        LatencyHistogram::count,
                        l -> l.total().toNanos(),
                        TimeUnit.NANOSECONDS)
                .description("From a request to its last answer")
                .tags(own)
                .register(registry));
        for (double quantile : QUANTILES) {
            add(TimeGauge.builder(
                            "wamp.session.latency.quantile", latency, TimeUnit.NANOSECONDS, l -> l.quantile(quantile)
                                    .toNanos())
                    .description("What this share of the requests took at most, in the last one to two minutes")
                    .tags(own.and("quantile", String.valueOf(quantile)))
                    .register(registry));
        }
    }

    private void load(String name, String description, ToDoubleFunction<SessionLoad> value) {
        gauge(name, description, s -> value.applyAsDouble(s.status().load()));
    }

    private void gauge(String name, String description, ToDoubleFunction<ManagedSession> value) {
        add(Gauge.builder("wamp.session." + name, session, value)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private void counter(String name, String description, ToLongFunction<ManagedSession> value) {
        add(FunctionCounter.builder("wamp.session." + name, session, value::applyAsLong)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private void add(Meter meter) {
        meters.add(meter);
    }
}
