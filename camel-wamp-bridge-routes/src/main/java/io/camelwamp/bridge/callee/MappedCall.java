package io.camelwamp.bridge.callee;

import io.camelwamp.bridge.json.JsonReader;
import io.camelwamp.bridge.json.JsonWriter;
import io.camelwamp.bridge.json.MalformedJsonException;
import io.camelwamp.bridge.outbound.HeaderRules;
import io.camelwamp.bridge.outbound.OutboundAnswer;
import io.camelwamp.bridge.outbound.OutboundException;
import io.camelwamp.bridge.outbound.OutboundException.Kind;
import io.camelwamp.bridge.outbound.OutboundRequest;
import io.camelwamp.bridge.outbound.Target;
import io.camelwamp.protocol.WampException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes one kind of request: keyword arguments fill the path, the others become the query or a JSON body. The result is
 * the parsed answer; a status that is none of success becomes a WAMP error by a table.
 *
 * <p>The steps behind it must not block; those that may, belong behind {@code threads}.
 */
public class MappedCall extends BackendCall {
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "DELETE", "OPTIONS");
    private static final Map<String, List<String>> ACCEPT = Map.of("Accept", List.of("application/json"));
    private static final Map<String, List<String>> ACCEPT_AND_SEND =
            Map.of("Accept", List.of("application/json"), "Content-Type", List.of("application/json"));

    /** A value that fits into any path. */
    private static final String HARMLESS = "x";

    private String method = "GET";
    private PathTemplate path = new PathTemplate("");
    private StatusErrors statusErrors = StatusErrors.parse(null);

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Target base = backend().policy().base();
        if (base.query() != null) {
            throw new IllegalArgumentException(
                    "baseUrl must have no query where there is a path: its question mark and "
                            + "what follows have to go");
        }
        if (!base.path().endsWith("/")) {
            throw new IllegalArgumentException(
                    "baseUrl must end with a slash where there is a path, as in http://example.com/api/, but is "
                            + base);
        }
    }

    @Override
    OutboundRequest request(Object args, Map<String, Object> kwargs) {
        if (args != null && !(args instanceof List<?> list && list.isEmpty())) {
            throw CallArguments.invalid("there must be no positional arguments: keyword arguments have the names of "
                    + "what the request needs");
        }
        Target target = target(kwargs);
        Map<String, Object> rest = new LinkedHashMap<>(kwargs);
        rest.keySet().removeAll(path.names());
        OutboundRequest request = OutboundRequest.of(method, target).followingRedirects();
        if (!WITHOUT_BODY.contains(request.method())) {
            return request.withHeaders(ACCEPT_AND_SEND).withBody(JsonWriter.writeObject(rest));
        }
        QueryParameters query = new QueryParameters();
        rest.forEach(query::add);
        return request.withHeaders(ACCEPT).withTarget(request.target().withQuery(query.toString()));
    }

    private Target target(Map<String, Object> kwargs) {
        try {
            return resolved(kwargs);
        } catch (OutboundException e) {
            throw wrongPath(kwargs);
        }
    }

    private Target resolved(Map<String, Object> kwargs) {
        return backend().policy().resolve(path.fill(kwargs));
    }

    /** The error for values that lead elsewhere; it says which one does, as callers do not know the path. */
    private WampException wrongPath(Map<String, Object> kwargs) {
        for (String name : path.names()) {
            Map<String, Object> alone = new HashMap<>();
            path.names().forEach(other -> alone.put(other, HARMLESS));
            alone.put(name, kwargs.get(name));
            try {
                resolved(alone);
            } catch (OutboundException e) {
                return CallArguments.invalid("the keyword argument '" + name
                        + "' cannot be a part of the path: . and .. between slashes, and control characters, are not"
                        + " allowed");
            }
        }
        return CallArguments.invalid(
                "the keyword arguments " + path.names() + " make a path together that is not allowed");
    }

    @Override
    Object result(OutboundAnswer answer) {
        AnswerContent content = AnswerContent.of(answer);
        if (!answer.isSuccess()) {
            throw error(answer, content);
        }
        if (answer.body().length == 0) {
            return null;
        }
        // A list is the one result, not a list of results.
        return Collections.singletonList(content.isJson() ? parsed(answer.body()) : content.value());
    }

    private static Object parsed(byte[] body) {
        try {
            return JsonReader.readValue(body);
        } catch (MalformedJsonException e) {
            throw new WampException(Kind.MALFORMED.uri(), "the backend's answer is not the JSON that it says it is");
        }
    }

    /** The error's keyword arguments have all that the backend said. */
    private WampException error(OutboundAnswer answer, AnswerContent content) {
        Object said = content.value();
        if (content.isJson()) {
            try {
                said = JsonReader.readValue(answer.body());
            } catch (MalformedJsonException e) {
                // A proxy's page that claims to be JSON is worth reading, too.
                said = content.value();
            }
        }
        Map<String, Object> kwargs = new LinkedHashMap<>();
        kwargs.put("code", answer.status());
        kwargs.put("content", said);
        return new WampException(
                statusErrors.uriOf(answer.status()),
                List.of("the backend answered with status " + answer.status()),
                kwargs);
    }

    /**
     * Sets the method; GET by default.
     *
     * @throws OutboundException if it is none, or one that must not be sent
     */
    public void setMethod(String method) {
        this.method = HeaderRules.method(method);
    }

    /**
     * Sets the path below the backend's base, with keyword arguments in braces: {@code /invoices/{id}}.
     *
     * @throws IllegalArgumentException if it has other braces
     */
    public void setPath(String path) {
        this.path = new PathTemplate(path);
    }

    /**
     * Adds to the table of errors.
     *
     * @param statusErrors {@code status=uri} pairs separated by commas, such as {@code
     *     404=com.example.error.no_such_invoice,5xx=com.example.error.down}
     * @throws IllegalArgumentException if one is malformed
     */
    public void setStatusErrors(String statusErrors) {
        this.statusErrors = StatusErrors.parse(statusErrors);
    }
}
