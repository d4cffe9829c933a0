package io.camelwamp.component;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.PartHandler;
import io.camelwamp.session.ReceivedInvocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The parts of a call that comes in parts: an iterator for a route that takes them one by one, which
 * waits for the next one, or all of them once the last has come.
 */
final class CallParts implements PartHandler, Iterator<Object> {
    private enum End {
        LAST,
        CANCELLED
    }

    private final ReceivedInvocation invocation;
    private final Passthru passthru;

    private final long maxOctets;
    private final int maxParts;

    /** Payloads, and then one end; bounded by what {@link #onPart} accepts. */
    private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();

    private final AtomicLong octets = new AtomicLong();
    private final CompletableFuture<Void> complete = new CompletableFuture<>();

    // Of the route's thread.

    /** The first part made readable, which is done once: it is asked for as the first and as the next one. */
    private Payload first;

    /** What comes next, if it was asked for. */
    private Object next;

    /**
     * The parts of an invocation, from the first one on.
     *
     * @param maxOctets how much may wait for the route, about
     * @param maxParts how many parts may wait for it
     * @param silence how long the caller may leave between parts; zero for any time
     */
    CallParts(ReceivedInvocation invocation, Passthru passthru, long maxOctets, int maxParts, Duration silence) {
        this.invocation = invocation;
        this.passthru = passthru;
        this.maxOctets = maxOctets;
        this.maxParts = maxParts;
        queue.add(invocation.payload());
        octets.set(invocation.payload().weight());
        invocation.onPart(this, silence);
        invocation.onInterrupt(() -> {
            queue.add(End.CANCELLED);
            complete.completeExceptionally(cancelled());
        });
    }

    private static WampException cancelled() {
        return new WampException.Canceled("The call ended before its last part came: it was cancelled, or too slow");
    }

    @Override
    public boolean onPart(Payload part, boolean last) {
        if (octets.addAndGet(part.weight()) > maxOctets || queue.size() >= maxParts) {
            return false;
        }
        queue.add(part);
        if (last) {
            queue.add(End.LAST);
            complete.complete(null);
        }
        return true;
    }

    /** Completes when the last part has come, or fails when the call ends before; on the event loop. */
    CompletableFuture<Void> complete() {
        return complete;
    }

    /** The first part, with the keyword arguments of the call. */
    Payload first() {
        if (first == null) {
            first = readable(invocation.payload());
        }
        return first;
    }

    /** The details of the first part hold for all. */
    private Payload readable(Payload part) {
        return passthru.open(part, invocation.details().values());
    }

    /** The bodies of all parts; once {@link #complete}. */
    List<Object> toList() {
        List<Object> all = new ArrayList<>();
        while (hasNext()) {
            all.add(next());
        }
        return all;
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            try {
                next = queue.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw cancelled();
            }
        }
        if (next == End.CANCELLED) {
            throw cancelled();
        }
        return next != End.LAST;
    }

    @Override
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException("That was the last part of the call");
        }
        Payload part = (Payload) next;
        next = null;
        octets.addAndGet(-part.weight());
        return WampBinding.toBody(part == invocation.payload() ? first() : readable(part));
    }
}
