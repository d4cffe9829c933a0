package io.camelwamp.router;

import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.Cancel;
import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.Interrupt;
import io.camelwamp.protocol.InterruptOptions;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.ResultDetails;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Yield;
import io.camelwamp.protocol.YieldOptions;
import io.camelwamp.transport.EventLoop;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls in flight of one realm: every one ends with exactly one RESULT without progress or one
 * ERROR, unless its caller leaves (spec: basic/remote_procedure_call.md,
 * advanced/rpc_call_canceling.md, rpc_call_timeout.md).
 *
 * <p>A call that ended is in no table any more; what its callee still sends is recognised by its id
 * and dropped.
 */
final class Invocations {
    /** Longer time-outs are as good as none, and would overflow a clock of nanoseconds. */
    private static final long LONGEST_TIMEOUT_MILLIS = Duration.ofDays(3650).toMillis();

    private static final ResultDetails PROGRESS = ResultDetails.of(Map.of("progress", true));

    private final EventLoop loop;
    private final Counters counters;

    private final boolean disclosesCallees;

    Invocations(EventLoop loop, Counters counters, boolean disclosesCallees) {
        this.loop = loop;
        this.counters = counters;
        this.disclosesCallees = disclosesCallees;
    }

    /**
     * Enters a call whose INVOCATION is about to be sent.
     *
     * @param timeoutMillis after which the router cancels it, 0 for never
     */
    void begin(CallInFlight call, long timeoutMillis) {
        call.caller().calls().put(call.request(), call);
        call.callee().invocations().put(call.invocation(), call);
        call.registered().began();
        counters.callsInFlight++;
        if (timeoutMillis > 0) {
            Duration timeout = Duration.ofMillis(Math.min(timeoutMillis, LONGEST_TIMEOUT_MILLIS));
            call.heard(loop.nanoTime());
            call.timer(loop.schedule(timeout, () -> timedOut(call, timeout)));
        }
    }

    /** Takes a call out of the tables; nothing is told to anybody. */
    void end(CallInFlight call) {
        call.caller().calls().remove(call.request());
        call.callee().invocations().remove(call.invocation());
        call.registered().ended();
        call.cancelTimer();
        counters.callsInFlight--;
    }

    /**
     * Hands a further chunk of arguments to the callee that has the first (spec:
     * advanced/rpc_progressive_call_invocations.md).
     *
     * @throws WampException.ProtocolViolation if the call in flight takes no further arguments
     */
    void proceed(CallInFlight call, Call chunk) {
        if (!call.isInputOpen() || !call.procedure().equals(chunk.procedure())) {
            throw new WampException.ProtocolViolation("CALL.Request " + chunk.request()
                    + " is that of a call in flight, which is "
                    + (call.isInputOpen() ? "to '" + call.procedure() + "'" : "complete"));
        }
        if (!chunk.options().progress()) {
            call.closeInput();
        }
        if (call.interrupted()) {
            return;
        }
        if (!call.callee().hasRoom()) {
            giveUp(call, Uris.UNAVAILABLE, "The callee does not keep up with the arguments of this call");
            return;
        }
        try {
            call.callee().trySend(call.invocation(chunk.payload()));
        } catch (WampException e) {
            if (e instanceof WampException.ProtocolViolation) {
                throw e;
            }
            giveUp(call, e.uri(), "The arguments cannot be delivered to the callee: " + e.getMessage());
        }
    }

    private void giveUp(CallInFlight call, String uri, String text) {
        end(call);
        refuse(call, uri, text);
        interrupt(call, CancelMode.KILLNOWAIT, uri);
    }

    void yielded(RouterSession callee, Yield message) {
        YieldOptions options = message.options();
        boolean passThru = PassThru.isUsed(options, MessageType.YIELD, callee, PeerFeature.CALLEE_PASS_THRU);
        CallInFlight call = callee.invocations().get(message.request());
        if (call == null) {
            callee.requireInvoked(MessageType.YIELD, message.request());
            return;
        }
        boolean isFinal = !options.progress();
        if (passThru && !call.caller().features().has(PeerFeature.CALLER_PASS_THRU)) {
            giveUp(call, isFinal, "The callee answers in payload pass-through mode, which the caller does not know");
        } else if (isFinal) {
            end(call);
            forward(call, new Result(call.request(), details(call, options, passThru), message.payload()));
        } else {
            progressed(call, message, passThru);
        }
    }

    private void giveUp(CallInFlight call, boolean answered, String text) {
        if (answered) {
            end(call);
            refuse(call, Uris.FEATURE_NOT_SUPPORTED, text);
        } else {
            giveUp(call, Uris.FEATURE_NOT_SUPPORTED, text);
        }
    }

    private void progressed(CallInFlight call, Yield message, boolean passThru) {
        if (call.hasTimer()) {
            call.heard(loop.nanoTime());
        }
        // A caller that did not ask for progress, or gave the call up, only waits for the final
        // answer.
        if (call.progressive() && !call.interrupted()) {
            ResultDetails details = details(call, message.options(), passThru);
            if (!forward(call, new Result(call.request(), details, message.payload()))) {
                end(call);
                interrupt(call, CancelMode.KILLNOWAIT, Uris.CANCELED);
            }
        }
    }

