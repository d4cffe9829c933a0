package io.camelwamp.bridge.outbound;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/** Thread pools that refuse what they have no room for: Camel's default has those who hand it over do it themselves. */
public final class OutboundThreads {
    private OutboundThreads() {}

    /**
     * A pool with its own queue.
     *
     * @param owner what Camel shows as the one that uses it
     * @param threads how many there are at most
     * @param queue how many tasks may wait for one, at least 1; further ones are rejected
     */
    public static ExecutorService pool(CamelContext context, Object owner, String name, int threads, int queue) {
        return context.getExecutorServiceManager()
                .newThreadPool(
                        owner,
                        name,
                        new ThreadPoolProfileBuilder(name)
                                .poolSize(threads)
                                .maxPoolSize(threads)
                                .maxQueueSize(queue)
                                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                                .build());
    }

    /**
     * One thread for what is due later. It has no limit of its own, of which Camel's default is 1000 tasks: each belongs to a
     * request or to a callback, and these are limited.
     */
    public static ScheduledExecutorService timer(CamelContext context, Object owner, String name) {
        return context.getExecutorServiceManager()
                .newScheduledThreadPool(
                        owner,
                        name,
                        new ThreadPoolProfileBuilder(name)
                                .poolSize(1)
                                .maxQueueSize(-1)
                                .build());
    }
}
