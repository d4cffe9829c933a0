package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.callback.ResultDelivery.Receiver;
import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.bridge.outbound.Target;
import io.camelwamp.bridge.outbound.Unfinished;
import io.camelwamp.protocol.Payload;
import io.camelwamp.session.CallResult;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.WampSession;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls whose result is sent to a callback when it is there. Thread-safe. */
final class LaterCalls {
    private static final Logger LOG = LoggerFactory.getLogger(LaterCalls.class);
    private static final int ID_OCTETS = 16;

    private final WampSession session;
    private final ResultDelivery results;
    private final CallbackLimits limits;
    private final Executor callbacks;
    private final Unfinished unfinished;
    private final Semaphore places;
    private final SecureRandom random = new SecureRandom();
    private volatile boolean closed;

    /**
     * None yet.
     *
     * @param callbacks begins to send results
     * @param unfinished counts calls until their results have been tried to be sent
     */
    LaterCalls(
            WampSession session,
            ResultDelivery results,
            CallbackLimits limits,
            Executor callbacks,
            Unfinished unfinished) {
        this.session = session;
        this.results = results;
        this.limits = limits;
        this.callbacks = callbacks;
        this.unfinished = unfinished;
        this.places = new Semaphore(limits.pendingCalls());
    }

    /** How many have no result yet, or one that has not been tried to be sent. */
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
        unfinished.begin();
        byte[] octets = new byte[ID_OCTETS];
        random.nextBytes(octets);
        String id = HexFormat.of().formatHex(octets);
        Receiver receiver = new Receiver(id, procedure, callback);
        CompletableFuture<CallResult> called;
        try {
            called = session.call(CallTarget.of(procedure).withTimeout(limits.longCallTimeout()), payload)
                    .result();
        } catch (RuntimeException e) {
            free();
            throw e;
        }
        called.whenComplete((result, failure) -> hop(receiver, () -> deliver(receiver, result, failure)));
        return id;
    }

    /** Results come on the event loop, where nothing is to be written as JSON. */
    private void hop(Receiver receiver, Runnable delivery) {
        try {
            callbacks.execute(delivery);
        } catch (RejectedExecutionException e) {
            results.lose(receiver, "the bridge has stopped");
            free();
        }
    }

    private void free() {
        places.release();
        unfinished.end();
    }

    /** The call keeps its place for the first attempt, so that no more of these are under way than calls may be. */
    private void deliver(Receiver receiver, CallResult result, Throwable failure) {
        AtomicBoolean keepsPlace = new AtomicBoolean(true);
        Runnable tried = () -> {
            if (keepsPlace.getAndSet(false)) {
                free();
            }
        };
        try {
            if (failure == null) {
                results.send(receiver, result.payload(), tried);
            } else {
                results.send(receiver, CallbackAnswers.failure(failure), tried);
            }
        } catch (RuntimeException e) {
            LOG.debug("The result of call {} cannot be sent", receiver.id(), e);
            results.lose(receiver, "it cannot be written or sent: " + e.getMessage());
            tried.run();
        }
    }
}
