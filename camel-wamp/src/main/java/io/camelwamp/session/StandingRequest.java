package io.camelwamp.session;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.WampException;
import java.util.concurrent.CompletableFuture;

/**
 * What an application wants to hold in every session from now on: a subscription or a registration.
 *
 * <p>The public methods may be called from any thread; the others belong to the event loop.
 */
public abstract sealed class StandingRequest permits Subscription, Registration {
    /** Two requests with equal keys share one id at the router. */
    record Key(String uri, MatchPolicy match) {}

    // What the application asked for.
    private final WampSession session;
    private final Key key;
    private final CompletableFuture<Void> active = new CompletableFuture<>();
    private boolean withdrawn;

    // What became of it in the current session; read from any thread where volatile.
    private volatile boolean held;
    private volatile int refusals;
    private boolean revoked;

    /** How many messages found no room since the queue was full; on the loop. */
    private long missedInBurst;

    StandingRequest(WampSession session, Key key) {
        this.session = session;
        this.key = key;
    }

    /** The topic or procedure, or the pattern. */
    public String uri() {
        return key.uri();
    }

    /**
     * Completes when the router has accepted for the first time, and fails if it refuses before
     * that, or if the request is withdrawn or the session closed or given up. A refused request is
     * tried again all the same until it is withdrawn.
     */
    public CompletableFuture<Void> active() {
        return active;
    }

    /** Tells whether the router holds it at this moment. */
    public boolean isActive() {
        return held;
    }

    /** How many messages wait for the handler. */
    public abstract int waiting();

    /**
     * How many messages found no room in the queue: events that were lost, calls that were answered
     * with {@code wamp.error.unavailable}.
     */
    public abstract long lost();

    /**
     * Withdraws the request; completes when the router has confirmed, or at once if it need not be
     * asked.
     */
    CompletableFuture<Void> withdraw() {
        return session.withdraw(this);
    }

    final Key key() {
        return key;
    }

    final boolean isWithdrawn() {
        return withdrawn;
    }

    final void markWithdrawn() {
        withdrawn = true;
        held = false;
        closeBurst();
        active.completeExceptionally(new WampException.Canceled(uri() + " was given up before the router accepted it"));
    }

    /** There will not be a session any more. */
    final void abandoned(WampException reason) {
        closeBurst();
        active.completeExceptionally(reason);
    }

    final void accepted() {
        held = true;
        refusals = 0;
        active.complete(null);
    }

    /** The session is over, or could not begin. */
    final void sessionEnded() {
        held = false;
        refusals = 0;
        revoked = false;
    }

    /** The router has taken away what it had accepted in this session. */
    final void markRevoked() {
        revoked = true;
    }

    /** Tells whether the router has once taken it away in this session. */
    final boolean wasRevoked() {
        return revoked;
    }

    /** Tells whether the router refuses it at this moment; for the time being, as it is asked again. */
    public final boolean isRefused() {
        return refusals > 0;
    }

    /** Notes a refusal or revocation and returns how many there have been in a row. */
    final int refused(WampException reason) {
        held = false;
        refusals = refusals + 1;
        // First who is told each time: who waits for the future may ask them for the reason.
        SessionLog.guard("the refusal of " + uri(), () -> onRefused(reason));
        active.completeExceptionally(reason);
        return refusals;
    }

    abstract void onRefused(WampException reason);

    // ---- what finds no room

    /** Notes that messages found no room; the first of a burst are told at once. */
    final void missed(int messages) {
        boolean begins = missedInBurst == 0;
        missedInBurst += messages;
        if (begins) {
            onBurstBegun(missedInBurst);
        }
    }

    /** Tells how many messages found no room, if any did and that is over. */
    final void endBurst() {
        if (missedInBurst > 0 && hasRoom()) {
            closeBurst();
        }
    }

    private void closeBurst() {
        if (missedInBurst > 0) {
            long missed = missedInBurst;
            missedInBurst = 0;
            onBurstOver(missed);
        }
    }

    /** Whether there is room again after the queue was full; if not, {@link WampSession#hasRoom} is called when there is. */
    abstract boolean hasRoom();

    abstract void onBurstBegun(long messages);

    abstract void onBurstOver(long messages);
}
