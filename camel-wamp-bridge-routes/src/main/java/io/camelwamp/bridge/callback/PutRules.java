package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.callback.Endpoint.Id;
import io.camelwamp.bridge.callback.Endpoint.Kind;
import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.protocol.MatchPolicy;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which endpoints may be added to those that there are. */
final class PutRules {
    private record Pattern(String name, MatchPolicy match) {}

    private PutRules() {}

    /**
     * Checks endpoints of one owner.
     *
     * @param present all endpoints that there are
     * @param most how many an owner may have
     * @throws RefusedException with 403 if there would be too many, with 409 if a procedure is another owner's
     */
    static void check(List<Endpoint> wanted, Collection<HeldEndpoint> present, int most) throws RefusedException {
        String owner = wanted.get(0).id().owner();
        Set<Id> own = new HashSet<>();
        Set<Pattern> taken = new HashSet<>();
        for (HeldEndpoint held : present) {
            Endpoint endpoint = held.endpoint();
            if (endpoint.id().owner().equals(owner)) {
                own.add(endpoint.id());
            } else if (endpoint.id().kind() == Kind.PROCEDURE) {
                taken.add(new Pattern(endpoint.id().name(), endpoint.match()));
            }
        }
        for (Endpoint endpoint : wanted) {
            own.add(endpoint.id());
            boolean procedure = endpoint.id().kind() == Kind.PROCEDURE;
            // One session cannot register a procedure twice.
            if (procedure && taken.contains(new Pattern(endpoint.id().name(), endpoint.match()))) {
                throw new RefusedException(
                        409, "the procedure '" + endpoint.id().name() + "' is registered with another API key already");
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
