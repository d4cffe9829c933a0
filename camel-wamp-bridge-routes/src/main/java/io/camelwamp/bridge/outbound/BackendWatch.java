package io.camelwamp.bridge.outbound;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs when a backend begins to fail and when it works again, whatever happens in between. Any answer is a sign that it
 * works; requests that we did not send, or whose answer was not waited for, say nothing.
 *
 * <p>Of a backend that answers some requests and not others there is one pair of lines in a while: it works again when for some
 * time nothing has failed, and that is told at the next answer. Thread-safe.
 */
final class BackendWatch {
    private static final Logger LOG = LoggerFactory.getLogger(BackendWatch.class);

    /** Without failures for so long, it works again. */
    private static final long STEADY = TimeUnit.SECONDS.toNanos(10);

    private final String user;
    private final Target backend;
    private final LongSupplier clock;

    /** Since it works no more; 0 while it works. Guarded by this. */
    private long failures;

    /** Guarded by this. */
    private long lastFailure;

    private volatile boolean closed;

    /**
     * A watch on a backend that is taken to work.
     *
     * @param user what logs call the one who sends requests
     * @param backend where it is
     */
    BackendWatch(String user, Target backend) {
        this(user, backend, System::nanoTime);
    }

    /**
     * A watch with a clock of its own.
     *
     * @param clock nanoseconds, as {@link System#nanoTime} has them
     */
    BackendWatch(String user, Target backend, LongSupplier clock) {
        this.user = user;
        this.backend = backend.withoutQuery();
        this.clock = clock;
    }

    /** Hears what came of a request: one of both is null. */
    void heard(OutboundAnswer answer, Throwable failure) {
        if (closed) {
            return;
        }
        if (failure == null) {
            works();
        } else if (Retrier.unwrapped(failure) instanceof OutboundException known && isItsOwn(known)) {
            fails(known);
        }
    }

    /** From now on nothing is logged: what fails while we stop does so because of that. */
    void close() {
        closed = true;
    }

    private static boolean isItsOwn(OutboundException failure) {
        return switch (failure.kind()) {
            case UNREACHABLE, DROPPED, TIMED_OUT, MALFORMED, NO_CREDENTIALS -> true;
            case REFUSED, UNAVAILABLE, RECALLED, TOO_LARGE -> false;
        };
    }

    private void fails(OutboundException failure) {
        boolean first;
        synchronized (this) {
            first = failures++ == 0;
            lastFailure = clock.getAsLong();
        }
        if (first) {
            LOG.warn("{}: the backend {} begins to fail: {}{}", user, backend, failure.getMessage(), detail(failure));
        }
    }

    private void works() {
        long ended;
        synchronized (this) {
            if (failures == 0 || clock.getAsLong() - lastFailure < STEADY) {
                return;
            }
            ended = failures;
            failures = 0;
        }
        LOG.info("{}: the backend {} works again, after {} failed requests", user, backend, ended);
    }

    /** What the system says of it. The HTTP client's own texts may have secrets in them, such as a query. */
    private static String detail(OutboundException failure) {
        return Stream.iterate(failure.getCause(), Objects::nonNull, Throwable::getCause)
                .filter(BackendWatch::isOfTheSystem)
                .findFirst()
                .map(cause -> " (" + cause + ")")
                .orElse("");
    }

    private static boolean isOfTheSystem(Throwable cause) {
        return cause instanceof SocketException
                || cause instanceof UnknownHostException
                || cause instanceof SocketTimeoutException
                || cause instanceof SSLException
                || cause instanceof GeneralSecurityException;
    }
}
