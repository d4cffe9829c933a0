package io.camelwamp.session;

import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.Interrupt;
import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.WelcomeDetails;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/**
 * The invocations of one connection that have no final answer yet: every one gets exactly one
 * (spec: basic/remote_procedure_call.md).
 */
final class Invocations {
    /**
     * How many octets the router may leave unread before an invocation that sends more and more
     * partial results is ended: nothing else limits them.
     */
    private static final long MAX_UNREAD_OCTETS = 16L << 20;

    /** How many invocations are remembered that were answered before their last part came. */
    private static final int MAX_UNFINISHED = 1000;

    /** Longer time-outs are as good as none, and would overflow a clock of nanoseconds. */
    private static final long LONGEST_TIMEOUT_MILLIS = Duration.ofDays(3650).toMillis();

    private final Transport transport;
    private final EventLoop loop;
    private final SessionCounters counters;
    private final Map<Long, RunningInvocation> running = new HashMap<>();
    private final WhenWritable whenWritable;
    private final boolean passthru;

    /**
     * Whether the {@code timeout} of an invocation is what the specification means. A dealer that does not announce time-outs
     * may hand on a number of seconds (Crossbar.io does), and keeps the time itself.
     */
    private final boolean timeouts;

    /** The ids whose late parts are dropped, so that they are not taken for new invocations. */
    private final Set<Long> unfinished = new LinkedHashSet<>();

    Invocations(
            Transport transport,
            EventLoop loop,
            WhenWritable whenWritable,
            SessionCounters counters,
            WelcomeDetails router) {
        this.passthru = ClientRoles.announces(router, "dealer", "payload_passthru_mode");
        this.timeouts = ClientRoles.announces(router, "dealer", "call_timeout");
        this.transport = transport;
        this.loop = loop;
        this.whenWritable = whenWritable;
        this.counters = counters;
    }

    /** How many are being served. */
    int size() {
        return running.size();
    }

    /** Tells whether the router hands on what says that a payload is not to be looked into. */
    boolean takesPassthru() {
        return passthru;
    }

    /** Takes an invocation in for a registration. */
    void begin(Invocation message, Registration registration) {
        String procedure = message.details().procedure();
        RunningInvocation invocation =
                new RunningInvocation(this, message, procedure != null ? procedure : registration.uri());
        running.put(message.request(), invocation);
        counters.invocations.increment();
        if (registration.isFull()) {
            registration.reject();
            counters.rejectedInvocations.increment();
            invocation.fail(new WampException(
                    Uris.UNAVAILABLE, "Too many calls of " + registration.uri() + " are waiting: call again later"));
        } else {
            limit(invocation);
            registration.offer(invocation);
        }
    }

    /** Keeps the time-out that the dealer leaves to its callee (spec: advanced/rpc_call_timeout.md). */
    private void limit(RunningInvocation invocation) {
        long millis = Math.min(invocation.details().timeout(), LONGEST_TIMEOUT_MILLIS);
        if (timeouts && millis > 0) {
            invocation.limitedBy(new Silence(
                    loop,
                    Duration.ofMillis(millis),
                    () -> endWith(invocation, new WampException.TimedOut("No answer within " + millis + " ms"))));
        }
    }

    /** Takes in what is no new invocation, but a part of one that runs, or that did until now; else returns false. */
    boolean takePart(Invocation message) {
        RunningInvocation invocation = running.get(message.request());
        boolean last = !message.details().progress();
        if (invocation == null) {
            // Legal: it crossed our answer.
            return last ? unfinished.remove(message.request()) : unfinished.contains(message.request());
        }
        InvocationParts parts = invocation.parts();
        if (parts == null || parts.isComplete()) {
            throw new WampException.ProtocolViolation(
                    "INVOCATION " + message.request() + " is still running, and did not announce another part");
        }
        if (!parts.add(message.payload(), last)) {
            overrun(invocation);
        }
        return true;
    }

    /** Has the parts of an invocation handled; from any thread. */
    void takeParts(RunningInvocation invocation, PartHandler handler, Duration silence) {
        onLoop(invocation, () -> {
            if (running.get(invocation.id()) == invocation) {
                takePartsNow(invocation, handler, silence);
            }
        });
    }

    private void takePartsNow(RunningInvocation invocation, PartHandler handler, Duration silence) {
        InvocationParts parts = invocation.parts();
        if (!parts.takenBy(handler)) {
            overrun(invocation);
        } else if (!parts.isComplete() && !silence.isZero()) {
            parts.limitedBy(new Silence(loop, silence, () -> fellSilent(invocation, silence)));
        }
    }

    private void fellSilent(RunningInvocation invocation, Duration silence) {
        endWith(
                invocation,
                new WampException.TimedOut("No part of the call came within " + silence.toMillis()
                        + " ms after the one before, and it was not the last one"));
    }

