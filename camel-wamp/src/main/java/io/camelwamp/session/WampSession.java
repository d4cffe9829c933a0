package io.camelwamp.session;

import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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
 * SessionConfig#waitForSession()}. While the router does not read what was sent before,
 * publications and calls wait in a bounded number, and fail with {@link WampException.NotConnected}
 * in the end.
 */
public final class WampSession implements AutoCloseable {
    private final EventLoop loop;
    private final SessionCounters counters;
    private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
    private final SessionSupervisor supervisor;
    private final Backlog backlog;
    private final Calls calls;

    /** The open connection, for encoding on the callers' threads; null while there is none. */
    private volatile Transport transport;

    private volatile boolean ready;

    private volatile boolean givenUp;

    /** On the loop's clock, if given up. */
    private volatile long givenUpAt;

    private WampSession(SessionConfig config, EventLoop loop) {
        this.loop = loop;
        this.counters = new SessionCounters(loop::nanoTime);
        this.supervisor = new SessionSupervisor(config, loop, counters, new Relay());
        this.backlog = new Backlog(config.queueOctets(), task -> execute(task, closed -> {}));
        this.calls = new Calls(supervisor, loop, config.requestTimeout());
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
        WampSession session = new WampSession(config, config.provider(first).eventLoop(first, loops));
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

    /** Tells whether the session will not be tried again: only a new one can take its place. */
    public boolean isGivenUp() {
        return givenUp;
    }

    /** How long ago the session was given up; zero if it was not. */
    public Duration sinceGivenUp() {
        return givenUp ? Duration.ofNanos(loop.nanoTime() - givenUpAt) : Duration.ZERO;
    }

    /** What was counted since the session was opened. */
    public SessionCounters counters() {
        return counters;
    }

    /** The session at this moment. */
    public CompletableFuture<SessionStatus> status() {
        return onLoop(
                () -> CompletableFuture.completedFuture(supervisor.status()), CompletableFuture::completeExceptionally);
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
            RequestChecks.publication(topic, options, payload);
            prepared = prepare(payload);
        } catch (WampException e) {
            return CompletableFuture.failedFuture(e);
        }
        PublishRequest request = new PublishRequest(topic, options, prepared);
        execute(() -> supervisor.submit(request), request::failed);
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
            RequestChecks.call(target, payload);
            request = new CallRequest(this, target, prepare(payload));
        } catch (WampException e) {
            CallRequest failed = new CallRequest(this, target, Payload.EMPTY);
            failed.failed(e);
            return failed;
        }
        execute(() -> calls.begin(request), request::failed);
        return request;
    }

    /** Sends a part of a call from any thread; see {@link WampCall#send}. */
    CompletableFuture<Boolean> continueCall(CallRequest request, Payload part, boolean last) {
        Payload prepared;
        try {
            prepared = prepare(part);
        } catch (WampException e) {
            cancel(request, CancelMode.KILLNOWAIT);
            return CompletableFuture.failedFuture(e);
        }
        return onLoop(() -> calls.sendPart(request, prepared, last), CompletableFuture::completeExceptionally);
    }

    /** A call is over; on the loop, unless it never reached it. */
    void callOver(CallRequest request) {
        if (loop.inLoop()) {
            calls.over(request);
        }
    }

    /** Cancels a call from any thread; see {@link WampCall#cancel}. */
    void cancel(CallRequest request, CancelMode mode) {
        execute(() -> calls.cancel(request, mode), request::failed);
    }

    /** Ends a call before its result; on the loop. */
    void end(CallRequest request, CancelMode mode, WampException reason) {
        calls.end(request, mode, reason);
    }

    /**
     * Subscribes to a topic or pattern, now and after each reconnect.
     *
     * @param topic the topic, or the pattern if the options say so
     * @param handler takes the events
     * @param lane how they reach it
     * @throws WampException if the topic is not a valid URI
     */
    public Subscription subscribe(String topic, SubscribeOptions options, EventHandler handler, LaneConfig lane) {
        RequestChecks.uri(topic, options.match(), "topic");
        Subscription subscription = new Subscription(this, topic, options, handler, lane);
        execute(() -> supervisor.hold(subscription), subscription::abandoned);
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
        RequestChecks.ownName(procedure, options.match(), "procedure");
        Registration registration = new Registration(this, procedure, options, handler, lane);
        execute(() -> supervisor.hold(registration), registration::abandoned);
        return registration;
    }

    /** The clock of the loop. */
    long nanoTime() {
        return loop.nanoTime();
    }

    /**
     * Has the router publish an event when this session, or one after a reconnect, is lost; it is
     * told before subscriptions and registrations are restored. Before {@link #leave()} the router is
     * told not to. One that does not accept it is logged as a warning.
     */
    public void addTestament(Testament testament) {
        execute(() -> supervisor.add(testament), closed -> SessionLog.LOG.debug("No testament any more", closed));
    }

    CompletableFuture<Void> withdraw(StandingRequest request) {
        return onLoop(() -> supervisor.withdraw(request), (released, closed) -> released.complete(null));
    }

    /** What waits for handlers, of all subscriptions and registrations together. */
    Backlog backlog() {
        return backlog;
    }

    /** A queue may have room again; from any thread. */
    void hasRoom(StandingRequest request) {
        execute(
                () -> {
                    request.endBurst();
                    OpenSession open = supervisor.open();
                    // If there is no room (any more), whoever makes some will say so.
                    if (open != null && request instanceof Subscription subscription && subscription.hasRoom()) {
                        open.hasRoom(subscription);
                    }
                },
                closed -> {});
    }

    void lost(int events) {
        counters.lostEvents.add(events);
    }

    /**
     * Leaves the realm for good; completes when the router has said goodbye too, or after the leave
     * time-out, or at once if there is nothing to leave.
     */
    public CompletableFuture<Void> leave() {
        return onLoop(
                () -> {
                    ready = false;
                    return supervisor.close();
                },
                (left, closed) -> left.complete(null));
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

    /** Runs a task on the loop, or says that there is none any more. */
    private void execute(Runnable task, Consumer<WampException> onClosedLoop) {
        if (loop.inLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            onClosedLoop.accept(new WampException.NotConnected("The session's event loop was closed"));
        }
    }

    private <T> CompletableFuture<T> onLoop(
            Supplier<CompletableFuture<T>> action, BiConsumer<CompletableFuture<T>, WampException> onClosedLoop) {
        CompletableFuture<T> result = new CompletableFuture<>();
        execute(
                () -> action.get().whenComplete((value, failure) -> {
                    if (failure == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(failure);
                    }
                }),
                closed -> onClosedLoop.accept(result, closed));
        return result;
    }

    /** Keeps what other threads look at, and tells the listeners. */
    private final class Relay implements SessionListener {
        @Override
        public void joined(Welcome welcome) {
            transport = supervisor.open().transport();
            tell(listener -> listener.joined(welcome));
        }

        @Override
        public void ready() {
            ready = true;
            tell(SessionListener::ready);
        }

        @Override
        public void ended(SessionEnd end) {
            transport = null;
            ready = false;
            tell(listener -> listener.ended(end));
        }

        @Override
        public void givenUp(SessionEnd end) {
            givenUpAt = loop.nanoTime();
            givenUp = true;
            tell(listener -> listener.givenUp(end));
        }

        private void tell(Consumer<SessionListener> news) {
            listeners.forEach(listener -> SessionLog.guard("news of the session", () -> news.accept(listener)));
        }
    }
}
