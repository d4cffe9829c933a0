package io.camelwamp.session;

import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.InvocationDetails;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Yield;
import io.camelwamp.protocol.YieldOptions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An invocation between its arrival and its answer.
 *
 * <p>It belongs to the connection that it came from: after the end of that, answers go nowhere,
 * because in another session the id means another invocation.
 */
final class RunningInvocation implements ReceivedInvocation {
    private static final Runnable NOTHING = () -> {};
    private static final Runnable RAN = () -> {};
    private static final YieldOptions PROGRESS = YieldOptions.NONE.with("progress", true);

    private final Invocations owner;
    private final Invocation message;
    private final String procedure;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicReference<Runnable> onInterrupt = new AtomicReference<>(NOTHING);
    private final AtomicReference<Runnable> whenOver = new AtomicReference<>(NOTHING);

    RunningInvocation(Invocations owner, Invocation message, String procedure) {
        this.owner = owner;
        this.message = message;
        this.procedure = procedure;
    }

    /** What a caller is told of an exception that says nothing for it: no text, no stack trace. */
    static WampException runtimeError() {
        return new WampException(Uris.RUNTIME_ERROR, "The procedure failed");
    }

    long id() {
        return message.request();
    }

    @Override
    public String procedure() {
        return procedure;
    }

    @Override
    public InvocationDetails details() {
        return message.details();
    }

    @Override
    public Payload payload() {
        return message.payload();
    }

    @Override
    public boolean isOver() {
        return over.get();
    }

    @Override
    public boolean progress(Payload payload) {
        if (!message.details().receiveProgress() || over.get()) {
            return false;
        }
        owner.send(this, new Yield(id(), PROGRESS, owner.prepare(payload)), false);
        return true;
    }

    @Override
    public void complete(Payload payload) {
        if (end()) {
            owner.send(this, resultOrError(payload), true);
        }
    }

    private Message resultOrError(Payload payload) {
        try {
            return new Yield(id(), YieldOptions.NONE, owner.prepare(payload));
        } catch (WampException e) {
            return error(e);
        }
    }

    @Override
    public void fail(WampException error) {
        if (end()) {
            owner.send(this, error(error), true);
        }
    }

    ErrorMessage error(WampException error) {
        return new ErrorMessage(
                MessageType.INVOCATION, id(), Map.of(), error.uri(), error.payload());
    }

    /** The executor is gone: the application stops. */
    void refuseForShutdown() {
        fail(new WampException(Uris.UNAVAILABLE, "The callee is stopping"));
    }

    private boolean end() {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        run(whenOver);
        return true;
    }

    /**
     * Has a task run when the invocation needs its place no more; at once if that is already so.
     */
    void whenOver(Runnable task) {
        register(whenOver, task);
    }

    @Override
    public void onInterrupt(Runnable task) {
        register(onInterrupt, task);
    }

    private static void register(AtomicReference<Runnable> slot, Runnable task) {
        Runnable before =
                slot.getAndUpdate(
                        current ->
                                current == RAN
                                        ? RAN
                                        : current == NOTHING
                                                ? task
                                                : () -> {
                                                    current.run();
                                                    task.run();
                                                });
        if (before == RAN) {
            task.run();
        }
    }

    private static void run(AtomicReference<Runnable> slot) {
        slot.getAndSet(RAN).run();
    }

    /**
     * The caller or the router does not wait any more; called on the loop.
     *
     * @return the error to be sent, or null if there is none to send
     */
    Message interrupted(CancelMode mode) {
        boolean first = end();
        run(onInterrupt);
        boolean answer = first && mode == CancelMode.KILL;
        return answer ? error(new WampException(Uris.CANCELED)) : null;
    }
}
