package io.camelwamp.session;

import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.CancelMode;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * What to call and how.
 *
 * @param procedure the procedure's URI
 * @param options options of the CALL message
 * @param timeout after which the call is cancelled and fails; zero for never. Each partial result
 *     begins it anew. It is kept on this side: the option of the same name means seconds to some
 *     routers and nothing to others
 * @param cancelMode what the router is told when the time is over; the call fails at once in any case, so after {@link
 *     CancelMode#KILL} the callee's answer is not waited for
 * @param onProgress gets partial results in order; null if they are not wanted
 * @param progressExecutor runs {@code onProgress} and what follows the result; null without {@code
 *     onProgress}
 */
public record CallTarget(
        String procedure,
        CallOptions options,
        Duration timeout,
        CancelMode cancelMode,
        ProgressHandler onProgress,
        Executor progressExecutor) {
    /** How many partial results may wait for a slow handler before the call is cancelled. */
    private static final int PROGRESS_CAPACITY = 10_000;

    /** How many octets of them, about; one alone always may. */
    static final long PROGRESS_OCTETS = 64L << 20;

    /** Checks the time-out, and that progress comes with an executor. */
    public CallTarget {
        Objects.requireNonNull(procedure, "procedure");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(cancelMode, "cancelMode");
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("The time-out of a call must be zero or more, but is " + timeout);
        }
        if ((onProgress == null) != (progressExecutor == null)) {
            throw new IllegalArgumentException("A progress handler needs an executor, and the other way round");
        }
    }

    /** A call whose callee is told to stop when the time is over ({@link CancelMode#KILLNOWAIT}). */
    public CallTarget(
            String procedure,
            CallOptions options,
            Duration timeout,
            ProgressHandler onProgress,
            Executor progressExecutor) {
        this(procedure, options, timeout, CancelMode.KILLNOWAIT, onProgress, progressExecutor);
    }

    /** A call without options, progress and time-out. */
    public static CallTarget of(String procedure) {
        return new CallTarget(procedure, CallOptions.NONE, Duration.ZERO, null, null);
    }

    /** The same with a time-out. */
    public CallTarget withTimeout(Duration limit) {
        return new CallTarget(procedure, options, limit, cancelMode, onProgress, progressExecutor);
    }

    /** The same with another way to cancel when the time is over. */
    public CallTarget withCancelMode(CancelMode mode) {
        return new CallTarget(procedure, options, timeout, mode, onProgress, progressExecutor);
    }

    CallOptions wireOptions() {
        return onProgress == null ? options : options.with("receive_progress", true);
    }

    LaneConfig lane() {
        return new LaneConfig(progressExecutor, PROGRESS_CAPACITY, 1, Overflow.PAUSE);
    }
}
