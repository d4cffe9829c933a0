package io.camelwamp.bridge;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

/** A registry that settings can name, and whose meters a test finds in {@link Metrics}. */
public final class GlobalMeters extends CompositeMeterRegistry {
    /** For Camel. */
    public GlobalMeters() {
        super(Clock.SYSTEM, Metrics.globalRegistry.getRegistries());
    }
}
