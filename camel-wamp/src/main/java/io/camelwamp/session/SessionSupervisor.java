package io.camelwamp.session;

import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.session.SessionStatus.Phase;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.TransportConfig;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
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
    private final Targets targets;

    // What the application asked for.
    private final DesiredState desired = new DesiredState();
    private final WaitingRequests waiting;
    private final Testaments testaments = new Testaments();

    // The present attempt or session.
    private Phase phase = Phase.CONNECTING;
    private SessionEngine engine;

    /** Where the router is, of this attempt or else of the latest one. */
    private String place;

    private EventLoop.Cancellable attempt = () -> {};
    private EventLoop.Cancellable timer = () -> {};
    private final Set<StandingRequest> restoring = new HashSet<>();

    /** One that the router did not hold when others were; null if there is nothing more to tell. */
    private StandingRequest missing;

    private CompletableFuture<Void> testamentsSet = CompletableFuture.completedFuture(null);
    private long joinedAt;

    // The past.
    private int failures;
    private Long refusedSince;
    private int sessions;
    private SessionEnd lastEnd;

    SessionSupervisor(SessionConfig config, EventLoop loop, SessionCounters counters, SessionListener listener) {
        this.config = config;
        this.loop = loop;
        this.counters = counters;
        this.listener = listener;
        this.targets = new Targets(config.targets(), config.reconnect());
        this.place = targets.current().place();
        this.waiting = new WaitingRequests(loop, config.waitForSession(), WampException.NotConnected::new, () -> {});
    }

    // ---- requests

    /** Sends a request now, or when there is a session. */
    void submit(PendingRequest request) {
        switch (phase) {
            case READY -> engine.open().send(request);
            case CONNECTING, RESTORING, BACKING_OFF -> waiting.add(request, this::noSession);
            case GIVEN_UP, CLOSED -> request.failed(noSessionAnyMore());
        }
    }

    /** Why what waits to be sent at this moment is not sent, as a sentence. */
    String obstacle() {
        return phase == Phase.READY ? OpenSession.UNREAD : noSession();
    }

    private String noSession() {
        return "There is no session %s with %s: %s"
                .formatted(
                        sessions == 0 ? "yet" : "at this moment",
                        place,
                        lastEnd == null ? "no attempt to join has ended so far" : lastEnd);
    }

    private WampException noSessionAnyMore() {
        return new WampException.NotConnected(
                phase == Phase.CLOSED
                        ? "The session was closed"
                        : "There is no session with " + place + ", and it was given up: " + lastEnd);
    }

    /** Stops waiting for a call, wherever it is; see {@link OpenSession#abandon}. */
    void abandon(CallRequest request, CancelMode mode) {
        waiting.remove(request);
        OpenSession open = open();
        if (open != null) {
            open.abandon(request, mode);
        }
    }

    /** The open session, or null. */
    OpenSession open() {
        return engine == null ? null : engine.open();
    }

    void hold(StandingRequest request) {
        if (request.isWithdrawn()) {
            return;
        }
        switch (phase) {
            case CLOSED, GIVEN_UP -> request.abandoned(noSessionAnyMore());
            case CONNECTING, BACKING_OFF -> desired.add(request);
            case RESTORING, READY -> {
                desired.add(request);
                engine.open().hold(List.of(request));
            }
        }
    }

    /** Has the router publish when this session or a later one is lost. */
    void add(Testament testament) {
        testaments.add(testament);
        OpenSession open = open();
        if (open != null) {
            testaments.set(open, testament);
        }
    }

    CompletableFuture<Void> withdraw(StandingRequest request) {
        desired.remove(request);
        request.markWithdrawn();
        if (missing != null) {
            tellIfComplete();
        }
        OpenSession open = open();
        return open == null ? CompletableFuture.completedFuture(null) : open.withdraw(request);
    }

    @Override
    public void settled(StandingRequest request) {
        if (restoring.remove(request)) {
            readyIfRestored();
        } else if (missing != null) {
            tellIfComplete();
        }
    }

    @Override
    public void refused(StandingRequest request, WampException reason) {
        if (request.isWithdrawn()) {
            return;
        }
        int refusals = request.refused(reason);
        Duration delay = config.reconnect().backoff(refusals, random());
        SessionLog.LOG.debug(
                "The router refuses {}: {}; next attempt in {} ms",
                request.uri(),
                reason.getMessage(),
                delay.toMillis());
        OpenSession current = open();
        later(delay, () -> {
            if (current != null && current == open() && !request.isWithdrawn() && !request.isActive()) {
                current.hold(List.of(request));
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
        TransportConfig target = targets.current();
        place = target.place();
        SessionEngine next = new SessionEngine(config, loop, this, counters);
        engine = next;
        timer = later(config.joinTimeout(), () -> next.giveUp(tooLate()));
        if (engine != next) {
            return;
        }
        try {
            attempt = config.provider(target).connect(target, loop, next);
        } catch (IllegalArgumentException e) {
            next.giveUp(new SessionEnd(SessionEnd.Kind.LOST, Uris.INVALID_ARGUMENT, e.getMessage()));
        }
    }

    private SessionEnd tooLate() {
        return new SessionEnd(
                SessionEnd.Kind.LOST,
                Uris.TIMEOUT,
                "No WELCOME from %s within %d ms"
                        .formatted(place, config.joinTimeout().toMillis()));
    }

    @Override
    public void established(SessionEngine source, Welcome welcome) {
        timer.cancel();
        joinedAt = loop.nanoTime();
        refusedSince = null;
        if (++sessions > 1) {
            counters.reconnects.increment();
        }
        SessionLog.joined(config.realm(), place, welcome);
        listener.joined(welcome);
        if (phase == Phase.CLOSED) {
            return;
        }
        phase = Phase.RESTORING;
        testamentsSet = testaments.set(source.open());
        List<List<StandingRequest>> groups = desired.groups();
        groups.forEach(restoring::addAll);
        groups.forEach(source.open()::hold);
        testamentsSet.thenRun(this::readyIfRestored);
    }

    private void readyIfRestored() {
        if (phase != Phase.RESTORING || !restoring.isEmpty() || !testamentsSet.isDone()) {
            return;
        }
        phase = Phase.READY;
        if (desired.size() > 0) {
            SessionLog.LOG.info("{} of {} subscriptions and registrations held", desired.held(), desired.size());
            missing = desired.lastMissing();
        }
        // First what has waited, then what the listeners may ask for.
        waiting.drain().forEach(this::submit);
        if (phase == Phase.READY) {
            listener.ready();
        }
    }

    /** The first news may have been that some were missing. */
    private void tellIfComplete() {
        if (missing.isActive() || missing.isWithdrawn()) {
            missing = desired.lastMissing();
            if (missing == null && desired.size() > 0) {
                SessionLog.LOG.info("All {} subscriptions and registrations held", desired.size());
            }
        }
    }

    @Override
    public void ended(SessionEngine source, SessionEnd end) {
        if (source != engine) {
            return;
        }
        if (!source.isConnected()) {
            attempt.cancel();
        }
        timer.cancel();
        engine = null;
        restoring.clear();
        missing = null;
        desired.sessionEnded();
        lastEnd = end;
        boolean joined = phase == Phase.READY || phase == Phase.RESTORING;
        if (phase != Phase.CLOSED) {
            phase = Phase.BACKING_OFF;
        }
        source.takeUnsent().forEach(this::submit);
        listener.ended(end);
        if (phase != Phase.CLOSED) {
            retryAfter(end, joined);
        }
    }

    private void retryAfter(SessionEnd end, boolean joined) {
        long now = loop.nanoTime();
        boolean stable =
                joined && now - joinedAt >= config.reconnect().stableAfter().toNanos();
        failures = stable ? 1 : failures + 1;
        if (!ReconnectPolicy.isPermanent(end)) {
            refusedSince = null;
        } else if (refusedSince == null) {
            refusedSince = now;
        }
        Duration refusedFor = refusedSince == null ? Duration.ZERO : Duration.ofNanos(now - refusedSince);
        if (config.reconnect().givesUpAfter(end, failures, refusedFor)) {
            giveUp(end);
            return;
        }
        Duration delay = targets.failed(end, stable, now, random());
        SessionLog.LOG.warn(
                "No session in realm {}{} at {}: {}; next attempt in {} ms",
                config.realm(),
                config.claim(),
                place,
                end,
                delay.toMillis());
        timer = later(delay, this::connect);
    }

    /** A loop that was closed runs nothing any more, so nobody may go on waiting for it. */
    private EventLoop.Cancellable later(Duration delay, Runnable task) {
        try {
            return loop.schedule(delay, task);
        } catch (RejectedExecutionException e) {
            SessionEnd closed =
                    new SessionEnd(SessionEnd.Kind.LOST, Uris.NETWORK_FAILURE, "The session's event loop was closed");
            if (engine == null) {
                giveUp(closed);
            } else {
                engine.giveUp(closed);
            }
            return () -> {};
        }
    }

    private void giveUp(SessionEnd end) {
        phase = Phase.GIVEN_UP;
        lastEnd = end;
        SessionLog.LOG.error(
                "No session in realm {}{} at {}, and no further attempt: {}",
                config.realm(),
                config.claim(),
                place,
                end);
        waiting.failAll(noSessionAnyMore());
        desired.abandon(noSessionAnyMore());
        listener.givenUp(end);
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    /** Leaves and never comes back. */
    CompletableFuture<Void> close() {
        if (open() != null) {
            SessionLog.LOG.info("Leaving realm {} at {}", config.realm(), place);
        }
        phase = Phase.CLOSED;
        timer.cancel();
        waiting.failAll(noSessionAnyMore());
        desired.abandon(noSessionAnyMore());
        if (engine == null) {
            return CompletableFuture.completedFuture(null);
        }
        return open() == null || testaments.isEmpty() ? engine.leave() : leaveWithoutTestament(engine);
    }

    /** A session that is left in order is not lost. */
    private CompletableFuture<Void> leaveWithoutTestament(SessionEngine leaving) {
        CompletableFuture<Void> flushed = new CompletableFuture<>();
        EventLoop.Cancellable patience = later(config.leaveTimeout(), () -> flushed.complete(null));
        OpenSession open = open();
        if (open != null) {
            testaments.flush(open).thenRun(() -> flushed.complete(null));
        } else {
            flushed.complete(null);
        }
        return flushed.thenCompose(nothing -> {
            patience.cancel();
            return leaving.leave();
        });
    }

    private SessionLoad load(OpenSession open) {
        int queued = desired.queued();
        return open == null
                ? new SessionLoad(0, waiting.size(), 0, queued, 0, false)
                : open.load(waiting.size(), queued);
    }

    SessionStatus status() {
        OpenSession open = open();
        return new SessionStatus(
                phase,
                open == null ? 0 : open.id(),
                open == null ? "" : open.transport().peer(),
                counters.reconnects.sum(),
                open == null ? "" : open.transport().serializerName(),
                load(open),
                counters.lostEvents.sum(),
                desired.size(),
                desired.held(),
                open == null ? List.of() : desired.refused(),
                lastEnd);
    }
}
