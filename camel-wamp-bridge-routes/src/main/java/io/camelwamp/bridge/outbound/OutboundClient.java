package io.camelwamp.bridge.outbound;

import io.camelwamp.bridge.outbound.OutboundException.Kind;
import io.camelwamp.bridge.outbound.OutboundFailures.Progress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceSupport;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Sends HTTP requests, thousands at a time, with a fixed number of threads.
 *
 * <p>A connection is taken by one request at a time; requests that find none wait, in order and bounded. Redirects are
 * followed by our own rules, cookies are not kept, and no proxy is used. Answers arrive on threads of the client's own:
 * what is done there holds up other answers, but no input or output.
 *
 * <p>One client serves any number of routes; they start it by {@link #startIn}, and it stops with the Camel context.
 */
public class OutboundClient extends ServiceSupport implements CamelContextAware {
    private static final int IO_THREADS = 8;
    private static final int ANSWER_THREADS = 4;
    private static final int LOOKUP_THREADS = 8;
    static final int HEADERS_SIZE = 32 * 1024;
    private static final Duration UNUSED = Duration.ofMinutes(2);
    static final OutboundException RECALLED =
            new OutboundException(Kind.RECALLED, "nobody waits for the answer any more");

    // Configuration.
    private CamelContext camelContext;
    private int maxConnections = 500;
    private int maxRequests = 2000;
    private long connectTimeout = 5000;
    private long requestTimeout = 30_000;
    private long keepAlive = 30_000;
    private int maxResponseSize = 16 * 1024 * 1024;
    private SSLContextParameters sslContextParameters;
    private GuardedResolver.Lookup lookup = InetAddress::getAllByName;

    // While started.
    private volatile HttpClient http;
    private ExecutorService answers;
    private ExecutorService lookups;
    private ScheduledExecutorService timer;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Set<OutboundCall> calls = ConcurrentHashMap.newKeySet();

    /**
     * Sends a request.
     *
     * @param request what to send
     * @param policy where requests of this service may go
     * @return the answer, whatever its status is, or an {@link OutboundException}
     */
    public CompletableFuture<OutboundAnswer> send(OutboundRequest request, TargetPolicy policy) {
        return send(request, policy, new Recall());
    }

    /**
     * Sends a request whose answer may be of no use at some time.
     *
     * @param recall aborts it: its connection is closed, and it fails as {@link Kind#RECALLED}; if it was there before,
     *     nothing is sent
     */
    public CompletableFuture<OutboundAnswer> send(OutboundRequest request, TargetPolicy policy, Recall recall) {
        HttpClient client = http;
        if (client == null) {
            return CompletableFuture.failedFuture(
                    new OutboundException(Kind.UNAVAILABLE, "the HTTP client is not running"));
        }
        if (recall.isRecalled()) {
            return CompletableFuture.failedFuture(RECALLED);
        }
        if (underWay.incrementAndGet() > maxRequests) {
            underWay.decrementAndGet();
            return CompletableFuture.failedFuture(
                    new OutboundException(Kind.UNAVAILABLE, "there are too many requests under way"));
        }
        CompletableFuture<OutboundAnswer> future = new CompletableFuture<>();
        Duration timeout = request.timeout() == null ? Duration.ofMillis(requestTimeout) : request.timeout();
        OutboundCall call = new OutboundCall(
                client,
                policy,
                maxResponseSize,
                timeout,
                (answer, failure) -> proceed(() -> complete(future, answer, failure)));
        calls.add(call);
        future.whenComplete((answer, failure) -> calls.remove(call));
        // Before it is sent, so that no recall is too late for this and too early for that.
        Runnable forget = recall.onRecall(() -> proceed(() -> call.end(RECALLED)));
        future.whenComplete((answer, failure) -> forget.run());
        try {
            Future<?> alarm = schedule(call::expire, timeout);
            future.whenComplete((answer, failure) -> alarm.cancel(false));
            call.send(request);
        } catch (RuntimeException e) {
            call.end(OutboundFailures.of(e, Progress.WAITING));
        }
        return future;
    }

    /** A request is under way until all that depends on its answer has been done, or answers could pile up. */
    private void complete(CompletableFuture<OutboundAnswer> future, OutboundAnswer answer, OutboundException failure) {
        try {
            if (failure == null) {
                future.complete(answer);
            } else {
                future.completeExceptionally(failure);
            }
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** Goes on with something on a thread for answers. */
    void proceed(Runnable continuation) {
        try {
            answers.execute(continuation);
        } catch (RejectedExecutionException e) {
            // The room is for all that may be under way, so as a rule the client is stopping, and nobody else is left.
            continuation.run();
        }
    }

    /**
     * Runs something later.
     *
     * @param task must not block; it is not run if the client is stopped before
     */
    Future<?> schedule(Runnable task, Duration delay) {
        return timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Has something fail if it is not complete in time.
     *
     * @param stage nobody else's: it is completed
     * @param otherwise what it fails with
     * @return the stage
     */
    <T> CompletableFuture<T> within(Duration limit, CompletableFuture<T> stage, OutboundException otherwise) {
        if (!stage.isDone()) {
            try {
                Future<?> alarm = schedule(() -> proceed(() -> stage.completeExceptionally(otherwise)), limit);
                stage.whenComplete((value, failure) -> alarm.cancel(false));
            } catch (RejectedExecutionException e) {
                stage.completeExceptionally(
                        new OutboundException(Kind.UNAVAILABLE, "the HTTP client is not running", e));
            }
        }
        return stage;
    }

    /** How many requests are under way. */
    public int underWay() {
        return underWay.get();
    }

    /**
     * Makes a client run until the context stops; one that runs already stays as it is.
     *
     * @throws Exception if it cannot start
     */
    public static void startIn(CamelContext context, OutboundClient client) throws Exception {
        if (!context.hasService(client)) {
            context.addService(client);
        }
    }

    @Override
    protected void doStart() throws Exception {
        answers = OutboundThreads.pool(camelContext, this, "OutboundAnswers", ANSWER_THREADS, roomForAnswers());
        timer = OutboundThreads.timer(camelContext, this, "OutboundTimer");
        lookups = OutboundThreads.pool(camelContext, this, "OutboundLookups", LOOKUP_THREADS, maxRequests);
        HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector()));
        client.setConnectTimeout(connectTimeout);
        client.setIdleTimeout(keepAlive);
        client.setMaxConnectionsPerDestination(maxConnections);
        client.setMaxRequestsQueuedPerDestination(maxRequests);
        client.setDestinationIdleTimeout(UNUSED.toMillis());
        client.setMaxResponseHeadersSize(HEADERS_SIZE);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setDefaultRequestContentType(null);
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "camel-wamp"));
        client.setSocketAddressResolver(new GuardedResolver(lookup, lookups));
        client.start();
        // The others act on answers that belong to those who asked.
        client.getProtocolHandlers().clear();
        client.getProtocolHandlers().put(new InterimAnswers());
        http = client;
    }

    /** For each request its answer, its abortion, and the end of its tries. */
    private int roomForAnswers() {
        return (int) Math.min(Integer.MAX_VALUE, 3L * maxRequests);
    }

    private ClientConnector connector() throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool(IO_THREADS, 1);
        threads.setName("OutboundHttp");
        threads.setDaemon(true);
        SslContextFactory.Client tls = new SslContextFactory.Client();
        if (sslContextParameters != null) {
            tls.setSslContext(sslContextParameters.createSSLContext(camelContext));
        }
        ClientConnector connector = new OutboundConnector();
        connector.setExecutor(threads);
        connector.setSelectors(1);
        connector.setSslContextFactory(tls);
        return connector;
    }

    @Override
    protected void doStop() throws Exception {
        HttpClient client = http;
        http = null;
        try {
            if (client != null) {
                client.stop();
            }
        } finally {
            // Without a timer it was never started, because something before it could not be.
            if (timer != null) {
                endCallsAndThreads();
            }
        }
    }

    private void endCallsAndThreads() {
        camelContext.getExecutorServiceManager().shutdownNow(timer);
        // Nothing else would end now what the HTTP client has left undone.
        calls.forEach(call -> call.end(
                new OutboundException(Kind.DROPPED, "the HTTP client was stopped before the backend's answer")));
        camelContext.getExecutorServiceManager().shutdown(lookups);
        camelContext.getExecutorServiceManager().shutdown(answers);
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** Sets how many connections there may be to one host; 500 by default. */
    public void setMaxConnections(int maxConnections) {
        this.maxConnections = atLeastOne("maxConnections", maxConnections);
    }

    /** Sets how many requests may be under way or wait in all; 2000 by default. */
    public void setMaxRequests(int maxRequests) {
        this.maxRequests = atLeastOne("maxRequests", maxRequests);
    }

    /** Sets how long it may take to connect, in milliseconds; 5000 by default. */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = atLeastOne("connectTimeout", connectTimeout);
    }

    /**
     * Sets how long it may take until an answer is complete, in milliseconds, where requests do not say; 30000 by
     * default.
     */
    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = atLeastOne("requestTimeout", requestTimeout);
    }

    /** Sets how long an unused connection is kept, in milliseconds; 30000 by default. */
    public void setKeepAlive(long keepAlive) {
        this.keepAlive = atLeastOne("keepAlive", keepAlive);
    }

    /** Sets how many octets a body may have, decompressed; 16 MiB by default. */
    public void setMaxResponseSize(int maxResponseSize) {
        this.maxResponseSize = atLeastOne("maxResponseSize", maxResponseSize);
    }

    /** Sets which certificates are trusted; those of the JVM if this is null, the default. */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    void setLookup(GuardedResolver.Lookup lookup) {
        this.lookup = lookup;
    }

    private static <N extends Number> N atLeastOne(String option, N value) {
        if (value.longValue() < 1) {
            throw new IllegalArgumentException(option + " is " + value + ": it must be at least 1");
        }
        return value;
    }
}