    private void overrun(RunningInvocation invocation) {
        endWith(
                invocation,
                new WampException(Uris.UNAVAILABLE, "Parts of the call came faster than they were handled"));
    }

    /** Ends an invocation that has become too much. */
    private void endWith(RunningInvocation invocation, WampException reason) {
        if (invocation.interrupt()) {
            remove(invocation);
            transport.send(invocation.error(reason));
        }
    }

    private void remove(RunningInvocation invocation) {
        running.remove(invocation.id());
        whenWritable.release(invocation);
        invocation.unlimited();
        InvocationParts parts = invocation.parts();
        if (parts != null && !parts.isComplete()) {
            parts.noMore();
            moreMayCome(invocation.id());
        }
    }

    private void moreMayCome(long id) {
        unfinished.add(id);
        if (unfinished.size() > MAX_UNFINISHED) {
            unfinished.remove(unfinished.iterator().next());
        }
    }

    /** Refuses an invocation of a registration that is not held (any more). */
    void refuse(Invocation message) {
        transport.send(new ErrorMessage(
                MessageType.INVOCATION, message.request(), Map.of(), Uris.NO_SUCH_PROCEDURE, Payload.EMPTY));
        if (message.details().progress()) {
            moreMayCome(message.request());
        }
    }

    /**
     * Takes in INTERRUPT. If there is nothing to interrupt, an answer is on its way: to the router,
     * or still to this loop, from where it is sent as if nothing had happened.
     */
    void interrupt(Interrupt message) {
        RunningInvocation invocation = running.get(message.request());
        if (invocation != null && invocation.interrupt()) {
            remove(invocation);
            if (message.options().mode() == CancelMode.KILL) {
                transport.send(invocation.error(new WampException(Uris.CANCELED)));
            }
        }
    }

    /** Encodes on the caller's thread. */
    Payload prepare(Payload payload) {
        return transport.prepare(payload);
    }

    /** Sends an answer from any thread; it is dropped if the invocation is no longer waited for. */
    void send(RunningInvocation invocation, Message answer, boolean last) {
        onLoop(invocation, () -> sendNow(invocation, answer, last));
    }

    /** Has a task run when the transport takes more, or when the invocation is over; on the loop. */
    void whenWritable(RunningInvocation invocation, Runnable task) {
        boolean accepted = onLoop(invocation, () -> {
            if (running.get(invocation.id()) == invocation) {
                whenWritable.run(invocation, task);
            } else {
                task.run();
            }
        });
        if (!accepted) {
            task.run();
        }
    }

    /** Returns false if there is no loop any more, and so nobody who waits. */
    private boolean onLoop(RunningInvocation invocation, Runnable task) {
        if (loop.inLoop()) {
            task.run();
            return true;
        }
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            SessionLog.LOG.debug("An answer of {} came after the end", invocation.procedure(), e);
            return false;
        }
    }

    private void sendNow(RunningInvocation invocation, Message answer, boolean last) {
        if (running.get(invocation.id()) != invocation) {
            return;
        }
        if (last) {
            remove(invocation);
            sendLast(invocation, answer);
        } else if (transport.pendingBytes() > MAX_UNREAD_OCTETS) {
            endWith(
                    invocation,
                    new WampException(Uris.UNAVAILABLE, "The router does not read partial results fast enough"));
        } else {
            sendPart(invocation, answer);
        }
    }

    private void sendLast(RunningInvocation invocation, Message answer) {
        try {
            transport.send(answer);
        } catch (WampException e) {
            SessionLog.LOG.warn("The answer of {} was not sent as it is: {}", invocation.procedure(), e.getMessage());
            transport.send(insteadOf(answer, invocation, e));
        }
    }

    /** The error that was chosen says more than the one that it is too large. */
    private static ErrorMessage insteadOf(Message answer, RunningInvocation invocation, WampException reason) {
        return invocation.error(answer instanceof ErrorMessage chosen ? new WampException(chosen.error()) : reason);
    }

    private void sendPart(RunningInvocation invocation, Message part) {
        invocation.sentPart();
        try {
            transport.send(part);
        } catch (WampException e) {
            // A success without this part would be a wrong answer, even if it is on its way to this loop.
            invocation.interrupt();
            remove(invocation);
            transport.send(invocation.error(e));
        }
    }

    /** The session is over: nobody waits for answers. */
    void abandon() {
        List<RunningInvocation> lost = new ArrayList<>(running.values());
        running.clear();
        lost.forEach(invocation -> {
            invocation.unlimited();
            if (invocation.parts() != null) {
                invocation.parts().noMore();
            }
            invocation.interrupt();
        });
    }
}
