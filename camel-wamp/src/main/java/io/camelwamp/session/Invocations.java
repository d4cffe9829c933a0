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
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final Transport transport;
    private final EventLoop loop;
    private final SessionCounters counters;
    private final Map<Long, RunningInvocation> running = new HashMap<>();
    private final WhenWritable whenWritable;
    private boolean open = true;

    Invocations(Transport transport, EventLoop loop, WhenWritable whenWritable, SessionCounters counters) {
        this.transport = transport;
        this.loop = loop;
        this.whenWritable = whenWritable;
        this.counters = counters;
    }

    /** How many are being served. */
    int size() {
        return running.size();
    }

    /** Takes an invocation in for a registration. */
    void begin(Invocation message, Registration registration) {
        String procedure = message.details().procedure();
        RunningInvocation invocation =
                new RunningInvocation(this, message, procedure != null ? procedure : registration.uri());
        if (running.putIfAbsent(message.request(), invocation) != null) {
            throw new WampException.ProtocolViolation("INVOCATION "
                    + message.request()
                    + " is still running: progressive invocations were not announced");
        }
        counters.invocations.increment();
        boolean accepted = !registration.lane().isFull();
        registration.tellRejections(accepted);
        if (!accepted) {
            counters.rejectedInvocations.increment();
            invocation.fail(new WampException(
                    Uris.UNAVAILABLE, "Too many calls of " + registration.uri() + " are waiting: call again later"));
        } else {
            registration.lane().offer(invocation);
        }
    }

    /** Refuses an invocation of a registration that is not held (any more). */
    void refuse(Invocation message) {
        transport.send(new ErrorMessage(
                MessageType.INVOCATION, message.request(), Map.of(), Uris.NO_SUCH_PROCEDURE, Payload.EMPTY));
    }

    /**
     * Takes in INTERRUPT. If there is nothing to interrupt, an answer is on its way: to the router,
     * or still to this loop, from where it is sent as if nothing had happened.
     */
    void interrupt(Interrupt message) {
        RunningInvocation invocation = running.get(message.request());
        if (invocation != null && invocation.interrupt()) {
            running.remove(message.request());
            whenWritable.release(invocation);
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
        if (loop.inLoop()) {
            sendNow(invocation, answer, last);
            return;
        }
        try {
            loop.execute(() -> sendNow(invocation, answer, last));
        } catch (RejectedExecutionException e) {
            SessionLog.LOG.debug("An answer of {} came after the end", invocation.procedure(), e);
        }
    }

    /** Has a task run when the transport takes more, or when the invocation is over; on the loop. */
    void whenWritable(RunningInvocation invocation, Runnable task) {
        Runnable onLoop = () -> {
            if (running.get(invocation.id()) == invocation) {
                whenWritable.run(invocation, task);
            } else {
                task.run();
            }
        };
        if (loop.inLoop()) {
            onLoop.run();
            return;
        }
        try {
            loop.execute(onLoop);
        } catch (RejectedExecutionException e) {
            SessionLog.LOG.debug("Partial results of {} came after the end", invocation.procedure(), e);
            task.run();
        }
    }

    private void sendNow(RunningInvocation invocation, Message answer, boolean last) {
        if (!open || running.get(invocation.id()) != invocation) {
            return;
        }
        if (last) {
            running.remove(invocation.id());
            sendLast(invocation, answer);
        } else if (transport.pendingBytes() > MAX_UNREAD_OCTETS && invocation.interrupt()) {
            running.remove(invocation.id());
            whenWritable.release(invocation);
            transport.send(invocation.error(
                    new WampException(Uris.UNAVAILABLE, "The router does not read partial results fast enough")));
        } else {
            sendPart(invocation, answer);
        }
    }

    private void sendLast(RunningInvocation invocation, Message answer) {
        try {
            transport.send(answer);
        } catch (WampException e) {
            transport.send(invocation.error(e));
        }
    }

    private void sendPart(RunningInvocation invocation, Message part) {
        try {
            transport.send(part);
        } catch (WampException e) {
            SessionLog.LOG.warn("A progressive result of {} was not sent: {}", invocation.procedure(), e.getMessage());
        }
    }

    /** The session is over: nobody waits for answers. */
    void abandon() {
        open = false;
        List<RunningInvocation> lost = new ArrayList<>(running.values());
        running.clear();
        lost.forEach(RunningInvocation::interrupt);
    }
}
