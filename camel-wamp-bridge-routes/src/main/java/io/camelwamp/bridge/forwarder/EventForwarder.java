package io.camelwamp.bridge.forwarder;

import io.camelwamp.bridge.outbound.Backend;
import io.camelwamp.bridge.outbound.Backoff;
import io.camelwamp.bridge.outbound.HeaderRules;
import io.camelwamp.bridge.outbound.OutboundAnswer;
import io.camelwamp.bridge.outbound.OutboundException;
import io.camelwamp.bridge.outbound.OutboundRequest;
import io.camelwamp.bridge.outbound.Retrier;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to one URL, as Crossbar's MessageForwarder does: one at a time in their order, or several at once.
 *
 * <p>The route is through with an event as soon as it waits here. An event that cannot be delivered is tried again, unless
 * the backend has understood and refused it; after that, and when too many wait, it goes to the dead-letter endpoint. While
 * Camel stops, what waits is still sent, but nothing is tried again.
 */
public class EventForwarder extends AsyncProcessorSupport implements CamelContextAware, ShutdownAware {
    private static final Logger LOG = LoggerFactory.getLogger(EventForwarder.class);
    private static final long POLL_MILLIS = 20;
    private static final long LAST_WORDS_MILLIS = 5000;

    // Configuration.
    private CamelContext camelContext;
    private Backend backend;
    private String method = "POST";
    private Integer expectedCode;
    private boolean ordered = true;
    private int concurrency = 20;
    private int queueSize = 1000;
    private int retries = 3;
    private long retryDelay = 1000;
    private long maxRetryDelay = 30_000;
    private String deadLetter;
    private boolean debug;

    // While started.
    private final LifecycleStrategy stopListener = new LifecycleStrategySupport() {
        @Override
        public void onContextStopping(CamelContext context) {
            stopRetrying();
        }
    };
    private ArrayBlockingQueue<ForwardedEvent> waiting;
    private volatile Retrier retrier;
    private DeadLetters deadLetters;
    private volatile boolean stopped;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicLong forwarded = new AtomicLong();

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        ForwardedEvent event;
        try {
            event = ForwardedEvent.of(exchange.getMessage());
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        if (waiting.offer(event)) {
            sendWaiting();
            callback.done(true);
            return true;
        }
        deadLetters.take(event, "too many events wait").thenRun(() -> callback.done(false));
        return false;
    }

