package io.camelwamp.session;

import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.WampException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;

/** A registration that the session restores after each reconnect until it is given up. */
public final class Registration extends StandingRequest {
    private final RegisterOptions options;
    private final InvocationHandler handler;
    private final Lane<RunningInvocation> lane;
    private final Backlog.Share octets;
    private final LongAdder rejected = new LongAdder();

    Registration(
            WampSession session,
            String procedure,
            RegisterOptions options,
            InvocationHandler handler,
            LaneConfig config) {
        super(session, new Key(procedure, options.match()));
        this.options = options;
        this.handler = handler;
        Runnable onRoom = () -> session.hasRoom(this);
        this.octets = session.backlog().share(onRoom);
        this.lane = new Lane<>("an invocation of " + procedure, config, this::serve, onRoom, invocation -> {
            octets.remove(invocation.payload().weight());
            invocation.refuseForShutdown();
        });
    }

    /**
     * Gives the registration up: later calls are refused, those already accepted are still
     * answered.
     */
    public CompletableFuture<Void> unregister() {
        return withdraw();
    }

    /**
     * After a revocation without force: two callees that take a procedure from each other would do
     * so for ever. So the one that came last has it, and the other waits for its end.
     */
    RegisterOptions options() {
        return wasRevoked() ? options.with("force_reregister", null) : options;
    }

    /** Whether a call finds no room: too many wait, or too many octets in the session's queues together. */
    boolean isFull() {
        return lane.isFull() || octets.isUsedUp();
    }

    /** Queues a call. */
    void offer(RunningInvocation invocation) {
        octets.add(invocation.payload().weight());
        lane.offer(invocation);
    }

    @Override
    public long lost() {
        return rejected.sum();
    }

    /** A call found no room. */
    void reject() {
        rejected.increment();
        missed(1);
    }

    @Override
    boolean hasRoom() {
        return lane.hasRoom() && octets.hasRoom();
    }

    @Override
    void onBurstBegun(long calls) {
        SessionLog.LOG.warn(
                "Calls of {} are answered with wamp.error.unavailable: {} are waiting already", uri(), waiting());
    }

    @Override
    void onBurstOver(long calls) {
        SessionLog.LOG.warn("{} calls of {} were answered with wamp.error.unavailable", calls, uri());
    }

    private void serve(RunningInvocation invocation, Runnable done) {
        octets.remove(invocation.payload().weight());
        if (invocation.isOver()) {
            done.run();
            return;
        }
        try {
            handler.onInvocation(invocation, done);
        } catch (Throwable e) {
            fail(invocation, e);
            done.run();
        }
    }

    private void fail(RunningInvocation invocation, Throwable failure) {
        Throwable chosen =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (chosen instanceof WampException known) {
            invocation.fail(known);
        } else {
            failed(invocation, failure);
        }
    }

    /** An Error as well: without an answer the caller would wait for ever. */
    private void failed(RunningInvocation invocation, Throwable failure) {
        SessionLog.handlerFailed("an invocation of " + uri(), failure);
        invocation.fail(RunningInvocation.runtimeError());
    }

    @Override
    public int waiting() {
        return lane.waiting();
    }

    @Override
    void onRefused(WampException reason) {
        handler.onRefused(reason);
    }
}
