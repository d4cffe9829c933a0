package io.camelwamp.session;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Requests that were given up for want of an answer, and whose answer would matter all the same.
 * The oldest is forgotten when there are too many. Lives on the event loop.
 *
 * @param <R> the kind of request
 */
final class LateAnswers<R extends PendingRequest> {
    private static final int CAPACITY = 1000;

    private final Map<Long, R> requests = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, R> eldest) {
            return size() > CAPACITY;
        }
    };

    void expect(R request) {
        requests.put(request.id(), request);
    }

    /** The request that an answer is late for; null if its answer does not matter. */
    R take(long requestId) {
        return requests.remove(requestId);
    }
}
