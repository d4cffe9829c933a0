package io.camelwamp.router;

import io.camelwamp.transport.EventLoop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts a {@link Router} together; not thread-safe. */
public final class RouterBuilder {
    private final Map<String, RealmConfig> realms = new LinkedHashMap<>();
    private final List<RouterListener> listeners = new ArrayList<>();
    private RealmConfig otherRealms;
    private int maxOtherRealms = 1000;
    private Duration helloTimeout = Duration.ofSeconds(10);
    private Duration shutdownTimeout = Duration.ofSeconds(5);
    private boolean strictRequestIds = true;
    private SessionLimits limits = SessionLimits.DEFAULT;
    private EventLoop eventLoop;
    private InstantSource clock = InstantSource.system();

    RouterBuilder() {}

    /** Has a realm with the default settings. */
    public RouterBuilder realm(String name) {
        return realm(name, RealmConfig.DEFAULT);
    }

    /** Has a realm. */
    public RouterBuilder realm(String name, RealmConfig config) {
        realms.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(config, "config"));
        return this;
    }

    /**
     * Makes any other realm when somebody joins it; it goes with its last session.
     *
     * @param config the settings of all such realms; null, the default, for none
     * @param atMost how many may exist at a time
     */
    public RouterBuilder otherRealms(RealmConfig config, int atMost) {
        this.otherRealms = config;
        this.maxOtherRealms = atMost;
        return this;
    }

    /** From the opening of a connection until its session must have joined; 10 s unless set. */
    public RouterBuilder helloTimeout(Duration timeout) {
        this.helloTimeout = timeout;
        return this;
    }

    /** How long {@link Router#close} waits for clients to answer GOODBYE; 5 s unless set. */
    public RouterBuilder shutdownTimeout(Duration timeout) {
        this.shutdownTimeout = timeout;
        return this;
    }

    /**
     * Whether request ids other than 1, 2, 3 … end a session, as the specification demands; true
     * unless set. For clients that number their requests otherwise.
     */
    public RouterBuilder strictRequestIds(boolean strict) {
        this.strictRequestIds = strict;
        return this;
    }

    /** What one session may cost. */
    public RouterBuilder limits(SessionLimits sessionLimits) {
        this.limits = sessionLimits;
        return this;
    }

    /**
     * Lives on a loop that somebody else closes, after the router; otherwise the router has its
     * own.
     */
    public RouterBuilder eventLoop(EventLoop loop) {
        this.eventLoop = loop;
        return this;
    }

    /** Tells the time of day with another clock, for tests. */
    RouterBuilder clock(InstantSource source) {
        this.clock = source;
        return this;
    }

    /** Takes connections through a listener, which is opened and closed with the router. */
    public RouterBuilder listener(RouterListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Makes the router, which does nothing before it is started.
     *
     * @throws IllegalArgumentException if the settings make no sense
     */
    public Router build() {
        RouterConfig config = new RouterConfig(
                realms, otherRealms, maxOtherRealms, helloTimeout, shutdownTimeout, strictRequestIds, limits, clock);
        return new Router(config, List.copyOf(listeners), eventLoop);
    }
}
