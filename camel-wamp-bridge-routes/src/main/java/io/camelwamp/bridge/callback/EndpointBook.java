package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.callback.Endpoint.Id;
import io.camelwamp.bridge.callback.Endpoint.Kind;
import io.camelwamp.bridge.callback.EndpointStatus.State;
import io.camelwamp.bridge.outbound.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has asked for what: the endpoints, in the database and at the router.
 *
 * <p>All changes happen on one thread, in the order in which they were asked for; it waits for the database, and for nothing
 * else. The public state may be read from any thread.
 */
final class EndpointBook {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointBook.class);

    /** How long an answer waits for the router's; what takes longer is told to be pending. */
    private static final long ROUTER_SECONDS = 5;

    private final EndpointStore store;
    private final BookThread thread;
    private final Placement placement;
    private final Probes probes;
    private final int endpointsPerKey;
    private final Map<Id, HeldEndpoint> endpoints = new ConcurrentHashMap<>();

    /**
     * An empty book.
     *
     * @param executor runs one task at a time, in their order
     * @param placement puts endpoints to the router
     * @param probes asks dead applications whether they are there
     */
    EndpointBook(EndpointStore store, Executor executor, Placement placement, Probes probes, int endpointsPerKey) {
        this.store = store;
        this.thread = new BookThread(executor);
        this.placement = placement;
        this.probes = probes;
        this.endpointsPerKey = endpointsPerKey;
    }

    /** Takes up what the database has. */
    CompletableFuture<Void> open() {
        return thread.run(() -> {
            store.prepare();
            for (Endpoint endpoint : store.load()) {
                HeldEndpoint held = new HeldEndpoint(placement.route(endpoint));
                endpoints.put(endpoint.id(), held);
                placement.settle(held);
            }
            LOG.info("The callback API has {} endpoints", endpoints.size());
            return null;
        });
    }

    /**
     * Adds endpoints of one owner, or replaces those with the same names. They are stored when the future completes.
     *
     * @return what became of each, by its name; fails with a {@link io.camelwamp.bridge.http.RefusedException} if none of them can be
     */
    CompletableFuture<Map<String, EndpointStatus>> put(List<Endpoint> wanted) {
        Set<Id> added = new HashSet<>();
        CompletableFuture<List<CompletableFuture<Void>>> placed = thread.ask(() -> {
            PutRules.check(wanted, endpoints.values(), placement::isWithAnother, endpointsPerKey);
            store.save(wanted);
            wanted.stream()
                    .map(Endpoint::id)
                    .filter(id -> !endpoints.containsKey(id))
                    .forEach(added::add);
            return wanted.stream().map(this::place).toList();
        });
        return placed.thenCompose(EndpointBook::settled)
                .thenCompose(settled -> thread.run(() -> outcome(wanted, added)));
    }

    /** Refusals are found out by looking, when all have an answer or the time is over. */
    private static CompletableFuture<Void> settled(List<CompletableFuture<Void>> answers) {
        return CompletableFuture.allOf(answers.stream()
                        .map(answer -> answer.exceptionally(refused -> null))
                        .toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, ROUTER_SECONDS, TimeUnit.SECONDS);
    }

    /** Puts an endpoint to the router; completes with its answer. */
    private CompletableFuture<Void> place(Endpoint endpoint) {
        HeldEndpoint held = endpoints.get(endpoint.id());
        HeldEndpoint.Route route = placement.route(endpoint);
        if (route.application() != null) {
            // Who sends us requests is not dead.
            revive(route.application());
        }
        if (held != null && held.request() != null && held.endpoint().differsInUrlOnly(endpoint)) {
            held.reroute(route);
            return held.request().active();
        }
        if (held != null) {
            placement.withdraw(held, EndpointStatus.of(State.REMOVED));
        }
        HeldEndpoint next = new HeldEndpoint(route);
        endpoints.put(endpoint.id(), next);
        return placement.settle(next);
    }

    /**
     * What became of endpoints. New ones that the router refused at once are taken back; those that were there before stay,
     * because the router is asked again and may refuse them for a moment only.
     */
    private Map<String, EndpointStatus> outcome(List<Endpoint> wanted, Set<Id> added) {
        Map<String, EndpointStatus> statuses = new LinkedHashMap<>();
        List<Id> refused = new ArrayList<>();
        for (Endpoint endpoint : wanted) {
            HeldEndpoint held = endpoints.get(endpoint.id());
            EndpointStatus status = held == null ? EndpointStatus.of(State.REMOVED) : held.status();
            statuses.put(endpoint.id().name(), status);
            if (status.state() == State.REFUSED && added.contains(endpoint.id())) {
                refused.add(endpoint.id());
            }
        }
        drop(refused);
        return statuses;
    }

    /** Takes endpoints out of the store and from the router; completes when that has confirmed. */
    private CompletableFuture<Void> drop(Collection<Id> ids) {
        if (ids.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        store.delete(ids);
        CompletableFuture<?>[] withdrawn = ids.stream()
                .map(id -> placement.withdraw(endpoints.remove(id), EndpointStatus.of(State.REMOVED)))
                .toArray(CompletableFuture[]::new);
        placement.keepApplicationsOf(endpoints.values());
        return CompletableFuture.allOf(withdrawn);
    }

    /**
     * Takes endpoints away. They are out of the store when the future completes, and the router has confirmed.
     *
     * @return what became of each, by its name
     */
    CompletableFuture<Map<String, EndpointStatus>> remove(String owner, Kind kind, Collection<String> names) {
        Map<String, EndpointStatus> statuses = new LinkedHashMap<>();
        CompletableFuture<CompletableFuture<Void>> dropped = thread.ask(() -> {
            Set<Id> found = new LinkedHashSet<>();
            for (String name : names) {
                Id id = new Id(owner, kind, name);
                boolean known = endpoints.containsKey(id);
                if (known) {
                    found.add(id);
                }
                statuses.put(name, EndpointStatus.of(known ? State.REMOVED : State.UNKNOWN));
            }
            return drop(found);
        });
        return dropped.thenCompose(confirmed -> settled(List.of(confirmed))).thenApply(confirmed -> statuses);
    }

    /** The endpoints of one owner and kind, by their names. */
    Map<String, HeldEndpoint> of(String owner, Kind kind) {
        Map<String, HeldEndpoint> found = new TreeMap<>();
        endpoints.forEach((id, held) -> {
            if (id.owner().equals(owner) && id.kind() == kind) {
                found.put(id.name(), held);
            }
        });
        return found;
    }

    /** How all endpoints are. */
    Stream<EndpointStatus> statuses() {
        return endpoints.values().stream().map(HeldEndpoint::status);
    }

    /** Looks at all endpoints again, because what is permitted may have changed. */
    void review() {
        thread.order(() -> endpoints.values().forEach(placement::settle));
    }

    /** Takes the endpoints of an application that does not answer from the router, until it does. */
    void bury(Application application) {
        thread.order(() -> {
            List<HeldEndpoint> its = of(application);
            if (application.isDead() && !its.isEmpty()) {
                LOG.warn(
                        "{} does not answer: of its {} endpoints, procedures are withdrawn until it does, and events are not sent",
                        application,
                        its.size());
                its.forEach(placement::settle);
                int death = application.deaths();
                probes.begin(() -> anyTarget(application, death), () -> thread.order(() -> revive(application)));
            }
        });
    }

    /** Where an application can be asked whether it is there; null if it need not be asked for that death any more. */
    private Target anyTarget(Application application, int death) {
        boolean same = application.isDead() && application.deaths() == death;
        List<HeldEndpoint> its = same ? of(application) : List.of();
        return its.isEmpty() ? null : its.get(0).route().target();
    }

    /** Gives the endpoints of an application back to the router. */
    private void revive(Application application) {
        boolean wasDead = application.isDead();
        application.revived();
        if (wasDead) {
            LOG.info("{} answers again: its procedures are restored, and events are sent", application);
            of(application).forEach(placement::settle);
        }
    }

    private List<HeldEndpoint> of(Application application) {
        return endpoints.values().stream()
                .filter(held -> held.route().application() == application)
                .toList();
    }

    /**
     * Withdraws everything from the router, where it was until then; the store keeps it.
     *
     * @return completes when the router has confirmed
     */
    CompletableFuture<Void> close() {
        return thread.close(() -> placement.close(endpoints.values())).thenCompose(Function.identity());
    }
}
