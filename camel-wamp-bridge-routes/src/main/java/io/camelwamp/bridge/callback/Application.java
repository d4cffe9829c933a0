package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.outbound.Target;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The web application behind some endpoints: what one key has at one origin. It counts how many callbacks in a row it did not
 * answer. Thread-safe.
 */
final class Application {
    /**
     * What makes it one.
     *
     * @param owner the name of an API key
     * @param origin scheme, host and port
     */
    record Id(String owner, String origin) {
        static Id of(String owner, Target target) {
            return new Id(owner, target.scheme() + "://" + target.host() + ":" + target.port());
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final Id id;
    private final int failuresUntilDead;
    private final Consumer<Application> onDeath;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger deaths = new AtomicInteger();
    private volatile boolean dead;

    /**
     * An application that is alive.
     *
     * @param onDeath is told, on any thread, when too many callbacks had no answer; once until it is revived
     */
    Application(Id id, int failuresUntilDead, Consumer<Application> onDeath) {
        this.id = id;
        this.failuresUntilDead = failuresUntilDead;
        this.onDeath = onDeath;
    }

    Id id() {
        return id;
    }

    /** Tells whether it did not answer and has not been seen since. */
    boolean isDead() {
        return dead;
    }

    /** How often it died; tells one death from the next. */
    int deaths() {
        return deaths.get();
    }

    /** A callback was answered. */
    void answered() {
        if (failures.getAndSet(0) > 0 && !dead) {
            LOG.info("{} works again", this);
        }
    }

    /** A callback was not answered. */
    void failed(String reason) {
        int count = failures.incrementAndGet();
        if (count == 1 && !dead) {
            LOG.warn("{} begins to fail: {}", this, reason);
        }
        if (count == failuresUntilDead && !dead) {
            deaths.incrementAndGet();
            dead = true;
            onDeath.accept(this);
        }
    }

    /** It has been seen. */
    void revived() {
        failures.set(0);
        dead = false;
    }

    @Override
    public String toString() {
        return "the application of key " + id.owner() + " at " + id.origin();
    }
}
