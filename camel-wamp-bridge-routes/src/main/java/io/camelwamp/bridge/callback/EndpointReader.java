package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.callback.Endpoint.Id;
import io.camelwamp.bridge.callback.Endpoint.Kind;
import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.bridge.message.RequestObject;
import io.camelwamp.bridge.outbound.OutboundException;
import io.camelwamp.bridge.outbound.TargetPolicy;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Uris;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what requests to register and subscribe say: {@code {"endpoints": {name: URL}}}. */
final class EndpointReader {
    private static final String ENDPOINTS = "endpoints";
    private static final String MATCH = "match";
    private static final String INVOKE = "invoke";
    private static final Set<String> MEMBERS = Set.of("url", MATCH, INVOKE);

    private final TargetPolicy policy;
    private final String defaultInvoke;

    /**
     * A reader.
     *
     * @param policy which URLs are allowed
     * @param defaultInvoke the invocation policy of procedures that ask for no other
     */
    EndpointReader(TargetPolicy policy, String defaultInvoke) {
        this.policy = policy;
        this.defaultInvoke = defaultInvoke;
    }

    /**
     * The endpoints that a request asks for.
     *
     * @throws RefusedException if one is malformed (400), or not permitted (403)
     */
    List<Endpoint> endpoints(CallbackRequest request, Kind kind) throws RefusedException {
        List<Endpoint> endpoints = new ArrayList<>();
        for (Map.Entry<String, Object> entry : request.body().object(ENDPOINTS).entrySet()) {
            endpoints.add(endpoint(request.key(), kind, entry.getKey(), entry.getValue()));
        }
        if (endpoints.isEmpty()) {
            throw new RefusedException(
                    400, "'endpoints' is missing: it must be an object of names and callback URLs, at least one");
        }
        return endpoints;
    }

    private Endpoint endpoint(ApiKey key, Kind kind, String name, Object value) throws RefusedException {
        Map<?, ?> given = value instanceof Map<?, ?> map ? map : Map.of("url", value == null ? "" : value);
        for (Object member : given.keySet()) {
            if (!MEMBERS.contains(member) || kind == Kind.TOPIC && member.equals(INVOKE)) {
                throw invalid(name, "it has the member '" + member + "', which means nothing here");
            }
        }
        MatchPolicy match = match(name, given.get(MATCH));
        checkName(kind, name, match);
        if (!key.permits(kind.action(), name, match)) {
            throw new RefusedException(
                    403, "the API key may not " + kind.action().word() + " '" + name + "'");
        }
        String invoke = kind == Kind.TOPIC ? null : invoke(name, given.get(INVOKE));
        return new Endpoint(new Id(key.name(), kind, name), match, invoke, url(name, given.get("url")));
    }

    private static void checkName(Kind kind, String name, MatchPolicy match) throws RefusedException {
        if (!Uris.isValid(name, Uris.Rules.LOOSE, match)) {
            throw invalid(name, "its name is not a valid WAMP URI for match=" + match.wireName());
        }
        if (name.length() > EndpointStore.LONGEST_NAME) {
            throw invalid(
                    name.substring(0, 100) + "…",
                    "its name has more than " + EndpointStore.LONGEST_NAME + " characters");
        }
        if (kind == Kind.PROCEDURE && Uris.isReserved(name)) {
            throw invalid(name, "names that begin with 'wamp.' belong to the protocol");
        }
    }

    private static MatchPolicy match(String name, Object value) throws RefusedException {
        try {
            return MatchPolicy.of(value == null ? null : value.toString());
        } catch (IllegalArgumentException e) {
            throw invalid(name, e.getMessage());
        }
    }

    private String invoke(String name, Object value) throws RefusedException {
        if (value != null && !CallbackLimits.INVOCATION_POLICIES.contains(value.toString())) {
            throw invalid(name, "invoke must be single, roundrobin, random, first or last");
        }
        return value == null ? defaultInvoke : value.toString();
    }

    private String url(String name, Object value) throws RefusedException {
        if (!(value instanceof String url) || url.isEmpty()) {
            throw invalid(name, "its URL must be a string such as http://localhost:8080/wamp/rpc/name/");
        }
        return allowed(policy, "the endpoint '" + name + "'", url);
    }

    /**
     * A URL for callbacks.
     *
     * @param what whose it is, for the text of a refusal
     * @return the URL in its one spelling
     * @throws RefusedException if it is malformed or leads to where callbacks may not go
     */
    static String allowed(TargetPolicy policy, String what, String url) throws RefusedException {
        try {
            String spelled = policy.resolve(url).toString();
            if (spelled.length() > EndpointStore.LONGEST_URL) {
                throw new RefusedException(
                        400, what + ": the url has more than " + EndpointStore.LONGEST_URL + " characters");
            }
            return spelled;
        } catch (OutboundException e) {
            throw new RefusedException(400, what + ": " + e.getMessage());
        }
    }

    private static RefusedException invalid(String name, String what) {
        return new RefusedException(400, "the endpoint '" + name + "': " + what);
    }

    /**
     * The names that a request to unregister or unsubscribe has, as a list, or as the names of an object.
     *
     * @throws RefusedException if it has none
     */
    static Collection<String> names(RequestObject body) throws RefusedException {
        if (body.value(ENDPOINTS) instanceof Map) {
            return body.object(ENDPOINTS).keySet();
        }
        List<String> names = new ArrayList<>();
        for (Object element : body.list(ENDPOINTS)) {
            if (!(element instanceof String name)) {
                throw new RefusedException(
                        400,
                        "'endpoints' must be a list of names, but has " + RequestObject.kindOf(element) + " in it");
            }
            names.add(name);
        }
        if (names.isEmpty()) {
            throw new RefusedException(400, "'endpoints' is missing: it must be a list of names, at least one");
        }
        return names;
    }
}
