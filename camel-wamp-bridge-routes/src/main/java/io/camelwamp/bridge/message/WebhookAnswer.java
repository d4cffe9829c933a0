package io.camelwamp.bridge.message;

import io.camelwamp.bridge.http.JsonAnswer;
import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.bridge.http.UnexpectedFailure;
import io.camelwamp.protocol.WampException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Answers a webhook: 202 and one text if the event was published, 500 and another if that failed, and as they say for
 * requests that were refused.
 *
 * <p>Use it as the last step of a route and as the {@link io.camelwamp.bridge.http.RawHttpBinding#setFailureAnswer failure
 * answer} of its consumer, or in {@code onException}.
 */
public class WebhookAnswer implements Processor {
    private byte[] successResponse = "OK".getBytes(StandardCharsets.UTF_8);
    private byte[] errorResponse = "NOT OK".getBytes(StandardCharsets.UTF_8);

    @Override
    public void process(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, exchange.getException(), Throwable.class);
        if (failure == null) {
            JsonAnswer.set(exchange, 202, successResponse);
            return;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                JsonAnswer.set(exchange, refused);
                return;
            }
            if (cause instanceof WampException || cause instanceof RejectedExecutionException) {
                JsonAnswer.set(exchange, 500, errorResponse);
                return;
            }
        }
        UnexpectedFailure.report(failure);
        JsonAnswer.set(exchange, 500, errorResponse);
    }

    /** Sets the body of the answer to an event that was published; {@code OK} by default. */
    public void setSuccessResponse(String successResponse) {
        this.successResponse = successResponse.getBytes(StandardCharsets.UTF_8);
    }

    /** Sets the body of the answer to an event that could not be published; {@code NOT OK} by default. */
    public void setErrorResponse(String errorResponse) {
        this.errorResponse = errorResponse.getBytes(StandardCharsets.UTF_8);
    }
}
