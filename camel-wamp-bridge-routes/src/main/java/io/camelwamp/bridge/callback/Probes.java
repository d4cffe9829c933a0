package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.outbound.Target;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks dead applications whether they are there, again and again, ever more slowly. */
final class Probes {
    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);
    private static final int SLOWEST = 12;

    private final CallbackSender sender;
    private final ScheduledExecutorService timer;
    private final Duration interval;

    Probes(CallbackSender sender, ScheduledExecutorService timer, Duration interval) {
        this.sender = sender;
        this.timer = timer;
        this.interval = interval;
    }

    /**
     * Begins to probe.
     *
     * @param target asked before each probe, on any thread; null ends them
     * @param onAlive run when there was an answer
     */
    void begin(Supplier<Target> target, Runnable onAlive) {
        after(interval, target, onAlive);
    }

    private void after(Duration delay, Supplier<Target> target, Runnable onAlive) {
        try {
            timer.schedule(() -> probe(delay, target, onAlive), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("No further probes: the bridge is stopping", e);
        }
    }

    private void probe(Duration delay, Supplier<Target> target, Runnable onAlive) {
        Target now = target.get();
        if (now == null) {
            return;
        }
        Duration slowest = interval.multipliedBy(SLOWEST);
        Duration twice = delay.multipliedBy(2);
        sender.probe(now).whenComplete((alive, failure) -> {
            if (failure == null && alive) {
                onAlive.run();
            } else {
                after(twice.compareTo(slowest) < 0 ? twice : slowest, target, onAlive);
            }
        });
    }
}
