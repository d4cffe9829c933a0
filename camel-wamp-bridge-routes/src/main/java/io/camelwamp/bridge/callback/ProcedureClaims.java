package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.callback.Endpoint.Kind;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which endpoint has which procedure. All keys share a session, which can register a procedure once only; whoever comes
 * while another one has it waits until it is free. Used on the thread of the {@link EndpointBook}.
 */
final class ProcedureClaims {
    private final Map<Place, HeldEndpoint> holders = new HashMap<>();
    private final Map<Place, Set<HeldEndpoint>> waiting = new HashMap<>();

    /** Whether an endpoint of another owner has the procedure that this one asks for. */
    boolean isWithAnother(Endpoint endpoint) {
        HeldEndpoint holder = holders.get(Place.of(endpoint));
        return holder != null
                && !holder.endpoint().id().owner().equals(endpoint.id().owner());
    }

    /**
     * Asks for the procedure of an endpoint; a topic anybody may have.
     *
     * @return whether it is the endpoint's now; otherwise it waits
     */
    boolean claim(HeldEndpoint held) {
        Endpoint endpoint = held.endpoint();
        if (endpoint.id().kind() != Kind.PROCEDURE) {
            return true;
        }
        Place place = Place.of(endpoint);
        HeldEndpoint holder = holders.putIfAbsent(place, held);
        if (holder == null || holder == held) {
            stopWaiting(place, held);
            return true;
        }
        waiting.computeIfAbsent(place, wanted -> new LinkedHashSet<>()).add(held);
        return false;
    }

    /**
     * Gives up what an endpoint has or waits for.
     *
     * @return who waits for what is free now, the first one first
     */
    List<HeldEndpoint> release(HeldEndpoint held) {
        Place place = Place.of(held.endpoint());
        stopWaiting(place, held);
        return holders.remove(place, held) ? List.copyOf(waiting.getOrDefault(place, Set.of())) : List.of();
    }

    private void stopWaiting(Place place, HeldEndpoint held) {
        waiting.computeIfPresent(place, (wanted, others) -> {
            others.remove(held);
            return others.isEmpty() ? null : others;
        });
    }
}
