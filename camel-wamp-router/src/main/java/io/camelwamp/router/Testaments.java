package io.camelwamp.router;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The testaments of one session, in the order in which they were made. */
final class Testaments {
    /** How many one session may have. */
    static final int MAX_COUNT = 100;

    /** How many octets they may have together; see {@link Testament#weight}. */
    static final long MAX_OCTETS = 1L << 20;

    /**
     * When a testament is published. As sessions cannot be resumed here, both happen at once, in
     * this order.
     */
    enum Scope {
        DETACHED,
        DESTROYED
    }

    private final Map<Scope, List<Testament>> byScope = new EnumMap<>(Scope.class);
    private int count;
    private long octets;

    /**
     * Adds one.
     *
     * @return false if the session has too many already
     */
    boolean add(Scope scope, Testament testament) {
        long weight = testament.weight();
        if (count >= MAX_COUNT || octets + weight > MAX_OCTETS) {
            return false;
        }
        count++;
        octets += weight;
        byScope.computeIfAbsent(scope, key -> new ArrayList<>()).add(testament);
        return true;
    }

    void flush(Scope scope) {
        List<Testament> flushed = byScope.remove(scope);
        if (flushed != null) {
            count -= flushed.size();
            flushed.forEach(testament -> octets -= testament.weight());
        }
    }

    /** Visits all, those for a detached session first. */
    void forEach(Consumer<Testament> visitor) {
        byScope.values().forEach(testaments -> testaments.forEach(visitor));
    }
}
