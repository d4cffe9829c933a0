package io.camelwamp.router;

import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.Cancel;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.InvocationDetails;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Yield;
import io.camelwamp.router.permission.Permission;
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
    private final Registrations registrations;
    private final Invocations invocations;

    Dealer(RealmConfig realm, RouterContext context, Registrations registrations) {
        this.uris = new UriCheck(realm);
        this.disclosure = realm.disclosure();
        this.limits = context.limits();
        this.ids = context.ids();
        this.counters = context.counters();
        this.registrations = registrations;
        this.invocations = new Invocations(context.loop(), context.counters(), realm.disclosure() == Disclosure.ALWAYS);
    }

    void leave(RouterSession session) {
        registrations.leave(session);
        invocations.leave(session);
    }

    /**
     * Handles the first or only CALL of a request.
     *
     * @throws WampException.ProtocolViolation if it uses what the caller did not announce
     */
    void call(RouterSession caller, Call message, Permission permission) {
        CallOptions options = message.options();
        boolean passThru = PassThru.isUsed(options, MessageType.CALL, caller, PeerFeature.CALLER_PASS_THRU);
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
            route(caller, message, permission, passThru);
        }
    }

    /**
     * Handles a CALL whose id was used before: a further chunk of arguments, or one that crossed
     * with the call's end and is void.
     *
     * @throws WampException.ProtocolViolation if the call takes no further arguments
     */
    void proceed(RouterSession caller, Call chunk) {
        CallInFlight call = caller.calls().get(chunk.request());
        if (call != null) {
            invocations.proceed(call, chunk);
        }
    }

    static void refuse(RouterSession caller, Call message, String uri, String text) {
        caller.refuse(MessageType.CALL, message.request(), uri, text);
    }

    private void route(RouterSession caller, Call message, Permission permission, boolean passThru) {
        String procedure = message.procedure();
        Registration registration = registrations.bestMatch(procedure);
        if (registration == null) {
            refuse(caller, message, Uris.NO_SUCH_PROCEDURE, "No procedure '" + procedure + "' is registered");
            return;
        }
        Callee callee = registration.choose(ids.random());
        if (callee == null) {
            refuse(
                    caller,
                    message,
                    Uris.UNAVAILABLE,
                    "No callee of '" + procedure + "' can take one more call: each does not keep up, or answers as many"
                            + " as its concurrency allows");
            return;
        }
        PeerFeatures features = callee.session().features();
        if (message.options().progress() && !features.has(PeerFeature.PROGRESSIVE_INVOCATIONS)) {
            refuse(
                    caller,
                    message,
                    Uris.FEATURE_NOT_SUPPORTED,
                    "The callee of '" + procedure + "' does not take arguments in portions");
        } else if (passThru && !features.has(PeerFeature.CALLEE_PASS_THRU)) {
            refuse(
                    caller,
                    message,
                    Uris.FEATURE_NOT_SUPPORTED,
                    "The callee of '" + procedure + "' does not know payload pass-through mode");
        } else {
            invoke(caller, message, registration, callee, permission);
        }
    }

    private void invoke(
            RouterSession caller, Call message, Registration registration, Callee callee, Permission permission) {
        RouterSession session = callee.session();
        long timeout = message.options().timeout();
        boolean calleeWatchesTime =
                callee.forwardTimeout() && session.features().has(PeerFeature.CALLEE_TIMEOUT);
        InvocationDetails details =
                details(caller, message, registration, callee, permission, calleeWatchesTime ? timeout : 0);
        long id = session.nextInvocation();
        CallInFlight call = new CallInFlight(caller, message, registration, callee, id, details);
        invocations.begin(call, calleeWatchesTime ? 0 : timeout);
        try {
            session.trySend(call.invocation(message.payload()));
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

    private InvocationDetails details(
            RouterSession caller,
            Call message,
            Registration registration,
            Callee callee,
            Permission permission,
            long timeout) {
        CallOptions options = message.options();
        boolean isExact = registration.match() == MatchPolicy.EXACT;
        boolean discloses = discloses(options, callee, permission);
        if (options.isEmpty() && isExact && !discloses && permission.trustLevel() < 0) {
            return InvocationDetails.NONE;
        }
        Map<String, Object> details = new LinkedHashMap<>();
        if (!isExact) {
            details.put("procedure", message.procedure());
        }
        if (discloses) {
            details.put("caller", caller.id());
            details.put("caller_authid", caller.authid());
            details.put("caller_authrole", caller.authrole());
        }
        if (permission.trustLevel() >= 0) {
            details.put("trustlevel", permission.trustLevel());
        }
        if (options.receiveProgress() && callee.session().features().has(PeerFeature.PROGRESSIVE_RESULTS)) {
            details.put("receive_progress", true);
        }
        if (timeout > 0) {
            details.put("timeout", timeout);
        }
        PassThru.copy(options, details);
        return InvocationDetails.of(details);
    }

    private boolean discloses(CallOptions options, Callee callee, Permission permission) {
        return switch (disclosure) {
            case ALWAYS -> true;
            case ON_REQUEST -> options.discloseMe() || callee.discloseCaller() || permission.disclosed();
            case NEVER -> false;
        };
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
}
