package io.camelwamp.component;

import io.camelwamp.session.LatencyHistogram;
import io.camelwamp.session.SessionCounters;
import io.camelwamp.session.SessionStatus;
import io.camelwamp.session.WampSession;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;

/**
 * A session as JMX, meters and the dev console show it; without secrets.
 *
 * <p>May be read from any thread. What only the session's event loop knows is asked for once in a
 * while, and waited for, but not for long.
 */
@ManagedResource(description = "Managed WAMP session")
public final class ManagedSession {
    /** Values that are read one after the other come from one look at the session. */
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long PATIENCE_MILLIS = 1000;
    private static final double NANOS_PER_MILLI = 1e6;

    private record Look(long at, SessionStatus status) {}

    private final String component;
    private final String name;
    private final ConnectionIdentity identity;
    private final WampSession session;
    private volatile Look last;

    /**
     * A view of a session.
     *
     * @param component the name of its component
     * @param name tells it from the others of its component, for as long as it lives
     */
    ManagedSession(String component, String name, ConnectionIdentity identity, WampSession session) {
        this.component = component;
        this.name = name;
        this.identity = identity;
        this.session = session;
    }

    /**
     * The session at this moment.
     *
     * @throws IllegalStateException if its event loop does not answer
     */
    SessionStatus status() {
        Look known = last;
        if (known != null && System.nanoTime() - known.at < FRESH_NANOS) {
            return known.status;
        }
        try {
            SessionStatus status = session.status().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            last = new Look(System.nanoTime(), status);
            return status;
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("The event loop of session " + name + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking session " + name, e);
        }
    }

    SessionCounters counters() {
        return session.counters();
    }

    @ManagedAttribute(description = "Name of the session's component")
    public String getComponent() {
        return component;
    }

    @ManagedAttribute(description = "Name of the session: its realm and router")
    public String getName() {
        return name;
    }

    @ManagedAttribute(description = "Realm")
    public String getRealm() {
        return identity.realm();
    }

    @ManagedAttribute(description = "Where routers are, without credentials")
    public String getRouters() {
        return identity.routers();
    }

    @ManagedAttribute(description = "What the session is doing")
    public String getPhase() {
        return status().phase().name();
    }

    @ManagedAttribute(description = "Whether requests go out at once, and all that routes asked for is held")
    public boolean isReady() {
        return status().isComplete();
    }

    @ManagedAttribute(description = "The router's id of the session; 0 if there is none")
    public long getSessionId() {
        return status().sessionId();
    }

    @ManagedAttribute(description = "The router that the session is with")
    public String getPeer() {
        return status().peer();
    }

    @ManagedAttribute(description = "How messages are encoded")
    public String getSerializer() {
        return status().serializer();
    }

    @ManagedAttribute(description = "Why the latest session ended or could not begin")
    public String getLastFailure() {
        SessionStatus status = status();
        return status.lastFailure() == null ? "" : status.lastFailure().toString();
    }

    @ManagedAttribute(description = "Sessions after the first")
    public long getReconnects() {
        return counters().reconnects();
    }

    // ---- what there is to do

    @ManagedAttribute(description = "Requests that wait for the router's answer")
    public int getInFlight() {
        return status().load().inFlight();
    }

    @ManagedAttribute(description = "Requests that cannot be sent yet")
    public int getWaiting() {
        return status().load().waiting();
    }

    @ManagedAttribute(description = "Invocations that wait for our answer")
    public int getInvocationsInFlight() {
        return status().load().invocations();
    }

    @ManagedAttribute(description = "Events and invocations that wait for routes")
    public int getQueued() {
        return status().load().queued();
    }

    @ManagedAttribute(description = "Octets sent that the network has not taken yet")
    public long getUnreadOctets() {
        return status().load().unreadOctets();
    }

    @ManagedAttribute(description = "Whether nothing is read from the router, because a queue is full")
    public boolean isReadingPaused() {
        return status().load().readingPaused();
    }

    @ManagedAttribute(description = "Subscriptions and registrations that routes ask for")
    public int getWanted() {
        return status().wanted();
    }

    @ManagedAttribute(description = "Subscriptions and registrations that the router holds")
    public int getHeld() {
        return status().held();
    }

    @ManagedAttribute(description = "Topics and procedures that the router refuses")
    public String getRefused() {
        return String.join(", ", status().refused());
    }

    // ---- what was counted

    @ManagedAttribute(description = "Publications sent")
    public long getPublications() {
        return counters().publications();
    }

    @ManagedAttribute(description = "Calls sent")
    public long getCalls() {
        return counters().calls();
    }

    @ManagedAttribute(description = "Requests whose session ended before their answer")
    public long getRequestsLost() {
        return counters().requestsLost();
    }

    @ManagedAttribute(description = "Events received")
    public long getEvents() {
        return counters().events();
    }

    @ManagedAttribute(
            description = "Events lost, because the queue of a route was full or the route's executor stopped")
    public long getEventsLost() {
        return counters().lostEvents();
    }

    @ManagedAttribute(description = "Events of subscriptions that were given up")
    public long getEventsOrphaned() {
        return counters().orphanedEvents();
    }

    @ManagedAttribute(description = "Invocations received")
    public long getInvocations() {
        return counters().invocations();
    }

    @ManagedAttribute(description = "Invocations answered with wamp.error.unavailable, because a queue was full")
    public long getInvocationsRejected() {
        return counters().rejectedInvocations();
    }

    @ManagedAttribute(description = "Answers to requests that were over")
    public long getAnswersLate() {
        return counters().lateAnswers();
    }

    @ManagedAttribute(description = "Answers to requests that were never sent")
    public long getAnswersUnknown() {
        return counters().unknownAnswers();
    }

    // ---- latencies of the last one to two minutes

    @ManagedAttribute(description = "Median of the time until a publication is acknowledged, in milliseconds")
    public double getPublishMedianMillis() {
        return millis(counters().publishLatency(), 0.5);
    }

    @ManagedAttribute(description = "Time within which 99 % of publications are acknowledged, in milliseconds")
    public double getPublish99Millis() {
        return millis(counters().publishLatency(), 0.99);
    }

    @ManagedAttribute(description = "Longest time until a publication was acknowledged, in milliseconds")
    public double getPublishLongestMillis() {
        return millis(counters().publishLatency(), 1);
    }

    @ManagedAttribute(description = "Median of the time until a call is answered, in milliseconds")
    public double getCallMedianMillis() {
        return millis(counters().callLatency(), 0.5);
    }

    @ManagedAttribute(description = "Time within which 99 % of calls are answered, in milliseconds")
    public double getCall99Millis() {
        return millis(counters().callLatency(), 0.99);
    }

    @ManagedAttribute(description = "Longest time until a call was answered, in milliseconds")
    public double getCallLongestMillis() {
        return millis(counters().callLatency(), 1);
    }

    private static double millis(LatencyHistogram latency, double share) {
        return latency.quantile(share).toNanos() / NANOS_PER_MILLI;
    }
}