    /** Whoever calls while another one is at it makes that one look again. */
    private void sendWaiting() {
        if (stopped) {
            giveUpWaiting();
            return;
        }
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            int places = ordered ? 1 : concurrency;
            while (!stopped && underWay.get() < places && !waiting.isEmpty()) {
                sendNext();
            }
            seen = turns.addAndGet(-seen);
        } while (seen != 0);
    }

    private void sendNext() {
        // Counted before it is taken out, or for a moment nothing would seem to be pending.
        underWay.incrementAndGet();
        ForwardedEvent event = waiting.poll();
        if (event == null) {
            underWay.decrementAndGet();
        } else {
            send(event);
        }
    }

    private void giveUpWaiting() {
        for (ForwardedEvent event = waiting.poll(); event != null; event = waiting.poll()) {
            deadLetters.take(event, "the bridge stopped");
        }
    }

    private void send(ForwardedEvent event) {
        retrier.run(() -> attempt(event), EventForwarder::isPassing).whenComplete((answer, failure) -> {
            if (failure == null) {
                forwarded.incrementAndGet();
                ended();
            } else {
                Throwable reason = Retrier.unwrapped(failure);
                LOG.debug("The {} was not forwarded", event, reason);
                deadLetters.take(event, reason.getMessage()).thenRun(this::ended);
            }
        });
    }

    private void ended() {
        underWay.decrementAndGet();
        sendWaiting();
    }

    private CompletableFuture<OutboundAnswer> attempt(ForwardedEvent event) {
        OutboundRequest request = OutboundRequest.of(method, backend.policy().base())
                .withHeaders(event.headers())
                .withBody(event.body());
        return backend.send(request)
                .whenComplete((answer, failure) -> log(event, answer, failure))
                .thenApply(answer -> {
                    if (expectedCode == null ? !answer.isSuccess() : answer.status() != expectedCode) {
                        throw new UnexpectedStatus(answer.status());
                    }
                    return answer;
                });
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

    /** How many events the backend has accepted. */
    public long forwarded() {
        return forwarded.get();
    }

    /** How many events the dead-letter endpoint has taken. */
    public long deadLettered() {
        return deadLetters.delivered();
    }

    /** How many events nobody has taken. */
    public long lost() {
        return deadLetters.lost();
    }

    /** How many events wait or are under way. */
    @Override
    public int getPendingExchangesSize() {
        return waiting == null ? 0 : waiting.size() + underWay.get();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (!suspendOnly) {
            stopRetrying();
        }
    }

    private void stopRetrying() {
        Retrier current = retrier;
        if (current != null) {
            current.stop();
        }
    }

    @Override
    protected void doStart() throws Exception {
        if (backend == null) {
            throw new IllegalArgumentException("a forwarder needs the backend that it sends to");
        }
        Backoff backoff = new Backoff(retries, Duration.ofMillis(retryDelay), Duration.ofMillis(maxRetryDelay));
        CamelContextAware.trySetCamelContext(backend, camelContext);
        ServiceHelper.startService(backend);
        waiting = new ArrayBlockingQueue<>(queueSize);
        deadLetters = new DeadLetters(
                camelContext,
                deadLetter,
                backend.policy().base().withoutQuery().toString(),
                // Room for all that waits and is under way when the bridge stops.
                queueSize + concurrency);
        stopped = false;
        retrier = new Retrier(backend.client(), backoff);
        camelContext.addLifecycleStrategy(stopListener);
    }

    /** Camel waits for what waits here before it stops us; if it lost patience, the rest are dead letters. */
    @Override
    protected void doStop() throws Exception {
        camelContext.getLifecycleStrategies().remove(stopListener);
        stopped = true;
        stopRetrying();
        if (deadLetters != null) {
            giveUpWaiting();
        }
        ServiceHelper.stopService(backend);
        if (deadLetters == null) {
            return;
        }
        long patience = System.nanoTime() + Duration.ofMillis(LAST_WORDS_MILLIS).toNanos();
        while (underWay.get() + deadLetters.pending() > 0 && System.nanoTime() - patience < 0) {
            Thread.sleep(POLL_MILLIS);
        }
        deadLetters.close();
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** Sets where events are sent: to the base URL itself. */
    public void setBackend(Backend backend) {
        this.backend = backend;
    }

    /**
     * Sets the method; POST by default.
     *
     * @throws OutboundException if it is none, or one that must not be sent
     */
    public void setMethod(String method) {
        this.method = HeaderRules.method(method);
    }

    /** Sets the status that means success; null, the default, for any of 200 to 299. */
    public void setExpectedCode(Integer expectedCode) {
        this.expectedCode = expectedCode;
    }

    /** Sets whether one event is sent after the other, in the order of their arrival; true by default. */
    public void setOrdered(boolean ordered) {
        this.ordered = ordered;
    }

    /** Sets how many events may be under way at once where they are not ordered; 20 by default. */
    public void setConcurrency(int concurrency) {
        this.concurrency = atLeastOne("concurrency", concurrency);
    }

    /** Sets how many events may wait; 1000 by default. */
    public void setQueueSize(int queueSize) {
        this.queueSize = atLeastOne("queueSize", queueSize);
    }

    /** Sets how often an event is tried again; 3 by default. */
    public void setRetries(int retries) {
        this.retries = retries;
    }

    /** Sets the milliseconds before the second attempt, which double with each further one; 1000 by default. */
    public void setRetryDelay(long retryDelay) {
        this.retryDelay = retryDelay;
    }

    /** Sets the milliseconds that no pause between attempts exceeds; 30000 by default. */
    public void setMaxRetryDelay(long maxRetryDelay) {
        this.maxRetryDelay = maxRetryDelay;
    }

    /** Sets the URI of the endpoint for what cannot be delivered; null or empty for none. */
    public void setDeadLetter(String deadLetter) {
        this.deadLetter = deadLetter;
    }

    /** Sets whether each attempt is logged, without payload; false by default. */
    public void setDebug(boolean debug) {
        this.debug = debug;
    }

    private static int atLeastOne(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " is " + value + ": it must be at least 1");
        }
        return value;
    }
}
