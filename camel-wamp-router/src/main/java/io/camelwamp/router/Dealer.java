package io.camelwamp.router;

import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.Cancel;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.InvocationDetails;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Register;
import io.camelwamp.protocol.Registered;
import io.camelwamp.protocol.RevocationDetails;
import io.camelwamp.protocol.Unregister;
import io.camelwamp.protocol.Unregistered;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Yield;
import io.camelwamp.transport.EventLoop;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Routes calls of one realm to its callees (spec: basic/remote_procedure_call.md,
 * advanced/rpc_*.md); what happens to them afterwards is the business of {@link Invocations}.
 */
final class Dealer {
    private final UriCheck uris;
    private final Disclosure disclosure;
    private final SessionLimits limits;
    private final RouterIds ids;
    private final Counters counters;
    private final PatternTable<Registration> registrations = new PatternTable<>();
    private final Invocations invocations;

    Dealer(RealmConfig realm, SessionLimits limits, RouterIds ids, Counters counters, EventLoop loop) {
        this.uris = new UriCheck(realm);
        this.disclosure = realm.disclosure();
        this.limits = limits;
        this.ids = ids;
        this.counters = counters;
        this.invocations = new Invocations(loop, counters);
    }

    void register(RouterSession session, Register message) {
        MatchPolicy match = message.options().match();
        InvocationPolicy policy = InvocationPolicy.of(message.options().invoke());
        boolean discloseCaller = message.options().flag("disclose_caller", false);
        String objection = uris.objectionToOffer(message.procedure(), match);
        if (objection != null) {
            refuse(session, message, Uris.INVALID_URI, objection);
            return;
        }
        Registration registration = registrations.get(match, message.procedure());
        if (discloseCaller && disclosure == Disclosure.NEVER) {
            refuse(session, message, Uris.OPTION_NOT_ALLOWED, "This realm never discloses callers");
        } else if (session.registrations().size() >= limits.registrations()) {
            refuse(
                    session,
                    message,
                    Uris.NOT_AUTHORIZED,
                    "A session may hold at most " + limits.registrations() + " registrations");
        } else if (registration != null && !canJoin(session, registration, policy)) {
            refuse(session, message, Uris.PROCEDURE_ALREADY_EXISTS, describe(session, registration));
        } else {
            if (registration == null) {
                registration = new Registration(ids.nextRegistration(), message.procedure(), match, policy);
                registrations.add(match, message.procedure(), registration);
            }
            boolean forwardTimeout = message.options().flag("forward_timeout", false);
            registration.add(new Registration.Callee(session, forwardTimeout, discloseCaller));
            session.registrations().put(registration.id(), registration);
            session.send(new Registered(message.request(), registration.id()));
        }
    }

    private static boolean canJoin(RouterSession session, Registration registration, InvocationPolicy policy) {
        return policy == registration.policy()
                && policy != InvocationPolicy.SINGLE
                && !session.registrations().containsKey(registration.id());
    }

    private static String describe(RouterSession session, Registration registration) {
        String who = session.registrations().containsKey(registration.id())
                ? "by this session"
                : "with invoke=" + registration.policy().wireName();
        return "'" + registration.procedure() + "' is already registered " + who;
    }

    private static void refuse(RouterSession session, Register message, String uri, String text) {
        session.refuse(MessageType.REGISTER, message.request(), uri, text);
    }

    void unregister(RouterSession session, Unregister message) {
        Registration registration = session.registrations().remove(message.registration());
        if (registration == null) {
            session.refuse(
                    MessageType.UNREGISTER,
                    message.request(),
                    Uris.NO_SUCH_REGISTRATION,
                    "This session does not hold the registration " + message.registration());
            return;
        }
        release(session, registration);
        session.send(new Unregistered(message.request(), RevocationDetails.NONE));
    }

    void leave(RouterSession session) {
        session.registrations().values().forEach(held -> release(session, held));
        session.registrations().clear();
        invocations.leave(session);
    }

    private void release(RouterSession session, Registration registration) {
        registration.remove(session);
        if (registration.isEmpty()) {
            registrations.remove(registration.match(), registration.procedure());
        }
    }

