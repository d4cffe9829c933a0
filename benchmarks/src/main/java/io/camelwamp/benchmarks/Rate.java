package io.camelwamp.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/**
 * How fast a counter grows, and what that costs.
 *
 * @param perSecond the median of some rounds
 * @param octets of heap allocated by all threads of this process for each step of the counter
 */
record Rate(double perSecond, double octets) {
    private static final int WARM_UP_SECONDS = 6;
    private static final int ROUNDS = 7;
    private static final int ROUND_SECONDS = 1;

    /** Measures after a warm-up; no thread may end meanwhile. */
    static Rate measure(LongAdder counter) throws InterruptedException {
        Thread.sleep(WARM_UP_SECONDS * 1000L);
        double[] rates = new double[ROUNDS];
        long allocatedBefore = allocated();
        long countBefore = counter.sum();
        for (int i = 0; i < ROUNDS; i++) {
            long before = counter.sum();
            long start = System.nanoTime();
            Thread.sleep(ROUND_SECONDS * 1000L);
            rates[i] = (counter.sum() - before) * 1e9 / (System.nanoTime() - start);
        }
        double octets = (double) (allocated() - allocatedBefore) / (counter.sum() - countBefore);
        Arrays.sort(rates);
        return new Rate(rates[ROUNDS / 2], octets);
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(octets -> octets > 0)
                .sum();
    }

    /** As {@link #parse} reads it. */
    String toLine() {
        return "rate " + perSecond + " " + octets;
    }

    /** Reads a line of a process that measured; null if it is another line. */
    static Rate parse(String line) {
        String[] parts = line.split(" ");
        return parts.length == 3 && parts[0].equals("rate")
                ? new Rate(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]))
                : null;
    }
}
