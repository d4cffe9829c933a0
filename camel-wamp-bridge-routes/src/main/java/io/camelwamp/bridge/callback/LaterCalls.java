package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.http.JsonAnswer;
import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.bridge.outbound.Target;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.CallResult;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.WampSession;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls whose result is sent to a callback when it is there. Thread-safe. */
final class LaterCalls {
    private static final Logger LOG = LoggerFactory.getLogger(LaterCalls.class);
    private static final int ID_OCTETS = 16;

    private final WampSession session;
    private final CallbackSender sender;
    private final CallbackLimits limits;
    private final Executor callbacks;
    private final Semaphore places;
    private final SecureRandom random = new SecureRandom();
    private volatile boolean closed;

    LaterCalls(WampSession session, CallbackSender sender, CallbackLimits limits, Executor callbacks) {
        this.session = session;
        this.sender = sender;
        this.limits = limits;
        this.callbacks = callbacks;
        this.places = new Semaphore(limits.pendingCalls());
    }

    /** How many have not been answered yet. */
    int pending() {
        return limits.pendingCalls() - places.availablePermits();
    }

    /** Begins no more calls; those that were begun go on. */
    void close() {
        closed = true;
    }

    /**
     * Begins a call.
     *
     * @param callback where the result goes
     * @return its id, which comes with the result
     * @throws RefusedException with 503 if there are too many, or if it is closed
     */
    String begin(String procedure, Payload payload, Target callback) throws RefusedException {
        if (closed) {
            throw new RefusedException(503, "the bridge is stopping: try again later", Map.of("Retry-After", "1"));
        }
        if (!places.tryAcquire()) {
            throw new RefusedException(
                    503,
                    "there are " + limits.pendingCalls() + " calls with callbacks under way: try again later",
                    Map.of("Retry-After", "1"));
        }
        byte[] octets = new byte[ID_OCTETS];
        random.nextBytes(octets);
        String id = HexFormat.of().formatHex(octets);
        session.call(CallTarget.of(procedure).withTimeout(limits.longCallTimeout()), payload)
                .result()
                .whenComplete((result, failure) -> hop(() -> deliver(id, procedure, callback, result, failure)));
        return id;
    }

    /** Results come on the event loop, where nothing is to be written as JSON. */
    private void hop(Runnable delivery) {
        try {
            callbacks.execute(delivery);
        } catch (RejectedExecutionException e) {
            places.release();
            LOG.warn("The result of a call came too late to be sent to its callback: the bridge has stopped");
        }
    }

    private void deliver(String id, String procedure, Target callback, CallResult result, Throwable failure) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Wamp-Call", id);
        headers.put("X-Wamp-Procedure", procedure);
        byte[] json;
        if (failure == null) {
            json = ProcedureCalls.json(result.payload());
        } else {
            WampException error = CallbackAnswers.failure(failure);
            headers.put("X-Wamp-Error", error.uri());
            json = JsonAnswer.errorBody(error.uri(), error.args(), error.kwargs());
        }
        sender.postRepeatedly(() -> callback, headers, json, (answer, unanswered) -> true)
                .whenComplete((answer, unanswered) -> {
                    places.release();
                    if (unanswered != null || !answer.isSuccess()) {
                        LOG.warn(
                                "The result of call {} of {} did not get to its callback: {}",
                                id,
                                procedure,
                                unanswered == null
                                        ? "status " + answer.status()
                                        : CallbackSender.causeOf(unanswered).getMessage());
                    }
                });
    }
}
