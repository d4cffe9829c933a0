package io.camelwamp.session;

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
import java.time.Duration;
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
    /** What a slot for a task holds when there is none to run (any more). */
    private enum NoTask implements Runnable {
        /** None was registered. */
        YET,
        /** It ran; what comes later is to run at once. */
        ANY_MORE;

        @Override
        public void run() {}
    }

    private static final YieldOptions PROGRESS = YieldOptions.NONE.with("progress", true);

    private final Invocations owner;
    private final Invocation message;
    private final String procedure;
    private final AtomicBoolean over = new AtomicBoolean();

    /** Null if all came at once. */
    private final InvocationParts parts;

    /** The time-out that is kept here; null for none. On the loop. */
    private Silence limit;

    private final AtomicReference<Runnable> onInterrupt = new AtomicReference<>(NoTask.YET);
    private final AtomicReference<Runnable> whenOver = new AtomicReference<>(NoTask.YET);

    RunningInvocation(Invocations owner, Invocation message, String procedure) {
        this.owner = owner;
        this.message = message;
        this.procedure = procedure;
        this.parts = message.details().progress() ? new InvocationParts() : null;
    }

    /** The parts after the first; null if all came at once. On the loop. */
    InvocationParts parts() {
        return parts;
    }

    /** Ends with a time-out from now on. On the loop. */
    void limitedBy(Silence timeout) {
        limit = timeout;
    }

    /** A partial result is sent, from which the time-out begins anew. On the loop. */
    void sentPart() {
        if (limit != null) {
            limit.heard();
        }
    }

    /** No time-out counts any more. On the loop. */
    void unlimited() {
        if (limit != null) {
            limit.end();
        }
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
    public boolean progress(Payload payload, YieldOptions options) {
        if (!message.details().receiveProgress() || over.get()) {
            return false;
        }
        checkPassthru(payload, options);
        YieldOptions all = options.isEmpty() ? PROGRESS : options.with("progress", true);
        owner.send(this, new Yield(id(), all, owner.prepare(payload)), false);
        return true;
    }

    private void checkPassthru(Payload payload, YieldOptions options) {
        if (options.isEmpty()) {
            return;
        }
        RequestChecks.passthru(options, payload);
        if (options.text("ppt_scheme") != null && !owner.takesPassthru()) {
            throw new WampException(
                    Uris.FEATURE_NOT_SUPPORTED,
                    "The result is in payload passthru mode (ppt_*), which the callee's router does not support");
        }
    }

    @Override
    public void onPart(PartHandler handler, Duration silence) {
        if (silence.isNegative()) {
            throw new IllegalArgumentException("The time between parts must be zero or more, but is " + silence);
        }
        if (parts != null) {
            owner.takeParts(this, handler, silence);
        }
    }

    @Override
    public void whenWritable(Runnable task) {
        owner.whenWritable(this, task);
    }

    @Override
    public void complete(Payload payload, YieldOptions options) {
        if (end()) {
            owner.send(this, resultOrError(payload, options), true);
        }
    }

    private Message resultOrError(Payload payload, YieldOptions options) {
        try {
            checkPassthru(payload, options);
            return new Yield(id(), options, owner.prepare(payload));
        } catch (WampException e) {
            return error(e);
        }
    }

    @Override
    public void fail(WampException error, Map<String, Object> details) {
        if (end()) {
            boolean tellable = !details.containsKey("ppt_scheme") || owner.takesPassthru();
            owner.send(this, tellable ? error(error, details) : error(new WampException(error.uri())), true);
        }
    }

    /** An ERROR for the caller, of our own or without details. */
    ErrorMessage error(WampException error) {
        return error(error, Map.of());
    }

    /**
     * An ERROR for the caller. A router would end the session over a URI that is none, so that is
     * not sent, whatever the application threw.
     */
    private ErrorMessage error(WampException error, Map<String, Object> details) {
        boolean valid = Uris.isValid(error.uri());
        if (!valid) {
            SessionLog.LOG.warn(
                    "{} failed with '{}', which is not a URI; the caller is told {}",
                    procedure,
                    error.uri(),
                    Uris.RUNTIME_ERROR);
        }
        return new ErrorMessage(
                MessageType.INVOCATION, id(), details, valid ? error.uri() : Uris.RUNTIME_ERROR, error.payload());
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

    @Override
    public void whenOver(Runnable task) {
        register(whenOver, task);
    }

    @Override
    public void onInterrupt(Runnable task) {
        register(onInterrupt, task);
    }

    private static void register(AtomicReference<Runnable> slot, Runnable task) {
        Runnable before = slot.getAndUpdate(current -> current == NoTask.ANY_MORE
                ? current
                : current == NoTask.YET
                        ? task
                        : () -> {
                            current.run();
                            task.run();
                        });
        if (before == NoTask.ANY_MORE) {
            task.run();
        }
    }

    private static void run(AtomicReference<Runnable> slot) {
        slot.getAndSet(NoTask.ANY_MORE).run();
    }

    /**
     * The caller or the router does not wait any more; called on the loop.
     *
     * @return false if the invocation is over, and so was not interrupted
     */
    boolean interrupt() {
        if (!end()) {
            return false;
        }
        SessionLog.guard("the interruption of " + procedure, () -> run(onInterrupt));
        return true;
    }
}
