package io.camelwamp.session;

import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.Cancel;
import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.CancelOptions;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * A client's session with a router: publishes, calls, subscribes and registers, and comes back by
 * itself when the connection is lost.
 *
 * <p>All methods may be called from any thread and return at once. Futures complete on the
 * session's event loop, where nothing may block; failures are {@link WampException}s. After a
 * reconnect, subscriptions and registrations are restored before requests flow. Requests that were
 * sent before the loss fail with {@link WampException.SessionLost} and are never sent again by
 * themselves; requests made while there is no session wait for {@link
 * SessionConfig#waitForSession()}.
 */
public final class WampSession implements AutoCloseable {
    private final EventLoop loop;
    private final SessionConfig config;
    private final SessionCounters counters = new SessionCounters();
    private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
    private final SessionSupervisor supervisor;

    /** The open connection, for encoding on the callers' threads; null while there is none. */
    private volatile Transport transport;

    private volatile boolean ready;

    private WampSession(SessionConfig config, EventLoop loop) {
        this.config = config;
        this.loop = loop;
        this.supervisor = new SessionSupervisor(config, loop, counters, new Relay());
    }

    /**
     * Begins to connect.
     *
     * @param config what to join and how
     * @param loops where the session lives, unless its transport demands a loop of its own; closed
     *     by the caller, after the session
     * @throws IllegalArgumentException if the configuration cannot work
     */
    public static WampSession open(SessionConfig config, EventLoops loops) {
        var first = config.targets().get(0);
        WampSession session =
                new WampSession(config, config.provider(first).eventLoop(first, loops));
        session.loop.execute(session.supervisor::start);
        return session;
    }

    /** Adds a listener for what happens from now on. */
    public void addListener(SessionListener listener) {
        listeners.add(listener);
    }

    /** Takes a listener away. */
    public void removeListener(SessionListener listener) {
        listeners.remove(listener);
    }

    /** Tells whether everything is restored and requests go out at once. */
    public boolean isReady() {
        return ready;
    }

    /** The session at this moment. */
    public CompletableFuture<SessionStatus> status() {
        return onLoop(() -> CompletableFuture.completedFuture(supervisor.status()));
    }

    /**
     * Publishes an event.
     *
     * @param topic where to
     * @param options {@code acknowledge} makes the future wait for the router's PUBLISHED
     * @param payload what
     * @return the id of the publication, or null if it is not acknowledged
     */
    public CompletableFuture<Long> publish(String topic, PublishOptions options, Payload payload) {
        Payload prepared;
        try {
            checkName(topic, MatchPolicy.EXACT, "topic");
            refusePassthru(
                    options.values().keySet().stream().anyMatch(key -> key.startsWith("ppt_")));
            prepared = prepare(payload);
        } catch (WampException e) {
            return CompletableFuture.failedFuture(e);
        }
        PublishRequest request = new PublishRequest(topic, options, prepared);
        execute(() -> supervisor.submit(request));
        return request.publication();
    }

    /**
     * Calls a procedure.
     *
     * @param target which one and how
     * @param payload its arguments
     * @return the call; if the arguments cannot be sent, one that has failed
     */
    public WampCall call(CallTarget target, Payload payload) {
        CallRequest request;
        try {
            checkCall(target);
            request = new CallRequest(this, target, prepare(payload));
        } catch (WampException e) {
            CallRequest failed = new CallRequest(this, target, Payload.EMPTY);
            failed.failed(e);
            return failed;
        }
        execute(() -> begin(request));
        return request;
    }

    private void begin(CallRequest request) {
        Duration limit = request.timeout();
        if (!limit.isZero()) {
            request.limitedBy(
                    loop.schedule(
                            limit,
                            () ->
                                    end(
                                            request,
                                            CancelMode.KILLNOWAIT,
                                            new WampException.TimedOut(
                                                    "No result of "
                                                            + request.procedure()
                                                            + " within "
                                                            + limit.toMillis()
                                                            + " ms; the call was cancelled"))));
        }
        supervisor.submit(request);
    }

    /** Cancels a call from any thread; see {@link WampCall#cancel}. */
    void cancel(CallRequest request, CancelMode mode) {
        execute(
                () -> {
                    WampException reason =
                            new WampException.Canceled(
                                    "The call of " + request.procedure() + " was cancelled");
                    SessionEngine engine = supervisor.established();
                    if (mode == CancelMode.KILL
                            && engine != null
                            && engine.pending().contains(request)) {
                        sendCancel(engine, request, mode);
                        request.limitedBy(
                                loop.schedule(
                                        config.requestTimeout(), () -> end(request, null, reason)));
                    } else {
                        end(request, mode, reason);
                    }
                });
    }

    /**
     * Stops waiting for a result and tells the router, if it knows of the call and a mode is given;
     * on the loop.
     */
    void end(CallRequest request, CancelMode mode, WampException reason) {
        supervisor.forget(request);
        SessionEngine engine = supervisor.established();
        if (engine != null && engine.pending().contains(request)) {
            if (mode != null) {
                sendCancel(engine, request, mode);
            }
            engine.pending().forget(request);
            engine.readGate().evaluate();
        }
        request.failed(reason);
    }

    private static void sendCancel(SessionEngine engine, CallRequest request, CancelMode mode) {
        if (ClientRoles.takesCancel(engine.welcome().details())) {
            engine.transport()
                    .send(
                            new Cancel(
                                    request.id(),
                                    CancelOptions.NONE.with("mode", mode.wireName())));
        }
    }

    /**
     * Subscribes to a topic or pattern, now and after each reconnect.
     *
     * @param topic the topic, or the pattern if the options say so
     * @param handler takes the events
     * @param lane how they reach it
     * @throws WampException if the topic is not a valid URI
     */
    public Subscription subscribe(
            String topic, SubscribeOptions options, EventHandler handler, LaneConfig lane) {
        checkUri(topic, options.match(), "topic");
        Subscription subscription = new Subscription(this, topic, options, handler, lane);
        execute(() -> supervisor.hold(subscription));
        return subscription;
    }

    /**
     * Registers a procedure or pattern, now and after each reconnect.
     *
     * @param procedure the procedure, or the pattern if the options say so
     * @param handler serves the calls
     * @param lane how they reach it; its overflow rule does not matter, because calls that find no
     *     room are answered with {@code wamp.error.unavailable}
     * @throws WampException if the procedure is not a valid URI, or reserved
     */
    public Registration register(
            String procedure, RegisterOptions options, InvocationHandler handler, LaneConfig lane) {
        checkName(procedure, options.match(), "procedure");
        Registration registration = new Registration(this, procedure, options, handler, lane);
        execute(() -> supervisor.hold(registration));
        return registration;
    }

    CompletableFuture<Void> withdraw(StandingRequest request) {
        return onLoop(() -> supervisor.withdraw(request));
    }

    void laneHasRoom(Subscription subscription) {
        execute(
                () -> {
                    SessionEngine engine = supervisor.established();
                    if (engine != null) {
                        engine.readGate().hasRoom(subscription);
                    }
                });
    }

    void lost(int events) {
        counters.lostEvents.add(events);
    }

    /**
     * Leaves the realm for good; completes when the router has said goodbye too, or after the leave
     * time-out.
     */
    public CompletableFuture<Void> leave() {
        return onLoop(supervisor::close);
    }

    /** As {@link #leave()}, without waiting. */
    @Override
    public void close() {
        leave();
    }

    // ---- helpers

    private Payload prepare(Payload payload) {
        Transport current = transport;
        return current == null || payload.isEmpty() ? payload : current.prepare(payload);
    }

    private static void checkUri(String uri, MatchPolicy match, String what) {
        if (!Uris.isValid(uri, Uris.Rules.LOOSE, match)) {
            throw new WampException(
                    Uris.INVALID_URI,
                    "The "
                            + what
                            + " '"
                            + uri
                            + "' is not a URI: it must consist of components separated by dots,"
                            + " without white space, '#' or empty components");
        }
    }

    private static void checkName(String uri, MatchPolicy match, String what) {
        checkUri(uri, match, what);
        if (Uris.isReserved(uri)) {
            throw new WampException(
                    Uris.INVALID_URI,
                    "The "
                            + what
                            + " '"
                            + uri
                            + "' is reserved: only the protocol may use 'wamp.'");
        }
    }

    private static void checkCall(CallTarget target) {
        checkUri(target.procedure(), MatchPolicy.EXACT, "procedure");
        CallOptions options = target.options();
        if (options.progress()) {
            throw new WampException(
                    Uris.FEATURE_NOT_SUPPORTED,
                    "Progressive call invocations are not supported by this client");
        }
        refusePassthru(options.values().keySet().stream().anyMatch(key -> key.startsWith("ppt_")));
    }

    private static void refusePassthru(boolean wanted) {
        if (wanted) {
            throw new WampException(
                    Uris.FEATURE_NOT_SUPPORTED,
                    "Payload passthru mode (ppt_*) is not supported by this client");
        }
    }

    private void execute(Runnable task) {
        if (loop.inLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private <T> CompletableFuture<T> onLoop(Supplier<CompletableFuture<T>> action) {
        CompletableFuture<T> result = new CompletableFuture<>();
        execute(
                () ->
                        action.get()
                                .whenComplete(
                                        (value, failure) -> {
                                            if (failure == null) {
                                                result.complete(value);
                                            } else {
                                                result.completeExceptionally(failure);
                                            }
                                        }));
        return result;
    }

    /** Keeps what other threads look at, and tells the listeners. */
    private final class Relay implements SessionListener {
        @Override
        public void joined(Welcome welcome) {
            transport = supervisor.established().transport();
            listeners.forEach(listener -> listener.joined(welcome));
        }

        @Override
        public void ready() {
            ready = true;
            listeners.forEach(SessionListener::ready);
        }

        @Override
        public void ended(SessionEnd end) {
            transport = null;
            ready = false;
            listeners.forEach(listener -> listener.ended(end));
        }

        @Override
        public void givenUp(SessionEnd end) {
            listeners.forEach(listener -> listener.givenUp(end));
        }
    }
}
