package io.camelwamp.bridge.outbound;

import io.camelwamp.bridge.outbound.OutboundException.Kind;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;

/** What the client's failures mean to those who sent a request. */
final class OutboundFailures {
    private OutboundFailures() {}

    /**
     * Translates a failure.
     *
     * @param begun whether a connection had taken the request; before that, nothing of it can have been sent
     */
    static OutboundException of(Throwable failure, boolean begun) {
        if (failure instanceof OutboundException known) {
            return known;
        }
        if (failure instanceof RejectedExecutionException) {
            return new OutboundException(
                    Kind.UNAVAILABLE, "too many requests wait for a connection to the backend", failure);
        }
        if (failure instanceof HttpResponseException || failure instanceof HttpException) {
            return new OutboundException(Kind.MALFORMED, "the backend's answer is not HTTP", failure);
        }
        if (failure instanceof TimeoutException) {
            return new OutboundException(
                    Kind.TIMED_OUT,
                    begun ? "the backend did not answer in time" : "there was no connection to the backend in time",
                    failure);
        }
        return begun
                ? new OutboundException(Kind.DROPPED, "the connection to the backend ended before its answer", failure)
                : new OutboundException(Kind.UNREACHABLE, "there is no connection to the backend", failure);
    }
}
