package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.json.JsonReader;
import io.camelwamp.bridge.json.MalformedJsonException;
import io.camelwamp.bridge.outbound.OutboundAnswer;
import io.camelwamp.bridge.outbound.OutboundException;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an application's answer to a call means to the caller. */
final class CallbackAnswers {
    private static final String ARGS = "args";
    private static final String KWARGS = "kwargs";
    private static final int NO_CONTENT = 204;

    private CallbackAnswers() {}

    /**
     * The result of a call: nothing, a value, or exactly the {@code args} and {@code kwargs} of an object that has nothing else.
     *
     * @throws WampException if the application answered with an error, or with what is no JSON
     */
    static Payload result(OutboundAnswer answer) {
        if (!answer.isSuccess()) {
            throw error(answer);
        }
        if (answer.status() == NO_CONTENT || answer.body().length == 0) {
            return Payload.EMPTY;
        }
        Object value;
        try {
            value = JsonReader.readValue(answer.body());
        } catch (MalformedJsonException e) {
            throw new WampException(
                    OutboundException.Kind.MALFORMED.uri(),
                    "the application's answer to the callback is not JSON: " + e.getMessage());
        }
        Map<?, ?> both = asArguments(value);
        return both == null ? Payload.of(Collections.singletonList(value), null) : payload(both);
    }

    /** The object, if it is one of args and kwargs; else null. */
    private static Map<?, ?> asArguments(Object value) {
        boolean both = value instanceof Map<?, ?> map
                && !map.isEmpty()
                && Set.of(ARGS, KWARGS).containsAll(map.keySet())
                && (map.get(ARGS) == null || map.get(ARGS) instanceof List)
                && (map.get(KWARGS) == null || map.get(KWARGS) instanceof Map);
        return both ? (Map<?, ?>) value : null;
    }

    @SuppressWarnings("unchecked")
    private static Payload payload(Map<?, ?> both) {
        return Payload.of((List<?>) both.get(ARGS), (Map<String, ?>) both.get(KWARGS));
    }

    /** The error that the application names in its answer as {@code error}, else one that tells its status. */
    private static WampException error(OutboundAnswer answer) {
        try {
            if (JsonReader.readValue(answer.body()) instanceof Map<?, ?> body
                    && body.get("error") instanceof String uri
                    && Uris.isValid(uri)) {
                return named(uri, body);
            }
        } catch (MalformedJsonException e) {
            return byStatus(answer);
        }
        return byStatus(answer);
    }

    @SuppressWarnings("unchecked")
    private static WampException named(String uri, Map<?, ?> body) {
        Object args = body.get(ARGS);
        Object kwargs = body.get(KWARGS);
        return new WampException(
                uri,
                args instanceof List<?> list ? list : null,
                kwargs instanceof Map ? (Map<String, ?>) kwargs : null);
    }

    private static WampException byStatus(OutboundAnswer answer) {
        return new WampException(
                "io.camelwamp.error.http_status",
                List.of("the application answered the callback with status " + answer.status()),
                Map.of("code", answer.status()));
    }

    /** What a caller is told of a callback that has no answer. */
    static WampException failure(Throwable failure) {
        Throwable cause = CallbackSender.causeOf(failure);
        if (cause instanceof WampException known) {
            return known;
        }
        if (cause instanceof OutboundException known) {
            return new WampException(known.kind().uri(), known.getMessage());
        }
        return new WampException(Uris.RUNTIME_ERROR, "the callback failed");
    }
}
