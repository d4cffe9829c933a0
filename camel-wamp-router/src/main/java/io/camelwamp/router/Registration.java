package io.camelwamp.router;

import io.camelwamp.protocol.MatchPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** All callees of one procedure under one match policy; they share the id. */
final class Registration {
    private final long id;
    private final String procedure;
    private final MatchPolicy match;
    private final InvocationPolicy policy;
    private final Instant created;

    /** In the order of registration. */
    private final List<Callee> callees = new ArrayList<>(1);

    /** The index of the callee that is next in turn. */
    private int next;

    Registration(long id, String procedure, MatchPolicy match, InvocationPolicy policy, Instant created) {
        this.id = id;
        this.procedure = procedure;
        this.match = match;
        this.policy = policy;
        this.created = created;
    }

    long id() {
        return id;
    }

    String procedure() {
        return procedure;
    }

    MatchPolicy match() {
        return match;
    }

    InvocationPolicy policy() {
        return policy;
    }

    Instant created() {
        return created;
    }

    /** In the order of registration; unmodifiable. */
    List<Callee> callees() {
        return Collections.unmodifiableList(callees);
    }

    void add(Callee callee) {
        callees.add(callee);
    }

    void remove(RouterSession session) {
        for (int i = 0; i < callees.size(); i++) {
            if (callees.get(i).session() == session) {
                callees.remove(i);
                next = next > i ? next - 1 : next;
                return;
            }
        }
    }

    boolean isEmpty() {
        return callees.isEmpty();
    }

    /**
     * The callee for the next call, by the policy among those that can take one more.
     *
     * @return null if none can
     */
    Callee choose(RandomGenerator random) {
        int count = callees.size();
        int start =
                switch (policy) {
                    case SINGLE, FIRST -> 0;
                    case LAST -> count - 1;
                    case ROUNDROBIN -> next;
                    case RANDOM -> random.nextInt(count);
                };
        int step = policy == InvocationPolicy.LAST ? -1 : 1;
        for (int tried = 0; tried < count; tried++) {
            int index = Math.floorMod(start + tried * step, count);
            Callee callee = callees.get(index);
            if (callee.isAvailable()) {
                next = index + 1;
                return callee;
            }
        }
        return null;
    }
}