    void call(RouterSession caller, Call message) {
        CallOptions options = message.options();
        PassThru.refuse(options, MessageType.CALL);
        if (options.progress()) {
            throw new WampException.ProtocolViolation(
                    "CALL.Options.progress needs progressive_call_invocations, which is not announced");
        }
        if (caller.calls().containsKey(message.request())) {
            throw new WampException.ProtocolViolation(
                    "CALL.Request " + message.request() + " is that of a call in flight");
        }
        String objection = uris.objection(message.procedure(), MatchPolicy.EXACT);
        if (objection != null) {
            refuse(caller, message, Uris.INVALID_URI, objection);
        } else if (options.discloseMe() && disclosure == Disclosure.NEVER) {
            refuse(caller, message, Uris.DISCLOSE_ME_DISALLOWED, "This realm never discloses callers");
        } else if (caller.calls().size() >= limits.callsInFlight()) {
            refuse(
                    caller,
                    message,
                    Uris.UNAVAILABLE,
                    "A session may have at most " + limits.callsInFlight() + " calls in flight");
        } else {
            route(caller, message);
        }
    }

    private static void refuse(RouterSession caller, Call message, String uri, String text) {
        caller.refuse(MessageType.CALL, message.request(), uri, text);
    }

    private void route(RouterSession caller, Call message) {
        String procedure = message.procedure();
        // A pattern must not catch calls that are meant for the protocol's own procedures.
        Registration registration = Uris.isReserved(procedure) ? null : registrations.bestMatch(procedure);
        if (registration == null) {
            refuse(caller, message, Uris.NO_SUCH_PROCEDURE, "No procedure '" + procedure + "' is registered");
            return;
        }
        Registration.Callee callee = registration.choose(ids.random());
        if (callee == null) {
            refuse(caller, message, Uris.UNAVAILABLE, "No callee of '" + procedure + "' keeps up with its calls");
            return;
        }
        invoke(caller, message, registration, callee);
    }

    private void invoke(RouterSession caller, Call message, Registration registration, Registration.Callee callee) {
        RouterSession session = callee.session();
        CallOptions options = message.options();
        boolean progressive = options.receiveProgress() && session.features().progressiveResults();
        boolean calleeWatchesTime =
                callee.forwardTimeout() && session.features().calleeTimeout();
        long timeout = options.timeout();
        InvocationDetails details = details(
                caller,
                message,
                registration.match() != MatchPolicy.EXACT,
                discloses(options, callee),
                progressive,
                calleeWatchesTime ? timeout : 0);
        long id = session.nextInvocation();
        CallInFlight call = new CallInFlight(caller, message.request(), session, id, progressive);
        invocations.begin(call, calleeWatchesTime ? 0 : timeout);
        try {
            session.trySend(new Invocation(id, registration.id(), details, message.payload()));
        } catch (WampException e) {
            invocations.end(call);
            if (e instanceof WampException.ProtocolViolation) {
                throw e;
            }
            refuse(caller, message, e.uri(), "The call cannot be delivered to its callee: " + e.getMessage());
            return;
        }
        session.invoked(id);
        counters.calls++;
    }

    private boolean discloses(CallOptions options, Registration.Callee callee) {
        return disclosure == Disclosure.ALWAYS || options.discloseMe() || callee.discloseCaller();
    }

    private static InvocationDetails details(
            RouterSession caller,
            Call message,
            boolean namesProcedure,
            boolean disclosesCaller,
            boolean progressive,
            long timeout) {
        if (!namesProcedure && !disclosesCaller && !progressive && timeout == 0) {
            return InvocationDetails.NONE;
        }
        Map<String, Object> details = new LinkedHashMap<>();
        if (namesProcedure) {
            details.put("procedure", message.procedure());
        }
        if (disclosesCaller) {
            details.put("caller", caller.id());
            details.put("caller_authid", caller.authid());
            details.put("caller_authrole", caller.authrole());
        }
        if (progressive) {
            details.put("receive_progress", true);
        }
        if (timeout > 0) {
            details.put("timeout", timeout);
        }
        return InvocationDetails.of(details);
    }

    void cancel(RouterSession caller, Cancel message) {
        invocations.cancel(caller, message);
    }

    void yielded(RouterSession callee, Yield message) {
        invocations.yielded(callee, message);
    }

    void failed(RouterSession callee, ErrorMessage message) {
        invocations.failed(callee, message);
    }

    /** How many registrations there are, however many callees share each. */
    int size() {
        return registrations.size();
    }

    /** Whether nothing is left of all registrations. */
    boolean isEmpty() {
        return registrations.isEmpty();
    }
}
