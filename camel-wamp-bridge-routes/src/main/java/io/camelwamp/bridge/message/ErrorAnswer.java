package io.camelwamp.bridge.message;

import io.camelwamp.bridge.http.JsonAnswer;
import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.bridge.http.UnexpectedFailure;
import io.camelwamp.protocol.WampException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.Processor;

/**
 * Answers with the error that the exchange has failed with; belongs into {@code onException} or
 * {@code doCatch}, or is the {@link io.camelwamp.bridge.http.RawHttpBinding#setFailureAnswer
 * failure answer} of the consumer.
 *
 * <p>An ERROR of the router or the callee is an answer with status 200, as Crossbar does it, or
 * with a status by a table ({@code errorStatus=http}). What went wrong on this side always has a
 * status: 503 with {@code Retry-After} without a session, 502 if the outcome is unknown, 504 after
 * the time-out, 500 with a log entry for what nobody foresaw.
 */
public class ErrorAnswer implements Processor {
    private static final String RETRY_AFTER = "Retry-After";

    private boolean asHttpStatus;
    private ErrorStatusTable table = ErrorStatusTable.parse(null);
    private int retryAfter = 1;

    @Override
    public void process(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        answer(exchange, known(failure == null ? exchange.getException() : failure));
    }

    /** The failure that the bridge knows an answer for, if it is somewhere among the causes. */
    private static Throwable known(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean known = cause instanceof RefusedException
                    || cause instanceof WampException
                    || cause instanceof RejectedExecutionException
                    || cause instanceof TimeoutException
                    || cause instanceof ExchangeTimedOutException;
            if (known) {
                return cause;
            }
        }
        return failure;
    }

    private void answer(Exchange exchange, Throwable failure) {
        if (failure instanceof RefusedException refused) {
            JsonAnswer.set(exchange, refused);
        } else if (failure instanceof WampException error) {
            answerWampError(exchange, error);
        } else if (failure instanceof RejectedExecutionException) {
            answerUnavailable(exchange, "the bridge is overloaded or stopping: try again later");
        } else if (failure instanceof TimeoutException || failure instanceof ExchangeTimedOutException) {
            answerText(exchange, 504, "there was no answer in time");
        } else {
            JsonAnswer.set(exchange, 500, UnexpectedFailure.report(failure));
        }
    }

    private void answerWampError(Exchange exchange, WampException error) {
        if (error instanceof WampException.NotConnected || error instanceof WampException.JoinFailed) {
            answerUnavailable(exchange, "there is no WAMP session at the moment, nothing was sent: try again later");
        } else if (error instanceof WampException.SessionLost || error instanceof WampException.ProtocolViolation) {
            answerText(
                    exchange,
                    502,
                    "the WAMP session was lost before the answer came: the outcome is unknown, it may have happened");
        } else if (error instanceof WampException.TimedOut) {
            answerText(exchange, 504, "there was no answer in time: " + textOf(error));
        } else if (error instanceof WampException.Canceled) {
            answerText(exchange, 504, "the call was cancelled: " + textOf(error));
        } else if (error instanceof WampException.InvalidPayload) {
            answerText(exchange, 400, textOf(error));
        } else if (error instanceof WampException.PayloadTooLarge) {
            answerText(exchange, 413, textOf(error));
        } else {
            answerPeerError(exchange, error);
        }
    }

    /** The text of an error that arose on this side, which is its only argument. */
    private static String textOf(WampException error) {
        return error.args().isEmpty()
                ? error.uri()
                : String.valueOf(error.args().get(0));
    }

    private void answerPeerError(Exchange exchange, WampException error) {
        int status = asHttpStatus ? table.statusOf(error.uri()) : 200;
        JsonAnswer.set(exchange, status, JsonAnswer.errorBody(error.uri(), error.args(), error.kwargs()));
        if (status == 503) {
            exchange.getMessage().setHeader(RETRY_AFTER, retryAfter);
        }
    }

    private void answerUnavailable(Exchange exchange, String text) {
        answerText(exchange, 503, text);
        exchange.getMessage().setHeader(RETRY_AFTER, retryAfter);
    }

    private static void answerText(Exchange exchange, int status, String text) {
        JsonAnswer.set(exchange, status, JsonAnswer.errorBody(text));
    }

    /**
     * Sets how errors of the router and of callees are answered.
     *
     * @param errorStatus {@code wamp} for status 200 (the default), {@code http} for a status by
     *     the table
     */
    public void setErrorStatus(String errorStatus) {
        if (!errorStatus.equals("wamp") && !errorStatus.equals("http")) {
            throw new IllegalArgumentException("errorStatus is '" + errorStatus + "': it must be wamp or http");
        }
        this.asHttpStatus = errorStatus.equals("http");
    }

    /**
     * Adds to the table of {@code errorStatus=http}.
     *
     * @param errorStatusTable {@code uri=status} pairs separated by commas, such as {@code
     *     com.example.error.not_found=404,com.example.*=422}; null or blank for none
     */
    public void setErrorStatusTable(String errorStatusTable) {
        this.table = ErrorStatusTable.parse(errorStatusTable);
    }

    /** Sets the seconds that {@code Retry-After} tells; 1 by default. */
    public void setRetryAfter(int retryAfter) {
        this.retryAfter = retryAfter;
    }
}
