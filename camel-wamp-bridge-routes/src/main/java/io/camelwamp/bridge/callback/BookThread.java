package io.camelwamp.bridge.callback;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which endpoints are changed, until it is closed. */
final class BookThread {
    private static final Logger LOG = LoggerFactory.getLogger(BookThread.class);

    /** More would be answered too late; what is ordered from within is bounded by the endpoints. */
    private static final int WAITING_REQUESTS = 1000;

    private final Executor executor;
    private final AtomicInteger requests = new AtomicInteger();

    /** Written and read on the thread only. */
    private boolean closed;

    /**
     * A thread that is open.
     *
     * @param executor runs one task at a time, in their order
     */
    BookThread(Executor executor) {
        this.executor = executor;
    }

    /** As {@link #run}, for changes that clients ask for; fails at once if too many of them wait. */
    <T> CompletableFuture<T> ask(Callable<T> change) {
        if (requests.incrementAndGet() > WAITING_REQUESTS) {
            requests.decrementAndGet();
            return CompletableFuture.failedFuture(
                    new RejectedExecutionException(WAITING_REQUESTS + " requests wait already"));
        }
        return run(change).whenComplete((value, failure) -> requests.decrementAndGet());
    }

    /** Makes a change; the future completes on the thread, or fails with what the change throws. */
    <T> CompletableFuture<T> run(Callable<T> change) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            executor.execute(() -> complete(done, change));
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    private <T> void complete(CompletableFuture<T> done, Callable<T> change) {
        try {
            if (closed) {
                throw new RejectedExecutionException("the callback API is stopping");
            }
            done.complete(change.call());
        } catch (Throwable e) {
            done.completeExceptionally(e);
        }
    }

    /** Makes a change that nobody waits for; failures are logged. */
    void order(Runnable change) {
        run(() -> {
                    change.run();
                    return null;
                })
                .exceptionally(failure -> {
                    if (failure instanceof RejectedExecutionException) {
                        LOG.debug("A change of endpoints came too late", failure);
                    } else {
                        LOG.error("The endpoints of the callback API could not be changed", failure);
                    }
                    return null;
                });
    }

    /** Makes a last change; later ones fail. */
    <T> CompletableFuture<T> close(Callable<T> change) {
        return run(() -> {
            closed = true;
            return change.call();
        });
    }
}
