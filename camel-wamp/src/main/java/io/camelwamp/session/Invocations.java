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

/**
 * The invocations of one connection that have no final answer yet: every one gets exactly one
 * (spec: basic/remote_procedure_call.md).
 */
final class Invocations {
    private final Transport transport;
    private final EventLoop loop;
    private final Map<Long, RunningInvocation> running = new HashMap<>();
    private boolean open = true;

    Invocations(Transport transport, EventLoop loop) {
        this.transport = transport;
        this.loop = loop;
    }

    int size() {
        return running.size();
    }

    /** Takes an invocation in for a registration. */
    void begin(Invocation message, Registration registration) {
        String procedure = message.details().procedure();
        RunningInvocation invocation =
                new RunningInvocation(
                        this, message, procedure != null ? procedure : registration.uri());
        if (running.putIfAbsent(message.request(), invocation) != null) {
            throw new WampException.ProtocolViolation(
                    "INVOCATION "
                            + message.request()
                            + " is still running: progressive invocations were not announced");
        }
        if (registration.lane().isFull()) {
            invocation.fail(
                    new WampException(
                            Uris.UNAVAILABLE,
                            "Too many calls of "
                                    + registration.uri()
                                    + " are waiting: call again later"));
        } else {
            registration.lane().offer(invocation);
        }
    }

    /** Refuses an invocation of a registration that is not held (any more). */
    void refuse(Invocation message) {
        transport.send(
                new ErrorMessage(
                        MessageType.INVOCATION,
                        message.request(),
                        Map.of(),
                        Uris.NO_SUCH_PROCEDURE,
                        Payload.EMPTY));
    }

    /**
     * Takes in INTERRUPT; an unknown id means that our answer and the INTERRUPT crossed on the
     * wire.
     */
    void interrupt(Interrupt message) {
        RunningInvocation invocation = running.remove(message.request());
        if (invocation != null) {
            Message answer = invocation.interrupted(message.options().mode());
            if (answer != null) {
                transport.send(answer);
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
        } else {
            loop.execute(() -> sendNow(invocation, answer, last));
        }
    }

    private void sendNow(RunningInvocation invocation, Message answer, boolean last) {
        if (!open || running.get(invocation.id()) != invocation) {
            return;
        }
        if (last) {
            running.remove(invocation.id());
        }
        try {
            transport.send(answer);
        } catch (WampException e) {
            if (last) {
                transport.send(invocation.error(e));
            } else {
                SessionLog.LOG.warn(
                        "A progressive result of {} was not sent: {}",
                        invocation.procedure(),
                        e.getMessage());
            }
        }
    }

    /** The session is over: nobody waits for answers. */
    void abandon() {
        open = false;
        List<RunningInvocation> lost = new ArrayList<>(running.values());
        running.clear();
        lost.forEach(invocation -> invocation.interrupted(CancelMode.KILLNOWAIT));
    }
}
