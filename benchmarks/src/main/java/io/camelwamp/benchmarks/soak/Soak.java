package io.camelwamp.benchmarks.soak;

import io.camelwamp.transport.EventLoops;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Publishes, calls and delivers for a while, restarting the router every 20 seconds and cutting
 * connections at random in between, and then says whether every promise was kept:
 *
 * <ul>
 *   <li>all acknowledged publications were delivered, none twice;
 *   <li>every call ended exactly once, reached the callee at most once, and got its own result;
 *   <li>no session broke the protocol or was given up;
 *   <li>heap, direct buffers and threads are at the end what they were early.
 * </ul>
 *
 * <p>Run it with {@code benchmarks/run soak [minutes] [seed]}.
 */
public final class Soak {
    static final String REALM = "realm1";
    static final String TOPIC = "com.example.soak.topic";
    static final String PROCEDURE = "com.example.soak.procedure";

    private static final Duration RESTART_EVERY = Duration.ofSeconds(20);
    private static final Duration SETTLE = Duration.ofSeconds(3);

    /** More than any time-out of a request. */
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final Ledger ledger = new Ledger();
    private final HeapWatch heap = new HeapWatch();
    private final EventLoops loops = EventLoops.create("soak", 1);
    private final CutProxy webSocket;
    private final CutProxy rawSocket;
    private final MixedLoad load;
    private RouterLife router;

    private Soak(long seed) throws Exception {
        webSocket = new CutProxy(seed);
        rawSocket = new CutProxy(seed + 1);
        openRouter();
        load = new MixedLoad(ledger, loops, webSocket.port(), rawSocket.port(), seed + 2);
    }

    /**
     * Runs and exits: with 0 if every promise was kept, else with 1.
     *
     * @param args how many minutes (10), and a seed for another course of events
     */
    public static void main(String[] args) {
        double minutes = args.length > 0 ? Double.parseDouble(args[0]) : 10;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        System.out.printf("Soak for %s minutes, seed %d%n", minutes, seed);
        try {
            System.exit(new Soak(seed).run(Duration.ofMillis((long) (minutes * 60_000))) ? 0 : 1);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private boolean run(Duration length) throws Exception {
        load.start();
        long end = System.nanoTime() + length.toNanos();
        boolean polite = true;
        do {
            Thread.sleep(Math.max(0, Math.min(RESTART_EVERY.toMillis(), (end - System.nanoTime()) / 1_000_000)));
            restart(polite);
            polite = !polite;
            report();
        } while (System.nanoTime() < end);
        load.stop();
        boolean drained = drain();
        heap.look();
        load.close();
        router.close();
        webSocket.close();
        rawSocket.close();
        loops.close();
        return verdict(drained);
    }

    private void openRouter() throws Exception {
        router = new RouterLife(ledger, loops);
        webSocket.target(router.webSocket());
        rawSocket.target(router.rawSocket());
    }

    /**
     * Restarts the router.
     *
     * @param polite whether it may say GOODBYE, or all connections break first
     */
    private void restart(boolean polite) throws Exception {
        webSocket.target(null);
        rawSocket.target(null);
        if (!polite) {
            webSocket.cutAll();
            rawSocket.cutAll();
        }
        router.close();
        openRouter();
        Thread.sleep(SETTLE.toMillis());
        load.pause(true);
        heap.look();
        load.pause(false);
    }

    private void report() {
        System.out.printf(
                "%s; %d reconnects, %d cuts, %d outcomes unknown%n",
                ledger, load.reconnects(), webSocket.cuts() + rawSocket.cuts(), load.requestsLost());
    }

    private boolean drain() throws InterruptedException {
        long patience = System.nanoTime() + DRAIN.toNanos();
        while (ledger.inFlight() > 0 && System.nanoTime() < patience) {
            Thread.sleep(10);
        }
        return ledger.inFlight() == 0;
    }

    private boolean verdict(boolean drained) {
        report();
        System.out.println("After garbage collection: " + heap);
        List<String> faults = new ArrayList<>(ledger.texts());
        if (ledger.violations() > faults.size()) {
            faults.add("… and " + (ledger.violations() - faults.size()) + " more");
        }
        check(faults, drained, ledger.inFlight() + " requests were never answered");
        check(faults, ledger.acknowledged() > 0 && ledger.results() > 0, "nothing worked at all");
        check(faults, load.unknownAnswers() == 0, load.unknownAnswers() + " answers to requests that were never sent");
        check(faults, load.reconnects() > 0, "nothing was lost and nothing reconnected: the test did not test");
        check(faults, heap.isFlat(), "memory or threads grew");
        faults.forEach(fault -> System.out.println("FAULT: " + fault));
        System.out.println(faults.isEmpty() ? "PASSED" : "FAILED");
        return faults.isEmpty();
    }

    private static void check(List<String> faults, boolean fine, String text) {
        if (!fine) {
            faults.add(text);
        }
    }
}
