package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.callback.Endpoint.Id;
import io.camelwamp.bridge.http.RefusedException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Which endpoints may be added to those that there are. */
final class PutRules {
    private PutRules() {}

    /**
     * Checks endpoints of one owner.
     *
     * @param present all endpoints that there are
     * @param isWithAnother tells whether an endpoint's procedure is held for another owner at this moment
     * @param most how many an owner may have
     * @throws RefusedException with 403 if there would be too many, with 409 if a new one is another owner's procedure
     */
    static void check(
            List<Endpoint> wanted, Collection<HeldEndpoint> present, Predicate<Endpoint> isWithAnother, int most)
            throws RefusedException {
        String owner = wanted.get(0).id().owner();
        Map<Id, Place> own = new HashMap<>();
        for (HeldEndpoint held : present) {
            Endpoint endpoint = held.endpoint();
            if (endpoint.id().owner().equals(owner)) {
                own.put(endpoint.id(), Place.of(endpoint));
            }
        }
        for (Endpoint endpoint : wanted) {
            Place before = own.put(endpoint.id(), Place.of(endpoint));
            // One session cannot register a procedure twice. What was there before waits for it in any case.
            if (!Place.of(endpoint).equals(before) && isWithAnother.test(endpoint)) {
                throw new RefusedException(
                        409,
                        "the procedure '" + endpoint.id().name()
                                + "' is registered with another API key already, and a bridge"
                                + " registers a procedure once, whatever its invoke: callees that shall share its calls"
                                + " join the router themselves, or use another bridge");
            }
        }
        if (own.size() > most) {
            throw new RefusedException(
                    403,
                    "the API key would have " + own.size() + " procedures and topics, but may have " + most
                            + " at most");
        }
    }
}
