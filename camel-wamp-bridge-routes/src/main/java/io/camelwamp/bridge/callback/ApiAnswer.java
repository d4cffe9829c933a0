package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.callback.EndpointStatus.State;
import io.camelwamp.bridge.http.JsonAnswer;
import io.camelwamp.bridge.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;

/** What a request to the callback API is answered with; put into the exchange on a thread for routes. */
@FunctionalInterface
interface ApiAnswer {
    /** The states of endpoints that were asked for in vain, as the beginnings of sentences. */
    Map<State, String> REFUSALS = Map.of(State.REFUSED, "the router refuses ", State.TAKEN, "there is no place for ");

    /** Makes the exchange's message the answer. */
    void putInto(Exchange exchange);

    /** An answer with a body. */
    static ApiAnswer of(int status, Map<String, ?> body) {
        return exchange -> JsonAnswer.set(exchange, status, JsonWriter.writeObject(body));
    }

    /** What became of endpoints: 200, or 409 if the router refused some, or another key has them. */
    static ApiAnswer of(Map<String, EndpointStatus> statuses) {
        Map<String, Object> endpoints = new LinkedHashMap<>();
        statuses.forEach((name, status) -> endpoints.put(name, word(status)));
        String refusal = statuses.entrySet().stream()
                .filter(entry -> REFUSALS.containsKey(entry.getValue().state()))
                .map(entry -> REFUSALS.get(entry.getValue().state()) + entry.getKey() + ": "
                        + entry.getValue().reason())
                .reduce((one, other) -> one + "; " + other)
                .orElse(null);
        if (refusal == null) {
            return of(200, Map.of("endpoints", endpoints));
        }
        return exchange ->
                JsonAnswer.set(exchange, 409, JsonAnswer.errorBody(refusal, List.of(), Map.of("endpoints", endpoints)));
    }

    /** A state as answers have it. */
    static String word(EndpointStatus status) {
        return status.state().name().toLowerCase(Locale.ROOT);
    }
}
