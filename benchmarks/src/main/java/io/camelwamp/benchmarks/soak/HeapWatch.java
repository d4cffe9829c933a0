package io.camelwamp.benchmarks.soak;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** What is left after garbage collection, early and late. */
final class HeapWatch {
    private static final int LOOKS = 3;

    /** What the books themselves, class loading and the compiler may add. */
    private static final long SLACK = 8L << 20;

    /** One look. */
    record Use(long heap, long direct, int threads) {
        @Override
        public String toString() {
            return "%,d KB heap, %,d KB direct buffers, %d threads".formatted(heap >> 10, direct >> 10, threads);
        }
    }

    private Use early;
    private Use late;

    /** Collects garbage and looks; the first time is early, the others are late. */
    void look() throws InterruptedException {
        Use use = measure();
        if (early == null) {
            early = use;
        }
        late = use;
    }

    private static Use measure() throws InterruptedException {
        long heap = Long.MAX_VALUE;
        for (int i = 0; i < LOOKS; i++) {
            System.gc();
            Thread.sleep(50);
            heap = Math.min(
                    heap,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return new Use(heap, direct, ManagementFactory.getThreadMXBean().getThreadCount());
    }

    boolean isFlat() {
        return late.heap <= early.heap + early.heap / 5 + SLACK
                && late.direct <= 2 * early.direct + SLACK
                && late.threads <= early.threads + early.threads / 2;
    }

    @Override
    public String toString() {
        return "early " + early + "; late " + late;
    }
}
