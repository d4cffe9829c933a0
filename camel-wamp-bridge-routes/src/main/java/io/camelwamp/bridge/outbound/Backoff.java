package io.camelwamp.bridge.outbound;

import java.time.Duration;

/**
 * How often and when a request is tried again. Pure.
 *
 * @param retries how many times, after the first
 * @param first the pause before the first of them; each further one is twice as long
 * @param longest what no pause exceeds
 */
public record Backoff(int retries, Duration first, Duration longest) {
    private static final int MAX_DOUBLINGS = 30;

    /** Checks the numbers. */
    public Backoff {
        if (retries < 0 || first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("retries are " + retries + " with pauses from " + first.toMillis()
                    + " to " + longest.toMillis()
                    + " ms: the numbers must not be negative, and the second pause not shorter than the first");
        }
    }

    /** Whether there is another try after so many. */
    public boolean allows(int tried) {
        return tried <= retries;
    }

    /**
     * The pause after so many tries.
     *
     * @param tried at least 1
     */
    public Duration pauseAfter(int tried) {
        long factor = 1L << Math.min(tried - 1, MAX_DOUBLINGS);
        long millis = Math.min(longest.toMillis(), first.toMillis() * factor);
        return Duration.ofMillis(Math.max(0, millis));
    }
}
