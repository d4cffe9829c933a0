package io.camelwamp.bridge.outbound;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
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
 * Where messages end that cannot be delivered: an endpoint of Camel, or nowhere. What is lost for good is counted and logged,
 * though not one by one. Thread-safe.
 */
public final class DeadLetters {
    /** The header of a dead letter that says why it is one. */
    public static final String REASON = "CamelWampForwardFailure";

    /** The header of a dead letter with the URL that it was meant for. */
    public static final String URL = "CamelWampForwardUrl";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    /** So many letters are handed over at once: files and databases take several as fast as one. */
    private static final int THREADS = 4;

    /** So many may wait whose senders do not. */
    private static final int SPARE_PLACES = 100;

    private static final String STOPPED = "the bridge stopped";
    private static final String DOUBTFUL = "the bridge stopped before it was answered: it may have arrived";

    private final CamelContext context;
    private final Endpoint endpoint;
    private final AsyncProducer producer;
    private final ExecutorService executor;
    private final ScheduledExecutorService timer;
    private final Unfinished unfinished;
    private final LossReport losses;
    private final Semaphore spare = new Semaphore(SPARE_PLACES);
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private volatile boolean closed;

    /**
     * Opens the endpoint.
     *
     * @param uri null or empty for nowhere
     * @param sender whose letters these are, for the log
     * @param waiting how many letters may wait for the endpoint at once, those of {@link #pass} not counted; further ones are
     *     lost
     * @param unfinished counts letters that wait for the endpoint, or are with it
     * @throws Exception if there is no such endpoint, or it does not start
     */
    public DeadLetters(CamelContext context, String uri, String sender, int waiting, Unfinished unfinished)
            throws Exception {
        this.context = context;
        this.unfinished = unfinished;
        if (uri == null || uri.isEmpty()) {
            endpoint = null;
            producer = null;
            executor = null;
        } else {
            endpoint = context.getEndpoint(uri);
            producer = endpoint.createAsyncProducer();
            ServiceHelper.startService(endpoint, producer);
            executor = OutboundThreads.pool(context, this, "DeadLetters", THREADS, waiting + SPARE_PLACES + 1);
        }
        timer = OutboundThreads.timer(context, this, "DeadLetterLosses");
        losses = new LossReport(sender, timer);
    }

    /**
     * Hands a letter over, on a thread of our own: an endpoint may take its time, or hang.
     *
     * @return completed, always without a failure, when the endpoint has taken it or it is lost
     */
    public CompletableFuture<Void> take(DeadLetter letter, String reason) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        if (producer == null) {
            losses.add(1, letter, reason);
            taken.complete(null);
            return taken;
        }
        unfinished.begin();
        try {
            executor.execute(() -> hand(letter, reason, taken));
        } catch (RejectedExecutionException e) {
            end(letter, reason + ", and " + (closed ? STOPPED : "the dead-letter endpoint is too slow"), taken);
        }
        return taken;
    }

    /**
     * As {@link #take}, for a sender that goes on at once while few letters wait, and else is held back.
     *
     * @return completed when the next one may be sent
     */
    public CompletableFuture<Void> pass(DeadLetter letter, String reason) {
        if (!spare.tryAcquire()) {
            return take(letter, reason);
        }
        take(letter, reason).thenRun(spare::release);
        return CompletableFuture.completedFuture(null);
    }

    /** As {@link #take}, for a letter that was given up before its answer; without an endpoint it is not lost for sure. */
    public CompletableFuture<Void> takeDoubtful(DeadLetter letter) {
        if (producer != null) {
            return take(letter, DOUBTFUL);
        }
        unknown.incrementAndGet();
        LOG.warn("It is not known whether the {} has arrived: {}", letter, DOUBTFUL);
        return CompletableFuture.completedFuture(null);
    }

    /** Notes messages of which nothing is left that could be handed over. */
    public void lost(long count, String what, String reason) {
        losses.add(count, what, reason);
    }

    private void hand(DeadLetter letter, String reason, CompletableFuture<Void> taken) {
        if (closed) {
            end(letter, reason + ", and " + STOPPED, taken);
            return;
        }
        try {
            Exchange exchange = exchange(letter, reason);
            producer.process(exchange, doneSync -> handed(letter, reason, exchange.getException(), taken));
        } catch (RuntimeException e) {
            handed(letter, reason, e, taken);
        }
    }

    private Exchange exchange(DeadLetter letter, String reason) {
        Exchange exchange = endpoint.createExchange();
        Message message = exchange.getIn();
        message.setBody(new String(letter.body(), StandardCharsets.UTF_8));
        letter.headers().forEach(message::setHeader);
        message.setHeader(URL, letter.url());
        message.setHeader(REASON, reason);
        return exchange;
    }

    private void handed(DeadLetter letter, String reason, Exception failure, CompletableFuture<Void> taken) {
        if (failure == null) {
            delivered.incrementAndGet();
            end(taken);
        } else {
            LOG.debug("The dead-letter endpoint has not taken the {}", letter, failure);
            end(letter, reason + ", and the dead-letter endpoint failed", taken);
        }
    }

    private void end(DeadLetter letter, String reason, CompletableFuture<Void> taken) {
        losses.add(1, letter, reason);
        end(taken);
    }

    private void end(CompletableFuture<Void> taken) {
        taken.complete(null);
        unfinished.end();
    }

    /** How many letters the endpoint has taken. */
    public long delivered() {
        return delivered.get();
    }

    /** How many letters nobody has taken. */
    public long lost() {
        return losses.lost();
    }

    /** How many may have arrived or not, which nobody else was told. */
    public long unknown() {
        return unknown.get();
    }

    /** How many letters wait whose senders do not. */
    public int passing() {
        return SPARE_PLACES - spare.availablePermits();
    }

    /** Closes the endpoint; what still waits for it is lost, as is what comes later. */
    public void close() {
        closed = true;
        if (executor != null) {
            context.getExecutorServiceManager().shutdownNow(executor).forEach(Runnable::run);
        }
        ServiceHelper.stopService(producer);
        context.getExecutorServiceManager().shutdownNow(timer);
        losses.tell();
    }
}
