package io.camelwamp.bridge.outbound;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Tries again what has failed, with pauses in which no thread waits. Thread-safe. */
public final class Retrier {
    private final OutboundClient client;
    private final Backoff backoff;
    private final Set<Tries<?>> pausing = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /**
     * A retrier.
     *
     * @param client its timer is used, so it must run as long as the retrier is in use
     */
    public Retrier(OutboundClient client, Backoff backoff) {
        this.client = client;
        this.backoff = backoff;
    }

    /**
     * Runs something until it succeeds, or fails for good, or its outcome is not waited for any more.
     *
     * @param attempt makes one attempt; a failure of its future may pass, one that is thrown will not
     * @param again tells failures that may pass from those that will not
     * @param recall ends it, whether it pauses or not, as {@link OutboundException.Kind#RECALLED}; no attempt begins after it
     * @return the outcome of the last attempt
     */
    public <T> CompletableFuture<T> run(
            Supplier<CompletableFuture<T>> attempt, Predicate<Throwable> again, Recall recall) {
        Tries<T> tries = new Tries<>(attempt, again, recall);
        tries.next();
        Runnable forget = recall.onRecall(() -> client.proceed(tries::recalled));
        tries.outcome.whenComplete((value, failure) -> forget.run());
        return tries.outcome;
    }

    /** From now on nothing is tried again; what pauses ends with its last failure. */
    public void stop() {
        stopping = true;
        pausing.forEach(Tries::giveUp);
    }

    /** The failure itself, without what futures wrap around it. */
    public static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private final class Tries<T> {
        private final CompletableFuture<T> outcome = new CompletableFuture<>();
        private final Supplier<CompletableFuture<T>> attempt;
        private final Predicate<Throwable> again;
        private final Recall recall;
        private int tried;
        private volatile Throwable failure;
        private volatile Future<?> pause;

        Tries(Supplier<CompletableFuture<T>> attempt, Predicate<Throwable> again, Recall recall) {
            this.attempt = attempt;
            this.again = again;
            this.recall = recall;
        }

        void next() {
            // Whoever recalls may not have come to completing the outcome.
            if (outcome.isDone() || recall.isRecalled()) {
                recalled();
                return;
            }
            CompletableFuture<T> current;
            try {
                current = attempt.get();
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
                return;
            }
            current.whenComplete(this::ended);
        }

        private void ended(T value, Throwable wrapped) {
            if (wrapped == null) {
                outcome.complete(value);
                return;
            }
            failure = unwrapped(wrapped);
            tried++;
            if (outcome.isDone() || stopping || !backoff.allows(tried) || !again.test(failure)) {
                outcome.completeExceptionally(failure);
                return;
            }
            pausing.add(this);
            try {
                pause = client.schedule(this::resume, backoff.pauseAfter(tried));
            } catch (RejectedExecutionException e) {
                giveUp();
            }
            // They may have missed us a moment ago.
            if (stopping || outcome.isDone()) {
                giveUp();
            }
        }

        /** The attempt under way, if there is one, has a recall of its own. */
        void recalled() {
            outcome.completeExceptionally(
                    new OutboundException(OutboundException.Kind.RECALLED, "nobody waits for the outcome any more"));
            giveUp();
        }

        private void resume() {
            if (pausing.remove(this)) {
                next();
            }
        }

        private void giveUp() {
            if (pausing.remove(this)) {
                Future<?> scheduled = pause;
                if (scheduled != null) {
                    scheduled.cancel(false);
                }
                outcome.completeExceptionally(failure);
            }
        }
    }
}
