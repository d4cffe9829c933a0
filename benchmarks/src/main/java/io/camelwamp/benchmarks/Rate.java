package io.camelwamp.benchmarks;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** Measures how fast a counter grows. */
final class Rate {
    private static final int WARM_UP_SECONDS = 6;
    private static final int ROUNDS = 7;
    private static final int ROUND_SECONDS = 1;

    private Rate() {}

    /** The median rate per second after a warm-up. */
    static double measure(LongAdder counter) throws InterruptedException {
        Thread.sleep(WARM_UP_SECONDS * 1000L);
        double[] rates = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long before = counter.sum();
            long start = System.nanoTime();
            Thread.sleep(ROUND_SECONDS * 1000L);
            rates[i] = (counter.sum() - before) * 1e9 / (System.nanoTime() - start);
        }
        Arrays.sort(rates);
        return rates[ROUNDS / 2];
    }
}
