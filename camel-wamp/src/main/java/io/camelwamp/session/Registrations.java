package io.camelwamp.session;

import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Register;
import io.camelwamp.protocol.Registered;
import io.camelwamp.protocol.Unregister;
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
        List<Registration> holders = holders(invocation.registration());
        if (holders.isEmpty()) {
            // Legal: it crossed our UNREGISTER.
            invocations.refuse(invocation);
        } else {
            invocations.begin(invocation, holders.get(Math.floorMod(turn++, holders.size())));
        }
    }

    @Override
    AcquireRequest acquire(List<Registration> group) {
        Registration first = group.get(0);
        return new AcquireRequest(MessageType.REGISTER, group) {
            @Override
            Message message(long requestId) {
                return new Register(requestId, first.options(), first.uri());
            }

            @Override
            long heldId(Message reply) {
                return ((Registered) reply).registration();
            }
        };
    }

    @Override
    ReleaseRequest release(long id) {
        return new ReleaseRequest(MessageType.UNREGISTER) {
            @Override
            Message message(long requestId) {
                return new Unregister(requestId, id);
            }
        };
    }

    @Override
    WampException revoked(Registration registration, String reason) {
        return new WampException(
                reason != null ? reason : "wamp.error.unregistered",
                "The router took the registration of " + registration.uri() + " away");
    }
}
