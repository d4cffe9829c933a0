package io.camelwamp.session;

import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.session.SessionStatus.Phase;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.TransportConfig;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Keeps a session alive: connects, connects again, and restores what the application holds before
 * requests flow.
 *
 * <p>Closing wins over everything else. Lives on the event loop.
 */
final class SessionSupervisor implements SessionEngine.Owner {
    // Configuration.
    private final SessionConfig config;
    private final EventLoop loop;
    private final SessionCounters counters;
    private final SessionListener listener;

    // What the application asked for.
    private final DesiredState desired = new DesiredState();
    private final WaitingRequests waiting;

    // The present attempt or session.
    private Phase phase = Phase.CONNECTING;
    private SessionEngine engine;
    private EventLoop.Cancellable attempt = () -> {};
    private EventLoop.Cancellable timer = () -> {};
    private final Set<StandingRequest> restoring = new HashSet<>();
    private long joinedAt;

    // The past.
    private int attempts;
    private int failures;
    private long refusedSince;
    private int sessions;
    private SessionEnd lastEnd;

    SessionSupervisor(
            SessionConfig config,
            EventLoop loop,
            SessionCounters counters,
            SessionListener listener) {
        this.config = config;
        this.loop = loop;
        this.counters = counters;
        this.listener = listener;
        this.waiting = new WaitingRequests(loop, config.waitForSession());
    }

    // ---- requests

    /** Sends a request now, or when there is a session. */
    void submit(PendingRequest request) {
        switch (phase) {
            case READY -> engine.send(request);
            case CONNECTING, RESTORING, BACKING_OFF -> waiting.add(request, lastEnd);
            case GIVEN_UP ->
                    request.failed(
                            new WampException.NotConnected(
                                    "There is no session, and it was given up: " + lastEnd));
            case CLOSED -> request.failed(new WampException.NotConnected("The session was closed"));
        }
    }

    /** Takes a request back that waits for a session. */
    void forget(PendingRequest request) {
        waiting.remove(request);
    }

    /** The engine of the open session, or null. */
    SessionEngine established() {
        return engine != null && engine.isEstablished() ? engine : null;
    }

    void hold(StandingRequest request) {
        if (phase == Phase.CLOSED) {
            request.refused(new WampException.NotConnected("The session was closed"));
            return;
        }
        desired.add(request);
        if (established() != null) {
            request(List.of(request));
        }
    }

    CompletableFuture<Void> withdraw(StandingRequest request) {
        desired.remove(request);
        request.markWithdrawn();
        SessionEngine open = established();
        if (open == null) {
            return CompletableFuture.completedFuture(null);
        }
        if (request instanceof Subscription subscription) {
            open.readGate().hasRoom(subscription);
            return open.subscriptions().withdraw(subscription);
        }
        return open.registrations().withdraw((Registration) request);
    }

    /** Sends one SUBSCRIBE or REGISTER for requests with equal keys and options. */
    private void request(List<? extends StandingRequest> group) {
        if (group.get(0) instanceof Subscription) {
            engine.subscriptions().request(group.stream().map(Subscription.class::cast).toList());
        } else {
            engine.registrations().request(group.stream().map(Registration.class::cast).toList());
        }
    }

    @Override
    public void settled(StandingRequest request) {
        if (restoring.remove(request) && restoring.isEmpty() && phase == Phase.RESTORING) {
            becomeReady();
        }
    }

    @Override
    public void refused(StandingRequest request, WampException reason) {
        if (request.isWithdrawn()) {
            return;
        }
        int refusals = request.refused(reason);
        Duration delay = config.reconnect().backoff(refusals, random());
        SessionLog.LOG.warn(
                "The router refuses {}: {}; next attempt in {} ms",
                request.uri(),
                reason.getMessage(),
                delay.toMillis());
        SessionEngine current = engine;
        loop.schedule(
                delay,
                () -> {
                    if (engine == current
                            && established() != null
                            && !request.isWithdrawn()
                            && !request.isActive()) {
                        request(List.of(request));
                    }
                });
    }

    // ---- the life of a session

    /** Begins the first attempt. */
    void start() {
        connect();
    }

