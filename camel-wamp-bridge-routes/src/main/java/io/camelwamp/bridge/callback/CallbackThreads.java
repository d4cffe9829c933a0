package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.outbound.OutboundThreads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * The threads of one callback API.
 *
 * <p>Their queues have no limits of their own: what may wait is bounded by the requests let in, the queues of the session, and
 * the endpoints that there are.
 *
 * @param book changes endpoints, one at a time
 * @param callbacks begins callbacks and continues routes
 * @param timer runs what is short, at its time
 */
record CallbackThreads(ExecutorService book, ExecutorService callbacks, ScheduledExecutorService timer) {
    private static final int CALLBACK_THREADS = 4;

    static CallbackThreads of(CamelContext context, Object owner) {
        ExecutorServiceManager manager = context.getExecutorServiceManager();
        return new CallbackThreads(
                pool(manager, owner, "WampCallbackBook", 1),
                pool(manager, owner, "WampCallbacks", CALLBACK_THREADS),
                OutboundThreads.timer(context, owner, "WampCallbackTimer"));
    }

    private static ExecutorService pool(ExecutorServiceManager manager, Object owner, String name, int threads) {
        return manager.newThreadPool(
                owner,
                name,
                new ThreadPoolProfileBuilder(name)
                        .poolSize(threads)
                        .maxPoolSize(threads)
                        .maxQueueSize(Integer.MAX_VALUE)
                        .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                        .build());
    }

    /** Ends them; what is under way may end first. */
    void stop(CamelContext context) {
        ExecutorServiceManager manager = context.getExecutorServiceManager();
        manager.shutdownNow(timer);
        manager.shutdownGraceful(book);
        manager.shutdownGraceful(callbacks);
    }
}
