package io.camelwamp.router;

import io.camelwamp.protocol.MatchPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** All callees of one procedure under one match policy; they share the id. */
final class Registration {
    /**
     * A session that answers calls.
     *
     * @param forwardTimeout whether it watches over time-outs itself
     * @param discloseCaller whether it asked to be told who calls
     */
    record Callee(RouterSession session, boolean forwardTimeout, boolean discloseCaller) {}

    private final long id;
    private final String procedure;
    private final MatchPolicy match;
    private final InvocationPolicy policy;

    /** In the order of registration. */
    private final List<Callee> callees = new ArrayList<>(1);

    /** The index of the callee that is next in turn. */
    private int next;

    Registration(long id, String procedure, MatchPolicy match, InvocationPolicy policy) {
        this.id = id;
        this.procedure = procedure;
        this.match = match;
        this.policy = policy;
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
     * The callee for the next call, by the policy among those that keep up with their calls.
     *
     * @return null if none keeps up
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
            if (callee.session().hasRoom()) {
                next = index + 1;
                return callee;
            }
        }
        return null;
    }
}