    private void connect() {
        if (phase == Phase.CLOSED) {
            return;
        }
        phase = Phase.CONNECTING;
        TransportConfig target =
                config.targets().get(Math.floorMod(attempts++, config.targets().size()));
        SessionEngine next = new SessionEngine(config, loop, this, counters);
        engine = next;
        timer =
                loop.schedule(
                        config.joinTimeout(),
                        () ->
                                next.giveUp(
                                        new SessionEnd(
                                                SessionEnd.Kind.LOST,
                                                Uris.TIMEOUT,
                                                "No WELCOME from "
                                                        + next.peer()
                                                        + " within "
                                                        + config.joinTimeout().toMillis()
                                                        + " ms")));
        try {
            attempt = config.provider(target).connect(target, loop, next);
        } catch (IllegalArgumentException e) {
            next.giveUp(
                    new SessionEnd(SessionEnd.Kind.LOST, Uris.INVALID_ARGUMENT, e.getMessage()));
        }
    }

    @Override
    public void established(SessionEngine source, Welcome welcome) {
        timer.cancel();
        joinedAt = loop.nanoTime();
        refusedSince = 0;
        if (++sessions > 1) {
            counters.reconnects.increment();
        }
        SessionLog.LOG.info(
                "Joined realm {} at {} as session {}",
                config.realm(),
                source.transport().peer(),
                welcome.session());
        listener.joined(welcome);
        phase = Phase.RESTORING;
        List<List<StandingRequest>> groups = desired.groups();
        groups.forEach(restoring::addAll);
        groups.forEach(this::request);
        if (restoring.isEmpty()) {
            becomeReady();
        }
    }

    private void becomeReady() {
        phase = Phase.READY;
        if (desired.size() > 0) {
            SessionLog.LOG.info("{} subscriptions and registrations restored", desired.size());
        }
        listener.ready();
        waiting.releaseTo(engine);
    }

    @Override
    public void ended(SessionEngine source, SessionEnd end) {
        if (source != engine) {
            return;
        }
        attempt.cancel();
        timer.cancel();
        engine = null;
        restoring.clear();
        desired.sessionEnded();
        lastEnd = end;
        listener.ended(end);
        if (phase == Phase.CLOSED || end.kind() == SessionEnd.Kind.LEFT) {
            return;
        }
        retryAfter(end);
    }

    private void retryAfter(SessionEnd end) {
        long now = loop.nanoTime();
        boolean joined = phase == Phase.READY || phase == Phase.RESTORING;
        if (joined && now - joinedAt >= config.reconnect().stableAfter().toNanos()) {
            failures = 0;
        }
        failures++;
        if (!ReconnectPolicy.isPermanent(end)) {
            refusedSince = 0;
        } else if (refusedSince == 0) {
            refusedSince = now;
        }
        Duration refusedFor =
                refusedSince == 0 ? Duration.ZERO : Duration.ofNanos(now - refusedSince);
        Optional<Duration> delay =
                config.reconnect().delayAfter(end, failures, refusedFor, random());
        if (delay.isEmpty()) {
            phase = Phase.GIVEN_UP;
            SessionLog.LOG.error(
                    "No session in realm {}, and no further attempt: {}", config.realm(), end);
            waiting.failAll(new WampException.NotConnected("There is no session: " + end));
            listener.givenUp(end);
            return;
        }
        phase = Phase.BACKING_OFF;
        SessionLog.LOG.warn(
                "No session in realm {}: {}; next attempt in {} ms",
                config.realm(),
                end,
                delay.get().toMillis());
        timer = loop.schedule(delay.get(), this::connect);
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    /** Leaves and never comes back. */
    CompletableFuture<Void> close() {
        boolean open = established() != null;
        phase = Phase.CLOSED;
        timer.cancel();
        waiting.failAll(new WampException.NotConnected("The session was closed"));
        SessionEngine last = engine;
        if (last == null) {
            return CompletableFuture.completedFuture(null);
        }
        if (open) {
            SessionLog.LOG.info("Leaving realm {} at {}", config.realm(), last.peer());
        }
        return last.leave();
    }

    SessionStatus status() {
        SessionEngine open = established();
        return new SessionStatus(
                phase,
                open == null ? 0 : open.welcome().session(),
                open == null ? "" : open.peer(),
                counters.reconnects.sum(),
                open == null ? 0 : open.inFlight(),
                counters.lostEvents.sum(),
                open == null ? List.of() : desired.notHeld(),
                lastEnd);
    }
}
