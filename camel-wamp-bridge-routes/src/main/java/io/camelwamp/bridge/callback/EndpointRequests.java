package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.callback.Endpoint.Kind;
import io.camelwamp.bridge.http.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Requests to register and subscribe, to give that up, and to list what there is. */
final class EndpointRequests {
    private final EndpointReader reader;
    private final EndpointBook book;

    EndpointRequests(EndpointReader reader, EndpointBook book) {
        this.reader = reader;
        this.book = book;
    }

    CompletableFuture<ApiAnswer> put(CallbackRequest request, Kind kind) throws RefusedException {
        return book.put(reader.endpoints(request, kind)).thenApply(ApiAnswer::of);
    }

    CompletableFuture<ApiAnswer> remove(CallbackRequest request, Kind kind) throws RefusedException {
        return book.remove(request.key().name(), kind, EndpointReader.names(request.body()))
                .thenApply(ApiAnswer::of);
    }

    CompletableFuture<ApiAnswer> list(CallbackRequest request, Kind kind) {
        Map<String, Object> endpoints = new LinkedHashMap<>();
        book.of(request.key().name(), kind).forEach((name, held) -> endpoints.put(name, description(held)));
        return CompletableFuture.completedFuture(ApiAnswer.of(200, Map.of("endpoints", endpoints)));
    }

    private static Map<String, Object> description(HeldEndpoint held) {
        Endpoint endpoint = held.endpoint();
        EndpointStatus status = held.status();
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("url", endpoint.url());
        description.put("match", endpoint.match().wireName());
        if (endpoint.invoke() != null) {
            description.put("invoke", endpoint.invoke());
        }
        description.put("state", ApiAnswer.word(status));
        if (status.reason() != null) {
            description.put("reason", status.reason());
        }
        return description;
    }
}
