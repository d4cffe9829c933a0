package io.camelwamp.session;

import io.camelwamp.transport.TransportConfig;
import java.time.Duration;
import java.util.List;

/**
 * The routers of a session, of which one is used at a time; each has its own back-off.
 *
 * <p>A stable session whose connection broke is tried again with the same router first, because
 * that is where its peers are; after every other end the next one takes its turn, the one that may
 * be tried soonest. Lives on the event loop.
 */
final class Targets {
    private static final class Target {
        private final TransportConfig config;
        private int failures;
        private long notBefore;

        Target(TransportConfig config) {
            this.config = config;
        }
    }

    private final List<Target> targets;
    private final ReconnectPolicy policy;
    private int current;

    Targets(List<TransportConfig> configs, ReconnectPolicy policy) {
        this.targets = configs.stream().map(Target::new).toList();
        this.policy = policy;
    }

    /** The one in use. */
    TransportConfig current() {
        return targets.get(current).config;
    }

    /**
     * Moves on after the one in use has failed.
     *
     * @param stable whether there was a session that lasted
     * @param now on the loop's clock
     * @param random uniform in [0, 1)
     * @return how long to wait before the next attempt, which is with {@link #current()}
     */
    Duration failed(SessionEnd end, boolean stable, long now, double random) {
        Target failed = targets.get(current);
        failed.failures = stable ? 1 : failed.failures + 1;
        Duration backoff = policy.backoff(failed.failures, random);
        failed.notBefore = now + backoff.toNanos();
        if (targets.size() == 1 || (stable && end.kind() == SessionEnd.Kind.LOST)) {
            return backoff;
        }
        current = soonest(now);
        // A router that ends sends all its clients to the same next one: they are spread as well.
        Duration spread = Duration.ofNanos((long) (policy.firstDelay().toNanos() * random));
        Duration wait = waitFor(targets.get(current), now);
        return wait.compareTo(spread) > 0 ? wait : spread;
    }

    private int soonest(long now) {
        int best = (current + 1) % targets.size();
        for (int step = 2; step <= targets.size(); step++) {
            int candidate = (current + step) % targets.size();
            if (waitFor(targets.get(candidate), now).compareTo(waitFor(targets.get(best), now)) < 0) {
                best = candidate;
            }
        }
        return best;
    }

    private static Duration waitFor(Target target, long now) {
        return target.failures == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, target.notBefore - now));
    }
}
