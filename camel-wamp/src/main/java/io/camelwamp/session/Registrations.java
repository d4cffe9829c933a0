package io.camelwamp.session;

import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Register;
import io.camelwamp.protocol.Registered;
import io.camelwamp.protocol.Unregister;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.util.List;

/**
 * The registrations of one connection: sends REGISTER and UNREGISTER, and finds the handler of an
 * INVOCATION.
 */
final class Registrations extends Holdings<Registration> {
    private final Invocations invocations;
    private int turn;

    Registrations(PendingRequests pending, Outcome outcome, Invocations invocations) {
        super(pending, outcome);
        this.invocations = invocations;
    }

    /** Hands an invocation to the handlers of its registration in turn. */
    void invocation(Invocation invocation) {
        if (invocations.takePart(invocation)) {
            return;
        }
        List<Registration> holders = holders(invocation.registration());
        if (holders.isEmpty()) {
            // Legal: it crossed our UNREGISTER.
            invocations.refuse(invocation);
        } else {
            invocations.begin(invocation, holders.get(Math.floorMod(turn++, holders.size())));
        }
    }

    @Override
    MessageType acquiring() {
        return MessageType.REGISTER;
    }

    @Override
    Message acquire(long requestId, Registration registration) {
        return new Register(requestId, registration.options(), registration.uri());
    }

    @Override
    boolean isExclusive() {
        return true;
    }

    @Override
    long heldId(Message reply) {
        return ((Registered) reply).registration();
    }

    @Override
    MessageType releasing() {
        return MessageType.UNREGISTER;
    }

    @Override
    Message release(long requestId, long id) {
        return new Unregister(requestId, id);
    }

    @Override
    WampException explained(Registration registration, WampException refusal, boolean held) {
        return held && Uris.PROCEDURE_ALREADY_EXISTS.equals(refusal.uri())
                ? new WampException(
                        refusal.uri(),
                        "This session has registered " + registration.uri()
                                + " already, and a session registers a procedure"
                                + " once: a second callee needs a session of its own (see the option sessionGroup)")
                : refusal;
    }

    @Override
    WampException revoked(Registration registration, String reason) {
        return new WampException(
                reason != null ? reason : "wamp.error.unregistered",
                "The router took the registration of " + registration.uri() + " away");
    }
}
