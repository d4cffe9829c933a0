package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.outbound.DeadLetters;
import io.camelwamp.bridge.outbound.OutboundClient;
import io.camelwamp.bridge.outbound.TargetPolicy;
import io.camelwamp.bridge.outbound.Unfinished;
import io.camelwamp.component.WampComponent;
import io.camelwamp.component.WampEndpoint;
import io.camelwamp.session.WampSession;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running callback API: its session, database and threads, and what is made of them. */
final class CallbackService {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackService.class);
    private static final long LOOK_AT_KEYS_MILLIS = 500;
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /** Letters are handed over as fast as the endpoint takes them; each topic has two at most that wait. */
    private static final int WAITING_LETTERS = 10_000;

    private static final long WAITING_EVENT_OCTETS = 64 * 1024 * 1024;

    private final CamelContext context;
    private final CallbackLimits limits;
    private final KeyRing keys;
    private final DatabaseFile file;
    private final CallbackThreads threads;
    private final WampEndpoint endpoint;
    private final WampSession session;
    private final Unfinished unfinished = new Unfinished();
    private final Executor callbacks;
    private final CallbackSender sender;
    private final DeadLetters eventLetters;
    private final DeadLetters resultLetters;
    private final ResultDelivery results;
    private final LaterCalls laterCalls;
    private final Placement placement;
    private final EndpointBook book;
    private final EndpointRequests endpoints;
    private final CallRequests calls;

    /** Guarded by this. */
    private boolean drained;

    private CallbackService(CamelContext context, CallbackSettings settings, OutboundClient client) throws Exception {
        this.context = context;
        limits = settings.limits();
        keys = settings.keys();
        TargetPolicy policy = settings.policy();
        endpoint = endpoint(context, settings);
        // Before the file, which a failure must not leave locked.
        eventLetters = letters(settings, "The callback API (events)");
        resultLetters = letters(settings, "The callback API (results)");
        file = settings.dataSource() == null ? DatabaseFile.open(settings.database()) : null;
        EndpointStore store =
                new EndpointStore(file == null ? settings.dataSource() : file.dataSource(), settings.service());
        session = session(endpoint, file);
        threads = CallbackThreads.of(context, this);
        callbacks = unfinished.counting(threads.callbacks());
        sender = new CallbackSender(
                (request, recall) -> client.send(request, policy, recall), threads.timer(), unfinished, limits);
        results = new ResultDelivery(sender, limits, resultLetters);
        laterCalls = new LaterCalls(session, results, limits, callbacks, unfinished);
        placement = new Placement(
                session, keys, policy, events(), limits, threads.book(), callbacks, this::applicationDied);
        Probes probes = new Probes(sender, threads.timer(), limits.probeInterval());
        book = new EndpointBook(store, threads.book(), placement, probes, limits.endpointsPerKey());
        endpoints = new EndpointRequests(new EndpointReader(policy, settings.invoke()), book);
        calls = new CallRequests(session, policy, laterCalls, limits);
    }

    /**
     * Starts a service; on return it has taken up what the database has.
     *
     * @throws Exception if the settings, the keys or the database do not work
     */
    static CallbackService start(CamelContext context, CallbackSettings settings) throws Exception {
        OutboundClient client = settings.client();
        OutboundClient.startIn(context, client);
        CallbackService service = new CallbackService(context, settings, client);
        try {
            service.book.open().join();
        } catch (CompletionException e) {
            service.stop();
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        service.threads
                .timer()
                .scheduleWithFixedDelay(
                        service::lookAtKeys, LOOK_AT_KEYS_MILLIS, LOOK_AT_KEYS_MILLIS, TimeUnit.MILLISECONDS);
        return service;
    }

    private DeadLetters letters(CallbackSettings settings, String sender) throws Exception {
        return new DeadLetters(context, settings.deadLetter(), sender, WAITING_LETTERS, unfinished);
    }

    private EventDelivery events() {
        ResultRoom room = new ResultRoom(Integer.MAX_VALUE, WAITING_EVENT_OCTETS);
        return new EventDelivery(sender, limits.attempts(), limits.queueSize(), room, eventLetters, unfinished);
    }

    private static WampEndpoint endpoint(CamelContext context, CallbackSettings settings) throws Exception {
        WampComponent component = context.getComponent("wamp", WampComponent.class);
        WampEndpoint endpoint = (WampEndpoint) component.createEndpoint("wamp:procedure:callback", settings.session());
        if (settings.sessionSecret() != null) {
            // As an option it would be taken for a reference to a bean if it began with '#'.
            endpoint.getConfiguration().setSecret(settings.sessionSecret());
        }
        return endpoint;
    }

    /** Options of authentication that do not fit each other must not leave the database locked. */
    private static WampSession session(WampEndpoint endpoint, DatabaseFile file) {
        try {
            return endpoint.openSession();
        } catch (RuntimeException e) {
            if (file != null) {
                file.close();
            }
            throw e;
        }
    }

    private void applicationDied(Application application) {
        book.bury(application);
    }

    private void lookAtKeys() {
        try {
            if (keys.refresh()) {
                book.review();
            }
        } catch (RuntimeException e) {
            LOG.error("The API keys could not be looked at; they are again in {} ms", LOOK_AT_KEYS_MILLIS, e);
        }
    }

    /** The API keys of this moment. */
    ApiKeys keys() {
        return keys.keys();
    }

    EndpointRequests endpoints() {
        return endpoints;
    }

    CallRequests calls() {
        return calls;
    }

    /** Whether there is a session with the router at this moment. */
    boolean isReady() {
        return session.isReady();
    }

    /** How all endpoints are. */
    Stream<EndpointStatus> statuses() {
        return book.statuses();
    }

    int callbacksUnderWay() {
        return sender.underWay();
    }

    /** Calls with callbacks that have no result yet. */
    int callsPending() {
        return laterCalls.pending();
    }

    /** Events that nobody has taken, neither application nor dead-letter endpoint, since the start. */
    long eventsLost() {
        return eventLetters.lost();
    }

    /** Results of calls that wait for another attempt to send them. */
    int resultsWaiting() {
        return results.waiting();
    }

    /** Results of calls that nobody has taken, neither callback nor dead-letter endpoint, since the start. */
    long resultsLost() {
        return resultLetters.lost();
    }

    /** Continues routes. */
    Executor executor() {
        return callbacks;
    }

    /**
     * Takes nothing new, and waits for what is under way: calls of applications, queued events, results for callbacks. It needs
     * the router for that. Further times do nothing.
     */
    synchronized void drain() {
        if (drained) {
            return;
        }
        drained = true;
        laterCalls.close();
        sender.hurry();
        await("taking leave of the router", book.close(), FAREWELL);
        awaitIdle(limits.stopTimeout());
    }

    /** Stops, after it is drained. Calls that take longer are given up, and their callbacks told. */
    void stop() {
        drain();
        await("leaving the realm", endpoint.leave(session), FAREWELL);
        awaitIdle(FAREWELL);
        eventLetters.close();
        resultLetters.close();
        threads.stop(context);
        if (file != null) {
            file.close();
        }
    }

    private static void await(String what, CompletableFuture<Void> done, Duration limit) {
        try {
            done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The callback API stops without {}: {}", what, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What waits for a callback is in a queue of the session, whose tasks count, or waits behind a callback that does. */
    private void awaitIdle(Duration limit) {
        try {
            unfinished.idle().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("{} callbacks and calls were not finished in time", unfinished.count());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("being idle cannot fail", e);
        }
    }
}