    private ResultDetails details(CallInFlight call, YieldOptions options, boolean passThru) {
        if (!passThru && !disclosesCallees) {
            return options.progress() ? PROGRESS : ResultDetails.NONE;
        }
        Map<String, Object> details = new LinkedHashMap<>();
        if (options.progress()) {
            details.put("progress", true);
        }
        if (disclosesCallees) {
            details.put("callee", call.callee().id());
            details.put("callee_authid", call.callee().authid());
            details.put("callee_authrole", call.callee().authrole());
        }
        if (passThru) {
            PassThru.copy(options, details);
        }
        return ResultDetails.of(details);
    }

    void failed(RouterSession callee, ErrorMessage message) {
        if (message.requestType() != MessageType.INVOCATION) {
            throw new WampException.ProtocolViolation("ERROR.Type must be 68 (INVOCATION) towards a router, but is "
                    + message.requestType().code());
        }
        CallInFlight call = callee.invocations().get(message.request());
        if (call == null) {
            callee.requireInvoked(MessageType.ERROR, message.request());
            return;
        }
        boolean passThru = message.details().get(PassThru.SCHEME) instanceof String scheme && !scheme.isEmpty();
        if (passThru && !callee.features().has(PeerFeature.CALLEE_PASS_THRU)) {
            throw new WampException.ProtocolViolation(
                    "ERROR.Details.ppt_scheme needs payload_passthru_mode, which the callee did not announce");
        }
        end(call);
        if (passThru && !call.caller().features().has(PeerFeature.CALLER_PASS_THRU)) {
            refuse(call, message.error(), "The error's arguments are in payload pass-through mode");
            return;
        }
        forward(
                call,
                new ErrorMessage(
                        MessageType.CALL, call.request(), message.details(), message.error(), message.payload()));
    }

    /**
     * Passes an answer of the callee on; if it cannot be sent, the caller gets an ERROR that says
     * so.
     *
     * @return whether it was sent
     */
    private static boolean forward(CallInFlight call, Message answer) {
        try {
            call.caller().trySend(answer);
            return true;
        } catch (WampException e) {
            refuse(call, e.uri(), "The callee's " + answer.type() + " cannot be delivered: " + e.getMessage());
            if (e instanceof WampException.ProtocolViolation) {
                throw e;
            }
            return false;
        }
    }

    /**
     * Handles CANCEL; one for a call that has ended, or whose CALL failed, crosses with the answer
     * and is void.
     */
    void cancel(RouterSession caller, Cancel message) {
        CallInFlight call = caller.calls().get(message.request());
        if (call == null) {
            return;
        }
        CancelMode mode = call.callee().features().has(PeerFeature.CALL_CANCELING)
                ? message.options().mode()
                : CancelMode.SKIP;
        if (mode == CancelMode.KILL) {
            interrupt(call, CancelMode.KILL, Uris.CANCELED);
            return;
        }
        end(call);
        refuse(call, Uris.CANCELED, "The caller cancelled the call");
        if (mode == CancelMode.KILLNOWAIT) {
            interrupt(call, CancelMode.KILLNOWAIT, Uris.CANCELED);
        }
    }

    private void timedOut(CallInFlight call, Duration timeout) {
        Duration silence = Duration.ofNanos(loop.nanoTime() - call.lastHeardNanos());
        Duration rest = timeout.minus(silence);
        if (!rest.isNegative() && !rest.isZero()) {
            // A progressive result came meanwhile, and the time runs from there.
            call.timer(loop.schedule(rest, () -> timedOut(call, timeout)));
            return;
        }
        end(call);
        refuse(call, Uris.TIMEOUT, "No answer within " + timeout.toMillis() + " ms");
        interrupt(call, CancelMode.KILLNOWAIT, Uris.TIMEOUT);
    }

    /** Ends what a leaving session waited for and what it was asked for. */
    void leave(RouterSession session) {
        for (CallInFlight call : List.copyOf(session.calls().values())) {
            end(call);
            interrupt(call, CancelMode.KILLNOWAIT, Uris.CANCELED);
        }
        for (CallInFlight call : List.copyOf(session.invocations().values())) {
            end(call);
            refuse(call, Uris.CANCELED, "The callee left before it answered");
        }
    }

    private static void refuse(CallInFlight call, String uri, String text) {
        call.caller().refuse(MessageType.CALL, call.request(), uri, text);
    }

    /** Tells the callee to stop, if it can be told and was not before. */
    private static void interrupt(CallInFlight call, CancelMode mode, String reason) {
        if (call.callee().features().has(PeerFeature.CALL_CANCELING) && !call.interrupted()) {
            call.interrupt();
            Map<String, Object> options = Map.of("mode", mode.wireName(), "reason", reason);
            call.callee().send(new Interrupt(call.invocation(), InterruptOptions.of(options)));
        }
    }
}
