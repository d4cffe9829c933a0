package io.camelwamp.bridge.forwarder;

import io.camelwamp.bridge.outbound.OutboundThreads;
import io.camelwamp.bridge.outbound.Unfinished;
import io.camelwamp.component.WampConstants;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where events end that cannot be delivered: an endpoint of Camel, or nowhere. What is lost for good is counted and logged,
 * though not one by one. Thread-safe.
 */
final class DeadLetters {
    /** The header of a dead letter that says why it is one. */
    static final String REASON = "CamelWampForwardFailure";

    /** The header of a dead letter with the URL that it was meant for. */
    static final String URL = "CamelWampForwardUrl";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final long LOG_PAUSE = TimeUnit.SECONDS.toNanos(10);

    private static final String STOPPED = "the bridge stopped";
    private static final String DOUBTFUL = "the bridge stopped before it was answered: it may have arrived";

    private final CamelContext context;
    private final String url;
    private final Endpoint endpoint;
    private final AsyncProducer producer;
    private final ExecutorService executor;
    private final Unfinished unfinished;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private final AtomicLong nextLog = new AtomicLong(System.nanoTime());
    private volatile boolean closed;

    /**
     * Opens the endpoint.
     *
     * @param uri null or empty for nowhere
     * @param url what the events were meant for
     * @param queueSize how many events may wait for the endpoint; further ones are lost
     * @param unfinished counts events that wait for the endpoint, or are with it
     */
    DeadLetters(CamelContext context, String uri, String url, int queueSize, Unfinished unfinished) throws Exception {
        this.context = context;
        this.unfinished = unfinished;
        this.url = url;
        if (uri == null || uri.isEmpty()) {
            endpoint = null;
            producer = null;
            executor = null;
        } else {
            endpoint = context.getEndpoint(uri);
            producer = endpoint.createAsyncProducer();
            ServiceHelper.startService(endpoint, producer);
            executor = OutboundThreads.pool(context, this, "ForwarderDeadLetters", 1, queueSize);
        }
    }

    /**
     * Hands an event over, on a thread of our own: an endpoint may take its time, or hang.
     *
     * @return completed, always without a failure, when the endpoint has taken it or it is lost
     */
    CompletableFuture<Void> take(ForwardedEvent event, String reason) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        if (producer == null) {
            lose(event, reason);
            taken.complete(null);
            return taken;
        }
        unfinished.begin();
        try {
            executor.execute(() -> hand(event, reason, taken));
        } catch (RejectedExecutionException e) {
            end(event, reason + ", and " + (closed ? STOPPED : "the dead-letter endpoint is too slow"), taken);
        }
        return taken;
    }

    /** As {@link #take}, for an event whose request was given up before its answer; without an endpoint it is not lost for sure. */
    CompletableFuture<Void> takeDoubtful(ForwardedEvent event) {
        if (producer != null) {
            return take(event, DOUBTFUL);
        }
        unknown.incrementAndGet();
        LOG.warn("It is not known whether the {} for {} has arrived: {}", event, url, DOUBTFUL);
        return CompletableFuture.completedFuture(null);
    }

    private void hand(ForwardedEvent event, String reason, CompletableFuture<Void> taken) {
        if (closed) {
            end(event, reason + ", and " + STOPPED, taken);
            return;
        }
        try {
            Exchange exchange = letter(event, reason);
            producer.process(exchange, doneSync -> handed(event, reason, exchange.getException(), taken));
        } catch (RuntimeException e) {
            handed(event, reason, e, taken);
        }
    }

    private Exchange letter(ForwardedEvent event, String reason) {
        Exchange exchange = endpoint.createExchange();
        Message message = exchange.getIn();
        message.setBody(new String(event.body(), StandardCharsets.UTF_8));
        message.setHeader(WampConstants.TOPIC, event.topic());
        message.setHeader(WampConstants.PUBLICATION_ID, event.publication());
        message.setHeader(URL, url);
        message.setHeader(REASON, reason);
        return exchange;
    }

    private void handed(ForwardedEvent event, String reason, Exception failure, CompletableFuture<Void> taken) {
        if (failure == null) {
            delivered.incrementAndGet();
            end(taken);
        } else {
            LOG.debug("The dead-letter endpoint has not taken the {}", event, failure);
            end(event, reason + ", and the dead-letter endpoint failed", taken);
        }
    }

    private void end(ForwardedEvent event, String reason, CompletableFuture<Void> taken) {
        lose(event, reason);
        end(taken);
    }

    private void end(CompletableFuture<Void> taken) {
        taken.complete(null);
        unfinished.end();
    }

    private void lose(ForwardedEvent event, String reason) {
        long count = lost.incrementAndGet();
        long due = nextLog.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextLog.compareAndSet(due, now + LOG_PAUSE)) {
            LOG.warn("Events for {} are lost, {} until now; the last is the {}: {}", url, count, event, reason);
        }
    }

    long delivered() {
        return delivered.get();
    }

    long lost() {
        return lost.get();
    }

    /** How many events may have arrived or not, which nobody else was told. */
    long unknown() {
        return unknown.get();
    }

    /** Closes the endpoint; what still waits for it is lost, as is what comes later. */
    void close() {
        closed = true;
        if (executor != null) {
            context.getExecutorServiceManager().shutdownNow(executor).forEach(Runnable::run);
        }
        ServiceHelper.stopService(producer);
        if (lost.get() > 0) {
            LOG.warn("Events for {} that were lost: {}", url, lost);
        }
    }
}
