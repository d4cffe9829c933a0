package io.camelwamp.bridge.forwarder;

import io.camelwamp.bridge.outbound.Backend;
import io.camelwamp.bridge.outbound.DeadLetters;
import io.camelwamp.bridge.outbound.HeaderRules;
import io.camelwamp.bridge.outbound.OutboundException;
import io.camelwamp.bridge.outbound.Unfinished;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

/**
 * Sends events to one URL, as Crossbar's MessageForwarder does: one at a time in their order, or several at once.
 *
 * <p>The route is through with an event as soon as it waits here. An event that cannot be delivered is tried again as
 * often as the {@link Backend} says, unless that has understood and refused it; after that, and when too many wait, it goes to the
 * dead-letter endpoint, and if that is slow the route is held back. While Camel stops, what waits is still sent, but nothing is tried again; when Camel loses patience,
 * nothing more is sent.
 */
public class EventForwarder extends AsyncProcessorSupport implements CamelContextAware, ShutdownAware {
    /** What is under way when Camel loses patience may be answered for so long, and be handed to the dead-letter endpoint then. */
    private static final Duration ANSWERS = Duration.ofSeconds(5);

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    // Configuration.
    private CamelContext camelContext;
    private Backend backend;
    private String method = "POST";
    private Integer expectedCode;
    private boolean ordered = true;
    private int concurrency = 20;
    private int queueSize = 1000;
    private String deadLetter;
    private boolean debug;

    // While started.
    private final LifecycleStrategy stopListener = new LifecycleStrategySupport() {
        @Override
        public void onContextStopping(CamelContext context) {
            stopRetrying();
        }
    };
    private EventQueue queue;
    private DeadLetters deadLetters;
    private Unfinished unfinished;
    private String url;

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
        if (queue.offer(event)) {
            callback.done(true);
            return true;
        }
        CompletableFuture<Void> room = deadLetters.pass(event.letter(url), "too many events wait");
        if (room.isDone()) {
            callback.done(true);
            return true;
        }
        room.thenRun(() -> callback.done(false));
        return false;
    }

    /** How many events the backend has accepted. */
    public long forwarded() {
        return queue.forwarded();
    }

    /** How many events the dead-letter endpoint has taken. */
    public long deadLettered() {
        return deadLetters.delivered();
    }

    /** How many events nobody has taken. */
    public long lost() {
        return deadLetters.lost();
    }

    /**
     * How many events may have been delivered or not: the bridge stopped before they were answered, and there is no dead-letter
     * endpoint to tell.
     */
    public long unknown() {
        return deadLetters.unknown();
    }

    /** How many events wait or are under way. */
    @Override
    public int getPendingExchangesSize() {
        return queue == null ? 0 : queue.pending() + deadLetters.passing();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    /** When Camel has lost patience, the client and the endpoints are still there, which they need not be at our stop. */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (suspendOnly) {
            return;
        }
        stopRetrying();
        if (forced) {
            finish();
        }
    }

    private void stopRetrying() {
        if (queue != null) {
            backend.stopRetrying();
        }
    }

    @Override
    protected void doStart() throws Exception {
        if (backend == null) {
            throw new IllegalArgumentException("a forwarder needs the backend that it sends to");
        }
        CamelContextAware.trySetCamelContext(backend, camelContext);
        ServiceHelper.startService(backend);
        unfinished = new Unfinished();
        url = backend.policy().base().withoutQuery().toString();
        deadLetters = new DeadLetters(
                camelContext,
                deadLetter,
                "The forwarder to " + url,
                // Room for all that waits and is under way when the bridge stops.
                queueSize + concurrency,
                unfinished);
        EventSender sender = new EventSender(backend, method, expectedCode, debug);
        queue = new EventQueue(queueSize, ordered ? 1 : concurrency, sender, deadLetters, url, unfinished);
        camelContext.addLifecycleStrategy(stopListener);
    }

    /** Camel waits for what waits here before it stops us; if it lost patience, the rest are dead letters. */
    @Override
    protected void doStop() {
        camelContext.getLifecycleStrategies().remove(stopListener);
        if (queue != null) {
            stopRetrying();
            finish();
        }
        // Interrupted, the client would not come to its end.
        boolean interrupted = Thread.interrupted();
        try {
            // Not before: a client of its own goes with it, and all that is under way.
            ServiceHelper.stopService(backend);
            if (deadLetters != null) {
                deadLetters.close();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Whether an event under way has arrived is not known before it is answered, so there is some time for that. Camel may come
     * here more than once, and on two threads at the same time.
     */
    private void finish() {
        long stoppedAt = queue.stop();
        if (!isIdleBy(stoppedAt + ANSWERS.toNanos())) {
            queue.abandon();
            isIdleBy(stoppedAt + ANSWERS.plus(LAST_WORDS).toNanos());
        }
    }

    /** Camel interrupts one of its threads when it loses patience, and stops us on it all the same. */
    private boolean isIdleBy(long nanoTime) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    unfinished.idle().get(Math.max(0, nanoTime - System.nanoTime()), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("being idle cannot fail", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** Sets where events are sent, to the base URL itself, and how often each is tried again. */
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
