package io.camelwamp.session;

import io.camelwamp.protocol.WampException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The subscriptions and registrations that the application wants to hold, in the order in which it
 * asked for them; edited whether there is a session or not. Lives on the event loop.
 */
final class DesiredState {
    private record Group(StandingRequest.Key key, Object identity) {
        static Group of(StandingRequest request) {
            // Each registration is a request of its own: sharing one is the router's business.
            Object identity = request instanceof Subscription subscription ? subscription.options() : request;
            return new Group(request.key(), identity);
        }
    }

    private final Set<StandingRequest> requests = new LinkedHashSet<>();

    void add(StandingRequest request) {
        requests.add(request);
    }

    void remove(StandingRequest request) {
        requests.remove(request);
    }

    int size() {
        return requests.size();
    }

    /** How many of them the router holds. */
    int held() {
        return (int) requests.stream().filter(StandingRequest::isActive).count();
    }

    /** The last that the router does not hold; null if it holds all. */
    StandingRequest lastMissing() {
        return requests.stream()
                .filter(request -> !request.isActive())
                .reduce((first, second) -> second)
                .orElse(null);
    }

    /** How many messages wait for the handlers. */
    int queued() {
        return requests.stream().mapToInt(StandingRequest::waiting).sum();
    }

    /** All requests, those together that one SUBSCRIBE can serve. */
    List<List<StandingRequest>> groups() {
        Map<Group, List<StandingRequest>> groups = new LinkedHashMap<>();
        for (StandingRequest request : requests) {
            groups.computeIfAbsent(Group.of(request), group -> new ArrayList<>())
                    .add(request);
        }
        return List.copyOf(groups.values());
    }

    /** What the router refuses at this moment. */
    List<String> refused() {
        return requests.stream()
                .filter(StandingRequest::isRefused)
                .map(StandingRequest::uri)
                .toList();
    }

    void sessionEnded() {
        requests.forEach(StandingRequest::sessionEnded);
    }

    /** There will not be a session any more. */
    void abandon(WampException reason) {
        requests.forEach(request -> request.abandoned(reason));
    }
}
