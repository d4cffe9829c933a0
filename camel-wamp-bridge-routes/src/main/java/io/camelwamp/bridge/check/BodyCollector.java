package io.camelwamp.bridge.check;

import io.camelwamp.bridge.http.RefusedException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;

/**
 * Collects the octets of one body without blocking.
 *
 * <p>Used by one thread at a time: first by the one that handles the request, then by those that
 * the container calls its listener on.
 */
final class BodyCollector implements ReadListener {
    private static final int FIRST_BUFFER = 4096;

    private final ServletInputStream input;
    private final int limit;
    private final int declaredLength;
    private byte[] octets;
    private int length;
    private Throwable failure;
    private Runnable whenDone;

    /**
     * A collector that has read nothing yet.
     *
     * @param limit how many octets are accepted
     * @param declaredLength what the request declares, or -1
     */
    BodyCollector(ServletInputStream input, int limit, int declaredLength) {
        this.input = input;
        this.limit = limit;
        this.declaredLength = declaredLength;
        // A declared length is no proof that so much will come, so memory is taken as octets
        // arrive.
        this.octets = new byte[Math.min(declaredLength < 0 ? FIRST_BUFFER : declaredLength, FIRST_BUFFER)];
    }

    /** Takes what has already arrived; true if that was all. */
    boolean collectAvailable() throws IOException, RefusedException {
        while (length != declaredLength) {
            int available = input.available();
            if (available <= 0) {
                return input.isFinished();
            }
            readOnce(available);
        }
        return true;
    }

    /**
     * Takes the rest as it arrives.
     *
     * @param whenDone is run once, on a thread of the container, after the last octet or the first
     *     failure
     */
    void collectRest(Runnable whenDone) {
        this.whenDone = whenDone;
        input.setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        try {
            while (failure == null && input.isReady() && !input.isFinished()) {
                readOnce(FIRST_BUFFER);
            }
        } catch (RefusedException e) {
            end(e);
        }
    }

    @Override
    public void onAllDataRead() {
        end(null);
    }

    @Override
    public void onError(Throwable cause) {
        end(cause);
    }

    private void end(Throwable cause) {
        Runnable next = whenDone;
        whenDone = null;
        if (next != null) {
            failure = cause;
            next.run();
        }
    }

    private void readOnce(int expected) throws IOException, RefusedException {
        if (length == octets.length) {
            octets = Arrays.copyOf(octets, newCapacity(expected));
        }
        int count = input.read(octets, length, octets.length - length);
        length += Math.max(count, 0);
        if (length > limit) {
            throw BodyReader.tooLarge(limit);
        }
    }

    /**
     * Room for twice as much, but for one octet more than can come: it makes the end, or an excess,
     * visible.
     */
    private int newCapacity(int expected) {
        long wanted = Math.max(octets.length + (long) expected, 2L * octets.length);
        return (int) Math.min(wanted, (declaredLength < 0 ? limit : declaredLength) + 1L);
    }

    /** What was collected; call it once, after the end. */
    byte[] body() {
        return length == octets.length ? octets : Arrays.copyOf(octets, length);
    }

    /** Why the body is incomplete, or null. */
    Throwable failure() {
        return failure;
    }

    /** The refusal that a failure to read leads to. */
    static Throwable explain(Throwable failure) {
        if (failure instanceof RefusedException) {
            return failure;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return new RefusedException(408, "the body did not arrive in time");
            }
        }
        if (failure instanceof IOException) {
            return new RefusedException(400, "the body ended early or is not framed as HTTP demands");
        }
        return failure;
    }
}
