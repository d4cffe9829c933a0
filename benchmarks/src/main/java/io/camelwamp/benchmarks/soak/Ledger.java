package io.camelwamp.benchmarks.soak;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What became of every publication and call; thread-safe. Numbers are given out here, and a bit each
 * is all that is kept, so that the books do not look like a leak.
 */
final class Ledger {
    private static final int MAX_TEXTS = 20;

    private final BitSet delivered = new BitSet();
    private final BitSet acknowledged = new BitSet();
    private final BitSet served = new BitSet();
    private final BitSet answered = new BitSet();
    private int publications;
    private int publicationsOver;
    private int calls;
    private int callsOver;
    private long results;
    private long violations;
    private final List<String> texts = new ArrayList<>();

    synchronized int nextPublication() {
        return publications++;
    }

    synchronized int nextCall() {
        return calls++;
    }

    /** The witness on the router's own loop got an event. */
    synchronized void delivered(int publication) {
        if (delivered.get(publication)) {
            violation("publication " + publication + " was delivered twice");
        }
        delivered.set(publication);
    }

    /** The publisher's future is complete. */
    synchronized void publicationOver(int publication, boolean success) {
        publicationsOver++;
        if (success) {
            if (acknowledged.get(publication)) {
                violation("publication " + publication + " was acknowledged twice");
            }
            acknowledged.set(publication);
        }
    }

    /** The callee got an invocation. */
    synchronized void served(int call) {
        if (served.get(call)) {
            violation("call " + call + " reached the callee twice");
        }
        served.set(call);
    }

    /**
     * The caller's future is complete.
     *
     * @param result what came back; null if the call failed
     */
    synchronized void callOver(int call, Integer result) {
        callsOver++;
        if (answered.get(call)) {
            violation("call " + call + " was answered twice");
        }
        answered.set(call);
        if (result != null) {
            results++;
            if (result != call) {
                violation("call " + call + " got the result of call " + result);
            }
            if (!served.get(call)) {
                violation("call " + call + " has a result, but no callee saw it");
            }
        }
    }

    /** No event of the router that has just gone can come any more. */
    synchronized void routerGone() {
        BitSet lost = (BitSet) acknowledged.clone();
        lost.andNot(delivered);
        if (!lost.isEmpty()) {
            violation(lost.cardinality() + " acknowledged publications were not delivered, the first is "
                    + lost.nextSetBit(0));
            delivered.or(lost);
        }
    }

    synchronized void violation(String text) {
        violations++;
        if (texts.size() < MAX_TEXTS) {
            texts.add(text);
        }
    }

    synchronized int inFlight() {
        return publications - publicationsOver + calls - callsOver;
    }

    synchronized long acknowledged() {
        return acknowledged.cardinality();
    }

    synchronized long results() {
        return results;
    }

    synchronized long violations() {
        return violations;
    }

    synchronized List<String> texts() {
        return List.copyOf(texts);
    }

    @Override
    public synchronized String toString() {
        return "%,d publications (%,d acknowledged, %,d delivered), %,d calls (%,d results, %,d served)"
                .formatted(
                        publications,
                        acknowledged.cardinality(),
                        delivered.cardinality(),
                        calls,
                        results,
                        served.cardinality());
    }
}
