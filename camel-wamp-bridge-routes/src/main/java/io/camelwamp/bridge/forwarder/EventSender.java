package io.camelwamp.bridge.forwarder;

import io.camelwamp.bridge.outbound.Backend;
import io.camelwamp.bridge.outbound.OutboundAnswer;
import io.camelwamp.bridge.outbound.OutboundException;
import io.camelwamp.bridge.outbound.OutboundRequest;
import io.camelwamp.bridge.outbound.Recall;
import io.camelwamp.bridge.outbound.Retrier;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one event after another to a backend, each until it is accepted or there is no hope. Thread-safe.
 *
 * @param backend where to, and how often
 * @param method the HTTP method
 * @param expectedCode the status that means success; null for any from 200 to 299
 * @param debug whether each attempt is logged, without payload
 */
record EventSender(Backend backend, String method, Integer expectedCode, boolean debug) {
    private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);

    /**
     * Sends an event.
     *
     * @param recall gives it up
     * @return the answer that was expected; or an {@link OutboundException} or {@link UnexpectedStatus}
     */
    CompletableFuture<OutboundAnswer> send(ForwardedEvent event, Recall recall) {
        OutboundRequest request = OutboundRequest.of(method, backend.policy().base())
                .withHeaders(event.headers())
                .withBody(event.body());
        return backend.send(
                request,
                recall,
                attempt -> attempt.whenComplete((answer, failure) -> log(event, answer, failure))
                        .thenApply(this::expected),
                EventSender::isPassing);
    }

    private OutboundAnswer expected(OutboundAnswer answer) {
        if (expectedCode == null ? !answer.isSuccess() : answer.status() != expectedCode) {
            throw new UnexpectedStatus(answer.status());
        }
        return answer;
    }

    private void log(ForwardedEvent event, OutboundAnswer answer, Throwable failure) {
        if (debug) {
            Object outcome = failure == null
                    ? answer.status()
                    : Retrier.unwrapped(failure).getMessage();
            LOG.info("{} to {}: {}", event, backend.policy().base().withoutQuery(), outcome);
        }
    }

    private static boolean isPassing(Throwable failure) {
        if (failure instanceof UnexpectedStatus unexpected) {
            return unexpected.isPassing();
        }
        return failure instanceof OutboundException known
                && switch (known.kind()) {
                    case UNAVAILABLE, UNREACHABLE, DROPPED, TIMED_OUT, NO_CREDENTIALS, MALFORMED -> true;
                    case REFUSED, RECALLED, TOO_LARGE -> false;
                };
    }
}
