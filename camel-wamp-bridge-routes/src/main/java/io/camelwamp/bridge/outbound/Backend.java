package io.camelwamp.bridge.outbound;

import io.camelwamp.bridge.outbound.OutboundException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.service.ServiceSupport;

/**
 * An HTTP API as the routes of one service use it: where it is, who we are there, how long it may take and how often we try.
 *
 * <p>When the base begins to fail, a warning is logged, and when it answers again, how often it has failed.
 *
 * <p>Steps that have a backend start and stop it. Without a client of its own it shares that of its setter.
 */
public class Backend extends ServiceSupport implements CamelContextAware {
    private static final OutboundException NO_TOKEN_IN_TIME = new OutboundException(
            Kind.NO_CREDENTIALS, "there is no access token: the authorization server did not answer in time");

    // Configuration.
    private CamelContext camelContext;
    private OutboundClient client;
    private String baseUrl;
    private String baseUrlOption = "baseUrl";
    private String allowedTargets;
    private PrivateAddresses privateAddresses = PrivateAddresses.NAMED;
    private BackendCredentials credentials = new BackendCredentials();
    private String usedBy = "a route";
    private long timeout = 30_000;
    private int retries;
    private long retryDelay = 200;
    private long maxRetryDelay = 10_000;

    // While started.
    private OutboundClient running;
    private TargetPolicy policy;
    private Credentials opened;
    private BackendWatch watch;
    private Retrier retrier;

    /** Where requests may go; null before the start. */
    public TargetPolicy policy() {
        return policy;
    }

    /** The client that sends them; null before the start. */
    public OutboundClient client() {
        return running;
    }

    /**
     * Sends a request, with the credentials of the backend if it goes to scheme, host and port of the base.
     *
     * <p>It is tried again, if that is set, where no connection can be made, and where one ends before the answer and the
     * request is idempotent.
     *
     * @param recall aborts the request, and ends the pause before another try
     * @return the answer, whatever its status is, or an {@link OutboundException}
     */
    public CompletableFuture<OutboundAnswer> send(OutboundRequest request, Recall recall) {
        return send(request, recall, attempt -> attempt, failure -> isPassing(failure, request.isIdempotent()));
    }

    /**
     * As {@link #send(OutboundRequest, Recall)}, where it is tried again by other rules.
     *
     * @param judged what is made of each attempt, which may be a failure where there was an answer
     * @param again tells failures that may pass from those that will not
     */
    public CompletableFuture<OutboundAnswer> send(
            OutboundRequest request,
            Recall recall,
            UnaryOperator<CompletableFuture<OutboundAnswer>> judged,
            Predicate<Throwable> again) {
        return retrier.run(() -> judged.apply(attempt(request, recall)), again, recall);
    }

    /** From now on nothing is tried again; what pauses ends with its last failure. */
    public void stopRetrying() {
        if (retrier != null) {
            retrier.stop();
        }
    }

    private static boolean isPassing(Throwable failure, boolean idempotent) {
        if (!(failure instanceof OutboundException known)) {
            return false;
        }
        return switch (known.kind()) {
            case UNREACHABLE -> true;
            case DROPPED -> idempotent;
            // Nothing was sent to the backend, and to ask for a token twice does no harm.
            case NO_CREDENTIALS -> isPassing(known.getCause(), true);
            default -> false;
        };
    }

    /** Other targets are named by callers, who should not be able to have anything logged. */
    private CompletableFuture<OutboundAnswer> attempt(OutboundRequest request, Recall recall) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout);
        CompletableFuture<OutboundAnswer> attempt = sendOnce(request, recall, deadline, true);
        return policy.isAtBase(request.target()) ? attempt.whenComplete(watch::heard) : attempt;
    }

    /** What makes us known to the base is for nobody else who may be named as a target, or it could be had for the asking. */
    private CompletableFuture<OutboundAnswer> sendOnce(
            OutboundRequest request, Recall recall, long deadline, boolean mayRenew) {
        if (!policy.isAtBase(request.target())) {
            return running.send(request.withTimeout(until(deadline)), policy, recall);
        }
        if (recall.isRecalled()) {
            return CompletableFuture.failedFuture(OutboundClient.RECALLED);
        }
        return running.within(until(deadline), opened.addTo(request), NO_TOKEN_IN_TIME)
                .thenCompose(full -> running.send(full.withTimeout(until(deadline)), policy, recall)
                        .thenCompose(answer -> answer.status() == 401 && mayRenew && opened.renew(full)
                                ? sendOnce(request, recall, deadline, false)
                                : CompletableFuture.completedFuture(answer)));
    }

    private static Duration until(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    @Override
    protected void doStart() throws Exception {
        policy = TargetPolicy.of(baseUrlOption, baseUrl, allowedTargets, privateAddresses);
        if (client == null) {
            running = new OutboundClient();
            running.setCamelContext(camelContext);
            running.start();
        } else {
            running = client;
            OutboundClient.startIn(camelContext, client);
        }
        opened = credentials.open(running);
        watch = policy.base() == null ? null : new BackendWatch(usedBy, policy.base());
        retrier = new Retrier(
                running, new Backoff(retries, Duration.ofMillis(retryDelay), Duration.ofMillis(maxRetryDelay)));
    }

    @Override
    protected void doStop() {
        if (watch != null) {
            watch.close();
        }
        stopRetrying();
        if (client == null && running != null) {
            running.stop();
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

    /** Sets the client; without one the backend has its own, with default settings. */
    public void setClient(OutboundClient client) {
        this.client = client;
    }

    /** Sets the URL that all others are resolved against, and below whose folder they must be. */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** Sets what people know the base URL by, for errors; {@code baseUrl} by default. */
    public void setBaseUrlOption(String baseUrlOption) {
        this.baseUrlOption = baseUrlOption;
    }

    /** Sets where requests may go besides; see {@link TargetPolicy}. */
    public void setAllowedTargets(String allowedTargets) {
        this.allowedTargets = allowedTargets;
    }

    /**
     * Sets whether connections may go to addresses that are not public.
     *
     * @param privateAddresses {@code named} (the default), {@code always} or {@code never}
     */
    public void setPrivateAddresses(String privateAddresses) {
        this.privateAddresses = PrivateAddresses.parse(privateAddresses);
    }

    /** Sets who we are there; nobody by default. */
    public void setCredentials(BackendCredentials credentials) {
        this.credentials = credentials;
    }

    /** Sets what logs call the one who sends requests, such as {@code procedure com.example.api}. */
    public void setUsedBy(String usedBy) {
        this.usedBy = usedBy;
    }

    /** Sets how long an attempt may take, in milliseconds, with the wait for an access token; 30000 by default. */
    public void setTimeout(long timeout) {
        if (timeout < 1) {
            throw new IllegalArgumentException("timeout is " + timeout + ": it must be milliseconds, at least 1");
        }
        this.timeout = timeout;
    }

    /** Sets how often a request is tried again; 0 by default. */
    public void setRetries(int retries) {
        this.retries = retries;
    }

    /** Sets the milliseconds before the second attempt, which double with each further one; 200 by default. */
    public void setRetryDelay(long retryDelay) {
        this.retryDelay = retryDelay;
    }

    /** Sets the milliseconds that no pause between attempts exceeds; 10000 by default. */
    public void setMaxRetryDelay(long maxRetryDelay) {
        this.maxRetryDelay = maxRetryDelay;
    }
}
